"""Taking a merge back: every row returns that nobody changed since; the others are reported."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import orjson
from django.db import connection

from sillage.kernel import clock, events
from sillage.kernel.errors import Forbidden, NotFound
from sillage.kernel.faults import crash_point
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.registry import RecordObject, registry
from sillage.records.duplicates.errors import MergedSince, MergeExpired
from sillage.records.duplicates.events import RecordUnmerged
from sillage.records.duplicates.keys import refresh_keys
from sillage.records.duplicates.merging import after_merge
from sillage.records.duplicates.models import Merge, MergedRecord
from sillage.records.duplicates.moving import Move, insert_rows, move_back, reference_of, references_to
from sillage.records.objects.queries import rows_of
from sillage.records.trash.actions import undo_part
from sillage.records.trash.errors import AlreadyUndone
from sillage.records.trash.queries import undo_plan
from sillage.records.trash.types import Conflict, UndoReport

UNDO_PERIOD = timedelta(days=30)
ORIGIN = "merge_undo"


def unmerge(actor: Actor, merge_id: UUID) -> UndoReport:
    """Take a merge back; see `actions.undo_merge`."""
    one = Merge.objects.select_for_update().filter(id=merge_id).first()
    if one is None:
        raise NotFound
    entry = registry.object(one.object)
    losers = list(MergedRecord.objects.filter(merge_id=one.id))
    _check_allowed(actor, entry, one, losers)
    events.change_set_of(actor, ORIGIN)
    plan = [each for each in undo_plan(one.change_set_id) if each.record_id == one.survivor_id and each.values]
    report, _ = undo_part(actor, one.change_set_id, plan, start=0, size=max(len(plan), 1))
    crash_point("unmerge.values")
    for loser in losers:
        _bring_back(entry, loser, report, actor.language)
        crash_point("unmerge.row")
    stayed = _move_all_back(one, actor.language)
    crash_point("unmerge.moved")
    names = entry.titles(actor, [one.survivor_id])
    if stayed:
        conflict = Conflict(
            entry.name, one.survivor_id, names.get(one.survivor_id, ""), "changed_since", tuple(dict.fromkeys(stayed))
        )
        report.conflicts.append(conflict)
    report.undone += len(losers)
    _finish(actor, entry, one, losers)
    return report


def _check_allowed(actor: Actor, entry: RecordObject, one: Merge, losers: list[MergedRecord]) -> None:
    survivor = rows_of(entry).filter(id=one.survivor_id).first()
    did_it = actor.id is not None and actor.id == one.actor_id
    if survivor is not None and not (did_it or covers(actor, f"{entry.name}.see", survivor)):
        raise NotFound
    if actor.read_only:
        raise Forbidden
    if one.undone_at is not None:
        raise AlreadyUndone
    if MergedRecord.objects.filter(loser_id=one.survivor_id).exists():
        raise MergedSince
    if survivor is None:
        raise NotFound
    if one.created_at < clock.now() - UNDO_PERIOD or any(loser.row is None for loser in losers):
        raise MergeExpired
    records = [survivor, *(_owned(loser) for loser in losers)]
    if not did_it and not all(covers(actor, f"{entry.name}.edit", record) for record in records):
        raise Forbidden


def _owned(loser: MergedRecord) -> SimpleNamespace:
    row = loser.row or {}
    ids = {name: UUID(row[name]) if row.get(name) else None for name in ("owner_id", "team_id")}
    return SimpleNamespace(**ids)


def _bring_back(entry: RecordObject, loser: MergedRecord, report: UndoReport, language: str) -> None:
    """Put the record's own row back; what it pointed to and is gone stays empty and is reported."""
    model = rows_of(entry).model
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM records_merged_record WHERE id = %s", [loser.id])
        kept = cursor.fetchone()[0]
    gone: list[str] = []
    row = orjson.loads(kept)
    for name in registry.objects():
        for reference in references_to(name):
            if reference.table != table or reference.object is None or not row.get(reference.column):
                continue
            if not _exists(reference.object, UUID(row[reference.column])):
                kept = _without(kept, reference.column)
                gone.append(reference.field or reference.column)
    defaults = {
        field.column: default
        for field in model._meta.concrete_fields
        if field.column not in row and isinstance(default := field.get_default(), bool | int | str | float)
    }
    insert_rows(table, f"[{kept}]", orjson.dumps(defaults).decode())
    if gone:
        labels = tuple(_label(entry, name, language) for name in gone)
        report.conflicts.append(Conflict(entry.name, loser.loser_id, loser.title, "changed_since", labels))


def _exists(name: str, record_id: UUID) -> bool:
    return rows_of(registry.object(name)).filter(id=record_id).exists()


def _without(kept: str, column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::jsonb || jsonb_build_object(%s::text, NULL))::text", [kept, column])
        return str(cursor.fetchone()[0])


def _label(entry: RecordObject, name: str, language: str) -> str:
    return next((field.label.in_language(language) for field in entry.fields if field.name == name), name)


def _move_all_back(one: Merge, language: str) -> list[str]:
    """Undo the moves, the last first; gives the names of what stayed."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT loser_id, "table", "column", action, rows::text FROM records_merged_row WHERE merge_id = %s'
            " ORDER BY loser_id DESC, position DESC",
            [one.id],
        )
        kept = cursor.fetchall()
    stayed: list[str] = []
    for loser_id, table, column, action, rows in kept:
        move = Move(one.id, one.object, loser_id, one.survivor_id)
        label = reference_of(table, column).label
        if move_back(move, table, column, action, rows) and label is not None:
            stayed.append(label.in_language(language))
    return stayed


def _finish(actor: Actor, entry: RecordObject, one: Merge, losers: list[MergedRecord]) -> None:
    ids = [loser.loser_id for loser in losers]
    MergedRecord.objects.filter(merge_id=one.id).delete()
    one.undone_at, one.undone_by = clock.now(), actor.id
    one.save(update_fields=["undone_at", "undone_by"])
    refresh_keys(entry, [one.survivor_id, *ids])
    after_merge(actor, entry.name, [one.survivor_id, *ids])
    told = [events.Recorded(RecordUnmerged(merge_id=one.id), entry.name, each, about=[one.survivor_id]) for each in ids]
    events.record_many(actor, [*told, events.Recorded(RecordUnmerged(merge_id=one.id), entry.name, one.survivor_id)])
    crash_point("unmerge.told")
