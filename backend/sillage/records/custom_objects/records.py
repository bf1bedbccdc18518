"""Writing records of custom objects. `name` is always the kind of record, as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.events import Event, Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require, within
from sillage.kernel.text import normalise
from sillage.kernel.values import Cleaner, clean, identifier, line, missing, optional
from sillage.records.custom_objects.events import RecordCreated, RecordDeleted, RecordRestored, RecordUpdated
from sillage.records.custom_objects.models import CustomRecord
from sillage.records.fields.actions import clean_extras, clean_new_extras, insert_extras, split_extras, write_extras
from sillage.records.fields.queries import related_ids, with_own_extras
from sillage.records.search.actions import forget_records, hand_over_records, index_records
from sillage.records.search.types import SearchEntry

CLEANERS: dict[str, Cleaner] = {
    "name": line(200),
    "owner_id": optional(identifier),
    "team_id": optional(identifier),
}


def create_record(name: str, actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Create a record and return its id. Raises `Forbidden` or `InvalidFields`."""
    return _create(name, actor, [values], many=False)[0]


def create_records(name: str, actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Create many records; the path of a wrong field starts with its row, from 0. All or none."""
    return _create(name, actor, values, many=True)


def update_record(
    name: str, actor: Actor, record_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change the fields given; nothing is written when none differs.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    row = _locked(name, actor, record_id, "edit", expected_version)
    own, given = split_extras(values)
    fields, extras = clean(own, CLEANERS), clean_extras(actor, name, given)
    if "name" in fields and (problems := missing(["name"], fields)):
        raise InvalidFields(fields=problems)
    settle_ownership(actor, [fields], creating=None)
    left = related_ids(name, [record_id])
    changes = differences({each: getattr(row, each) for each in fields}, fields)
    changes |= write_extras(name, record_id, extras)
    if not changes:
        return
    if "name" in fields:
        fields["sort_name"] = normalise(fields["name"])
    advance(row, fields)
    index_records([_search_entry(row)])
    event = RecordUpdated(fields=tuple(sorted(changes)))
    _record(actor, row, event, Operation.UPDATED, changes, also=left.get(record_id, ()))


def delete_record(name: str, actor: Actor, record_id: UUID, expected_version: int | None = None) -> None:
    """Put a record in the trash. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    row = _locked(name, actor, record_id, "delete", expected_version)
    advance(row, {"deleted_at": clock.now()})
    forget_records(name, [row.id])
    _record(actor, row, RecordDeleted(), Operation.DELETED)


def delete_records(name: str, actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]:
    """Put records in the trash, each at the version given; returns those that could be."""
    trashed = trash_many(actor, _alive(name), f"{name}.delete", wanted)
    ids = [row.id for row in trashed]
    forget_records(name, ids)
    about = related_ids(name, ids)
    record_many(
        actor,
        [
            Recorded(RecordDeleted(), name, row.id, Operation.DELETED, row.version, about=about.get(row.id, ()))
            for row in trashed
        ],
    )
    return set(ids)


def restore_record(name: str, actor: Actor, record_id: UUID, expected_version: int | None = None) -> None:
    """Take a record out of the trash; one that is not in it stays as it is.

    Raises `NotFound`, `Forbidden` or `StaleVersion`.
    """
    row = _locked(name, actor, record_id, "delete", expected_version, trashed=True)
    if row.deleted_at is None:
        return
    advance(row, {"deleted_at": None})
    index_records([_search_entry(row)])
    _record(actor, row, RecordRestored(), Operation.RESTORED)


def titles(name: str, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these records that the actor may see, also those in the trash."""
    wanted = list(ids)
    rows = within(actor, f"{name}.see", CustomRecord.objects.filter(object=name, id__in=wanted))
    return dict(rows.values_list("id", "name")) if wanted else {}


def after_write(name: str, actor: Actor, record_id: UUID) -> dict[str, Any]:
    """The record as its editor left it."""
    columns = ("id", "version", "name", "owner_id", "team_id", "created_at", "updated_at")
    row = CustomRecord.objects.filter(object=name, id=record_id).values(*columns).get()
    return with_own_extras(name, dict(row))


def hand_over(actor: Actor, from_member: UUID, to_member: UUID, *, dry_run: bool) -> int:
    """Give every record of custom objects of one member to another; the count alone when `dry_run`.

    For the deactivation of a colleague: the caller's right to manage members is checked there.
    """
    rows = CustomRecord.objects.filter(owner_id=from_member)
    if dry_run:
        return rows.count()
    records = list(rows.select_for_update())
    fields: dict[str, Any] = {"owner_id": to_member}
    settle_ownership(actor, [fields], creating=None)
    entries = []
    by_object: dict[str, list[UUID]] = {}
    for one in records:
        changes = differences({each: getattr(one, each) for each in fields}, fields)
        event = RecordUpdated(fields=tuple(sorted(changes)))
        entries.append(Recorded(event, one.object, one.id, Operation.UPDATED, one.version + 1, changes))
        by_object.setdefault(one.object, []).append(one.id)
    rows.update(**fields, version=F("version") + 1, updated_at=clock.now())
    for name, ids in by_object.items():
        hand_over_records(name, ids, fields["owner_id"], fields["team_id"])
    record_many(actor, entries)
    return len(records)


def index_all(name: str) -> None:
    """Make every living record of a kind findable again."""
    rows = _alive(name).order_by("id")
    batch = list(rows[:1000])
    while batch:
        index_records([_search_entry(row) for row in batch])
        batch = list(rows.filter(id__gt=batch[-1].id)[:1000])


def _alive(name: str) -> QuerySet[CustomRecord]:
    return CustomRecord.objects.filter(object=name, deleted_at__isnull=True)


def _create(name: str, actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[UUID]:
    require(actor, f"{name}.create")
    parts = [split_extras(given) for given in values]
    extras = clean_new_extras(actor, name, [each for _, each in parts], many=many)
    rows = []
    for index, (own, _) in enumerate(parts):
        path = f"{index}." if many else ""
        row = {key: value for key, value in own.items() if value is not None or key in ("owner_id", "team_id")}
        row = clean(row, CLEANERS, path=path)
        if problems := missing(["name"], row, path=path):
            raise InvalidFields(fields=problems)
        rows.append(row)
    settle_ownership(actor, rows, creating=f"{name}.create", many=many)
    now = clock.now()
    made = [
        CustomRecord(id=new_id(), object=name, created_at=now, updated_at=now, sort_name=normalise(row["name"]), **row)
        for row in rows
    ]
    insert_many(made)
    insert_extras(name, [(one.id, each) for one, each in zip(made, extras, strict=True)])
    index_records([_search_entry(one) for one in made])
    about = related_ids(name, [one.id for one in made])
    record_many(
        actor,
        [
            Recorded(
                RecordCreated(owner_id=one.owner_id), name, one.id, Operation.CREATED, 1, about=about.get(one.id, ())
            )
            for one in made
        ],
    )
    return [one.id for one in made]


def _search_entry(row: CustomRecord) -> SearchEntry:
    return SearchEntry(
        object=row.object,
        record_id=row.id,
        title=row.name,
        subtitle="",
        texts=(),
        owner_id=row.owner_id,
        team_id=row.team_id,
    )


def _locked(
    name: str, actor: Actor, record_id: UUID, verb: str, expected_version: int | None, *, trashed: bool = False
) -> CustomRecord:
    rows = CustomRecord.objects.filter(object=name) if trashed else _alive(name)
    return locked_for(
        actor, rows, record_id, f"{name}.{verb}", expected_version, lambda who, each: after_write(name, who, each)
    )


def _record(
    actor: Actor,
    row: CustomRecord,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    also: Iterable[UUID] = (),
) -> None:
    about = related_ids(row.object, [row.id]).get(row.id, ())
    record(
        actor,
        event,
        object=row.object,
        record_id=row.id,
        operation=operation,
        version=row.version,
        changes=changes,
        about={*about, *also},
    )
