"""Reading duplicates: the queue, a comparison, look-alikes of what is being typed, and merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from sillage.identity.users.queries import member_names
from sillage.kernel import clock
from sillage.kernel.errors import InvalidFields, NotFound
from sillage.kernel.http.cursor import COUNT_CAP, decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor, require, within
from sillage.kernel.permissions.checks import covers
from sillage.kernel.registry import Field, RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.duplicates.catalogue import reviewed_objects, rules_of
from sillage.records.duplicates.choosing import chosen_fields, field_choices, values_in
from sillage.records.duplicates.merging import MOST
from sillage.records.duplicates.models import DuplicatePair, DuplicateRun, DuplicateSetting, Merge, MergedRecord
from sillage.records.duplicates.moving import references_to
from sillage.records.duplicates.unmerging import UNDO_PERIOD
from sillage.records.duplicates.wording import Readable, reason_texts
from sillage.records.objects.queries import object_named, rows_of

_NO_QUEUE = Text(fr="Ce type de fiche n’a pas de file de doublons", en="This kind of record has no duplicate queue")
# Pairs looked at to find the records tied to those of one page.
_MOST_TIES = 1_000
_COUNT = Text(fr="Choisissez de 2 à 5 fiches différentes", en="Choose 2 to 5 different records")


def reviewed_object(actor: Actor, name: str) -> RecordObject:
    """A kind of record with a review queue that the actor may edit. Raises `InvalidFields` or `Forbidden`."""
    entry = object_named(name)
    rules = rules_of(entry)
    if rules is None or not rules.review:
        raise InvalidFields.one("object", "no_duplicates", _NO_QUEUE)
    require(actor, f"{name}.edit")
    return entry


def duplicate_objects(actor: Actor) -> list[dict[str, Any]]:
    """The kinds of record with a queue that the actor may edit: name, label, open pairs and the last run."""
    names = [name for name in reviewed_objects() if actor.can(f"{name}.edit")]
    found = []
    for name in names:
        entry = registry.object(name)
        last = DuplicateRun.objects.filter(object=name).order_by("-created_at").first()
        found.append(
            {
                "name": name,
                "label": entry.plural.in_language(actor.language),
                "open": _open_pairs(actor, entry)[: COUNT_CAP + 1].count(),
                "run": run_document(last) if last else None,
            }
        )
    return found


def pair_page(actor: Actor, name: str, *, dismissed: bool, cursor: str | None, limit: int) -> dict[str, Any]:
    """A page of the queue, the likeliest first: only pairs of which the actor may edit both records.

    Raises `InvalidFields` naming `object` or `cursor`, or `Forbidden`.
    """
    entry = reviewed_object(actor, name)
    rows = _decided_pairs(actor, entry) if dismissed else _open_pairs(actor, entry)
    if cursor:
        score, last = decode_cursor(cursor, int, UUID)
        rows = rows.filter(Q(score__lt=score) | Q(score=score, id__lt=last))
    page = list(rows.order_by("-score", "-id")[: limit + 1])
    token = encode_cursor(page[limit - 1].score, page[limit - 1].id) if len(page) > limit else None
    return {"items": _pair_documents(actor, entry, page[:limit]), "next_cursor": token}


def _reachable(actor: Actor, entry: RecordObject, rows: QuerySet[DuplicatePair]) -> QuerySet[DuplicatePair]:
    living = within(actor, f"{entry.name}.edit", rows_of(entry).filter(deleted_at__isnull=True))
    both = Exists(living.filter(id=OuterRef("first_id"))), Exists(living.filter(id=OuterRef("second_id")))
    return rows.filter(*both, object=entry.name)


def _open_pairs(actor: Actor, entry: RecordObject) -> QuerySet[DuplicatePair]:
    due = Q(status="open") | Q(status="later", later_until__lte=clock.now())
    return _reachable(actor, entry, DuplicatePair.objects.filter(due, status__in=["open", "later"]))


def _decided_pairs(actor: Actor, entry: RecordObject) -> QuerySet[DuplicatePair]:
    later = Q(status="later", later_until__gt=clock.now())
    return _reachable(actor, entry, DuplicatePair.objects.filter(Q(status="dismissed") | later))


def _pair_documents(actor: Actor, entry: RecordObject, pairs: Sequence[DuplicatePair]) -> list[dict[str, Any]]:
    ids = {each for pair in pairs for each in (pair.first_id, pair.second_id)}
    titles = entry.titles(actor, ids)
    values = values_in(entry, list(ids))
    fields = _telling_fields(entry)
    readable = Readable(actor, [(field, [values[each][field.name] for each in values]) for field in fields])
    ages = dict(rows_of(entry).filter(id__in=ids).values_list("id", "updated_at"))
    groups = _groups(actor, entry, pairs)
    deciders = member_names({pair.decided_by for pair in pairs if pair.decided_by})
    return [
        {
            "id": pair.id,
            "object": entry.name,
            "score": pair.score,
            "status": pair.status,
            "reasons": reason_texts(pair.reasons, actor.language),
            "records": [
                {"id": each, "title": titles.get(each, ""), "updated_at": ages[each]}
                for each in (pair.first_id, pair.second_id)
            ],
            "facts": _facts(readable, fields, [values[pair.first_id], values[pair.second_id]], actor.language),
            "group": groups[pair.id],
            "decided_at": pair.decided_at,
            "decided_by": deciders.get(pair.decided_by) if pair.decided_by else None,
            "later_until": pair.later_until,
        }
        for pair in pairs
    ]


def _telling_fields(entry: RecordObject) -> list[Field]:
    rules = rules_of(entry)
    names = {name for rule in rules.keys for name in rule.fields} if rules else set()
    return [field for field in chosen_fields(entry) if field.name in names | {"city", "owner_id", "job_title"}]


def _facts(
    readable: Readable, fields: Sequence[Field], records: Sequence[dict[str, Any]], language: str
) -> list[dict[str, Any]]:
    found = []
    for field in fields:
        texts = [readable.text(field, record[field.name]) for record in records]
        if any(texts):
            label = field.label.in_language(language)
            found.append({"field": field.name, "label": label, "kind": field.kind.value, "values": texts})
    return found


def _groups(actor: Actor, entry: RecordObject, pairs: Sequence[DuplicatePair]) -> dict[UUID, list[UUID]]:
    """By pair the records that open pairs tie to it, itself included, as many as one merge takes."""
    ids = {each for pair in pairs for each in (pair.first_id, pair.second_id)}
    near = _open_pairs(actor, entry).filter(Q(first_id__in=ids) | Q(second_id__in=ids)).order_by("-score", "-id")
    ties = list(near.values_list("first_id", "second_id")[:_MOST_TIES])
    found = {}
    for pair in pairs:
        group = [pair.first_id, pair.second_id]
        own = set(group)
        for tie in ties:
            if own & set(tie):
                group += [each for each in tie if each not in group]
        found[pair.id] = group[:MOST]
    return found


def comparison(actor: Actor, name: str, ids: Sequence[UUID], survivor_id: UUID | None = None) -> dict[str, Any]:
    """Records side by side, field by field, with the values proposed for the one that stays.

    Raises `InvalidFields`, `Forbidden`, or `NotFound` for a record the actor may not edit or that is in the trash.
    """
    entry = reviewed_object(actor, name)
    wanted = list(dict.fromkeys(ids))
    if not 1 < len(wanted) <= MOST:
        raise InvalidFields.one("ids", "too_few_or_many", _COUNT)
    rows = {
        row.pk: row
        for row in within(actor, f"{name}.edit", rows_of(entry).filter(deleted_at__isnull=True, id__in=wanted))
    }
    if len(rows) < len(wanted):
        raise NotFound
    if survivor_id is not None and survivor_id not in rows:
        raise InvalidFields.one("survivor_id", "unknown_record", _COUNT)
    rules = rules_of(entry)
    assert rules is not None, "reviewed_object() was asked"
    counts = {each: _follows(entry, each, actor.language) for each in wanted}
    # The record most hangs on is the one to keep; the older of equals.
    weights = {each: sum(item["count"] for item in counts[each]) for each in wanted}
    kept = survivor_id or max(wanted, key=lambda each: (weights[each], -rows[each].created_at.timestamp()))
    titles = entry.titles(actor, wanted)
    choices = field_choices(entry, kept, wanted, rules.stricter)
    readable = Readable(actor, [(each.field, each.values.values()) for each in choices])
    owners = member_names({row.owner_id for row in rows.values() if row.owner_id})
    return {
        "object": name,
        "survivor_id": kept,
        "records": [
            {
                "id": each,
                "title": titles.get(each, ""),
                "version": rows[each].version,
                "created_at": rows[each].created_at,
                "updated_at": rows[each].updated_at,
                "owner_name": owners.get(owner) if (owner := rows[each].owner_id) else None,
                "follows": counts[each],
            }
            for each in wanted
        ],
        "fields": [
            {
                "name": each.field.name,
                "label": each.field.label.in_language(actor.language),
                "kind": each.field.kind.value,
                "differs": each.differs,
                "strict": each.strict,
                "proposed": each.proposed,
                "values": [readable.text(each.field, each.values[record_id]) for record_id in wanted],
            }
            for each in choices
        ],
    }  # fmt: skip


def _follows(entry: RecordObject, record_id: UUID, language: str) -> list[dict[str, Any]]:
    """How many things of each kind hang on a record and follow it into a merge."""
    counts: dict[str, int] = {}
    for reference in references_to(entry.name):
        if reference.label is None or reference.policy != "move":
            continue
        condition = f"{reference.column} = %s" + (
            f" AND {reference.object_column} = %s" if reference.object_column else ""
        )
        values: list[Any] = [record_id, *([entry.name] if reference.object_column else [])]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {reference.table} WHERE {condition}", values)  # noqa: S608
            label = reference.label.in_language(language)
            counts[label] = counts.get(label, 0) + int(cursor.fetchone()[0])
    return [{"label": label, "count": count} for label, count in counts.items() if count]


def run_document(run: DuplicateRun) -> dict[str, Any]:
    """A run as the API shows it; `percent` covers both of its phases."""
    share = run.done / run.total if run.total else 0.0
    percent = 100 if run.status == "done" else int(50 * min(share, 1) + (50 if run.phase == "pairs" else 0))
    return {
        "id": run.id,
        "object": run.object,
        "status": run.status,
        "percent": percent,
        "found": run.found,
        "skipped": run.skipped,
        "created_at": run.created_at,
        "finished_at": run.finished_at,
    }


def one_run(actor: Actor, run_id: UUID) -> DuplicateRun:
    """A run of a kind of record the actor may edit. Raises `NotFound`."""
    run = DuplicateRun.objects.filter(id=run_id).first()
    if run is None or not actor.can(f"{run.object}.edit"):
        raise NotFound
    return run


def hidden_setting() -> str:
    """What this workspace tells of look-alikes out of somebody's reach: nothing, exists or owner."""
    return DuplicateSetting.objects.values_list("hidden", flat=True).first() or "exists"


