"""The merge itself: one transaction in which everything of the merged records goes to the one that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel import clock, events
from sillage.kernel.db import current_workspace_id, new_id
from sillage.kernel.db.models import RecordModel
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import Operation, Recorded
from sillage.kernel.faults import crash_point
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.registry import RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.duplicates.catalogue import rules_of
from sillage.records.duplicates.choosing import FieldChoice, field_choices, values_in
from sillage.records.duplicates.errors import RecordInTrash
from sillage.records.duplicates.events import RecordMerged, ReferenceMoved
from sillage.records.duplicates.keys import refresh_keys
from sillage.records.duplicates.models import Merge, MergedRecord
from sillage.records.duplicates.moving import Move, move_references
from sillage.records.duplicates.pairs import carry_decisions
from sillage.records.objects.queries import object_named, rows_of

MOST = 5
ORIGIN = "merge"
_NOT_MERGED = Text(fr="Ce type de fiche ne se fusionne pas", en="Records of this kind cannot be merged")
_SAME = Text(fr="Une fiche ne se fusionne pas avec elle-même", en="A record cannot be merged into itself")
_COUNT = Text(fr="Choisissez de 2 à 5 fiches différentes", en="Choose 2 to 5 different records")
_NO_FIELD = Text(fr="Ce champ ne se choisit pas", en="This field cannot be chosen")
_NO_RECORD = Text(fr="Cette fiche ne fait pas partie de la fusion", en="This record is not part of the merge")


def mergeable(name: str, survivor_id: UUID, loser_ids: Sequence[UUID]) -> RecordObject:
    """The kind of record, when these records may be merged as far as their ids tell. Raises `InvalidFields`."""
    entry = object_named(name)
    rules = rules_of(entry)
    if rules is None or not rules.review:
        raise InvalidFields.one("object", "not_mergeable", _NOT_MERGED)
    if survivor_id in loser_ids:
        raise InvalidFields.one("loser_ids", "same_record", _SAME)
    if not 0 < len(loser_ids) < MOST or len(set(loser_ids)) != len(loser_ids):
        raise InvalidFields.one("loser_ids", "too_few_or_many", _COUNT)
    return entry


def merged_before(survivor_id: UUID, loser_ids: Sequence[UUID]) -> UUID | None:
    """The merge that already brought all of these records into that one: asking twice does it once."""
    found = MergedRecord.objects.filter(loser_id__in=loser_ids, survivor_id=survivor_id)
    merges = list(found.values_list("merge_id", flat=True))
    return merges[0] if len(merges) == len(loser_ids) and len(set(merges)) == 1 else None


def locked_records(actor: Actor, entry: RecordObject, ids: Sequence[UUID]) -> dict[UUID, RecordModel]:
    """These living records under their row locks, in one order whoever asks. Raises `NotFound`, `Forbidden` or
    `RecordInTrash`.
    """
    rows = rows_of(entry).filter(id__in=ids).order_by("pk").select_for_update(of=("self",))
    found = {row.pk: row for row in rows}
    if len(found) < len(set(ids)) or not all(covers(actor, f"{entry.name}.see", row) for row in found.values()):
        raise NotFound
    if actor.read_only or not all(covers(actor, f"{entry.name}.edit", row) for row in found.values()):
        raise Forbidden
    if any(row.deleted_at is not None for row in found.values()):
        raise RecordInTrash
    return found


def merge(
    actor: Actor,
    entry: RecordObject,
    survivor_id: UUID,
    loser_ids: Sequence[UUID],
    choices: Mapping[str, UUID],
    versions: Mapping[UUID, int],
) -> UUID:
    """Merge records into one and return the id of the merge; see `actions.merge_records`."""
    ids = [survivor_id, *loser_ids]
    rows = locked_records(actor, entry, ids)
    _check_versions(entry, rows, versions)
    rules = rules_of(entry)
    assert rules is not None, "mergeable() was asked"
    wanted = _chosen(field_choices(entry, survivor_id, ids, rules.stricter), choices, ids)
    gather = registry.offer(f"merge_lists:{entry.name}")
    lists: dict[str, Any] = gather(survivor_id, loser_ids) if gather else {}
    titles = entry.titles(actor, ids)
    now = clock.now()
    change_set_id = events.change_set_of(actor, ORIGIN)
    one = Merge.objects.create(
        id=new_id(),
        object=entry.name,
        survivor_id=survivor_id,
        change_set_id=change_set_id,
        actor_id=actor.id,
        created_at=now,
    )
    for loser_id in loser_ids:
        move = Move(one.id, entry.name, loser_id, survivor_id)
        carry_decisions(move)
        _tell_moved(actor, move)
        crash_point("merge.moved")
        _take_out(entry, move, titles.get(loser_id, ""))
    crash_point("merge.taken_out")
    present = values_in(entry, [survivor_id])[survivor_id]
    changed = lists | {name: value for name, value in wanted.items() if present[name] != value}
    if changed:
        entry.update(actor, survivor_id, changed, None)
    break_circles(entry, survivor_id)
    _finish(actor, entry, one, loser_ids)
    return one.id


def _check_versions(entry: RecordObject, rows: Mapping[UUID, RecordModel], versions: Mapping[UUID, int]) -> None:
    for record_id, version in versions.items():
        if record_id not in rows:
            raise InvalidFields.one(f"versions.{record_id}", "unknown_record", _NO_RECORD)
        if rows[record_id].version != version:
            raise StaleVersion({"object": entry.name, "id": record_id, "version": rows[record_id].version})


def _chosen(fields: Sequence[FieldChoice], choices: Mapping[str, UUID], ids: Sequence[UUID]) -> dict[str, Any]:
    known = {each.field.name: each for each in fields}
    problems = [FieldProblem(f"choices.{name}", "unknown_field", _NO_FIELD) for name in choices if name not in known]
    problems += [
        FieldProblem(f"choices.{name}", "unknown_record", _NO_RECORD)
        for name, record_id in choices.items()
        if record_id not in ids
    ]
    if problems:
        raise InvalidFields(fields=problems)
    # An opt-out stays set whatever was chosen.
    return {
        name: each.values[each.proposed if each.strict else choices.get(name, each.proposed)]
        for name, each in known.items()
    }


def _tell_moved(actor: Actor, move: Move) -> None:
    entries = []
    for reference, ids in move_references(move):
        assert reference.of is not None, "only records are told of"
        name = reference.field or reference.column
        event = ReferenceMoved(fields=(name,), merge_id=move.merge_id)
        changes = {name: (move.loser_id, move.survivor_id)}
        versions = dict(rows_of(registry.object(reference.of)).filter(id__in=ids).values_list("id", "version"))
        entries += [
            Recorded(event, reference.of, each, Operation.UPDATED, versions.get(each), changes)
            for each in ids
            if each != move.loser_id
        ]
    events.record_many(actor, entries)


def _take_out(entry: RecordObject, move: Move, title: str) -> None:
    """Keep the loser's own row aside and remove it from its table; its id leads to the survivor."""
    table = rows_of(entry).model._meta.db_table
    statement = (
        f"WITH gone AS (DELETE FROM {table} t WHERE t.id = %s RETURNING to_jsonb(t) AS kept)"  # noqa: S608
        " INSERT INTO records_merged_record (id, workspace_id, merge_id, object, loser_id, survivor_id, title, row)"
        " SELECT %s, %s, %s, %s, %s, %s, %s, kept FROM gone"
    )
    values: list[Any] = [
        new_id(),
        current_workspace_id(),
        move.merge_id,
        entry.name,
        move.loser_id,
        move.survivor_id,
        title,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement, [move.loser_id, *values])