def merged_into(ids: Iterable[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """Where merged records went, through several merges: the kind and id of the record that is left."""
    found: dict[UUID, tuple[str, UUID]] = {}
    asked = {each: each for each in ids}
    while asked:
        rows = MergedRecord.objects.filter(loser_id__in=set(asked.values()))
        steps = {loser: (name, into) for loser, name, into in rows.values_list("loser_id", "object", "survivor_id")}
        found |= {origin: steps[at] for origin, at in asked.items() if at in steps}
        asked = {origin: steps[at][1] for origin, at in asked.items() if at in steps}
    return found


def merged_into_for(actor: Actor, ids: Iterable[UUID]) -> dict[str, Any] | None:
    """Where the first merged record of an address went, when the actor may see it."""
    for name, survivor_id in merged_into(ids).values():
        entry = registry.objects().get(name)
        row = rows_of(entry).filter(id=survivor_id, deleted_at__isnull=True).first() if entry else None
        if row is not None and covers(actor, f"{name}.see", row):
            return {"object": name, "id": str(survivor_id)}
    return None


def merge_page(actor: Actor, name: str | None, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """Merges whose surviving record the actor may edit, the newest first. Raises `InvalidFields`."""
    if name is not None:
        reviewed_object(actor, name)
    names = [each for each in reviewed_objects() if actor.can(f"{each}.edit")] if name is None else [name]
    rows = Merge.objects.filter(object__in=names)
    if cursor:
        at, last = decode_cursor(cursor, datetime, UUID)
        rows = rows.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=last))
    reach = Q()
    for each in names:
        living = within(actor, f"{each}.edit", rows_of(registry.object(each)))
        reach |= Q(Exists(living.filter(id=OuterRef("survivor_id"))), object=each)
    page = list(rows.filter(reach).order_by("-created_at", "-id")[: limit + 1]) if names else []
    token = encode_cursor(page[limit - 1].created_at.isoformat(), page[limit - 1].id) if len(page) > limit else None
    return {"items": _merge_documents(actor, page[:limit]), "next_cursor": token}


def merge_document(actor: Actor, merge_id: UUID) -> dict[str, Any]:
    """One merge as the list shows it. Raises `NotFound`."""
    one = Merge.objects.filter(id=merge_id).first()
    if one is None:
        raise NotFound
    return _merge_documents(actor, [one])[0]


def _merge_documents(actor: Actor, page: Sequence[Merge]) -> list[dict[str, Any]]:
    losers: dict[UUID, list[dict[str, Any]]] = {}
    for row in MergedRecord.objects.filter(merge_id__in=[one.id for one in page]).order_by("id"):
        losers.setdefault(row.merge_id, []).append({"id": row.loser_id, "title": row.title})
    titles: dict[UUID, str] = {}
    for name in {one.object for one in page}:
        titles |= registry.object(name).titles(actor, [one.survivor_id for one in page if one.object == name])
    names = member_names({each for one in page for each in (one.actor_id, one.undone_by) if each})
    return [
        {
            "id": one.id,
            "object": one.object,
            "survivor": {"id": one.survivor_id, "title": titles.get(one.survivor_id, "")},
            "losers": losers.get(one.id, []),
            "created_at": one.created_at,
            "by": names.get(one.actor_id) if one.actor_id else None,
            "change_set_id": one.change_set_id,
            "undoable": one.undone_at is None and one.created_at >= clock.now() - UNDO_PERIOD,
            "undone_at": one.undone_at,
            "undone_by": names.get(one.undone_by) if one.undone_by else None,
        }
        for one in page
    ]  # fmt: skip