def break_circles(entry: RecordObject, record_id: UUID) -> None:
    """A record that became its own ancestor through the merge loses its parent."""
    for field in entry.fields:
        if field.target != entry.name or field.through is not None or not field.writable:
            continue
        column = field.column_name
        table = rows_of(entry).model._meta.db_table
        statement = (
            f"WITH RECURSIVE above AS (SELECT {column} AS id, 1 AS depth FROM {table} WHERE id = %s"  # noqa: S608
            f" UNION ALL SELECT t.{column}, a.depth + 1 FROM {table} t JOIN above a ON t.id = a.id WHERE a.depth < 50)"
            f" UPDATE {table} SET {column} = NULL WHERE id = %s AND EXISTS (SELECT FROM above WHERE id = %s)"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [record_id] * 3)


def _finish(actor: Actor, entry: RecordObject, one: Merge, loser_ids: Sequence[UUID]) -> None:
    survivor_id = one.survivor_id
    refresh_keys(entry, [survivor_id])
    after_merge(actor, entry.name, [survivor_id])
    crash_point("merge.updated")
    version = rows_of(entry).values_list("version", flat=True).get(id=survivor_id)
    event = RecordMerged(merge_id=one.id, loser_ids=tuple(loser_ids))
    events.record(actor, event, object=entry.name, record_id=survivor_id, version=version, about=loser_ids)
    crash_point("merge.told")


def after_merge(actor: Actor, name: str, ids: Sequence[UUID]) -> None:
    """Let modules bring up to date what they compute from the rows that moved (offers `after_merge:<module>`)."""
    for manifest in registry.manifests():
        for offer, settle in manifest.offers.items():
            if offer.startswith("after_merge:"):
                settle(actor, name, list(ids))
