"""Setting up custom fields, and what other modules' actions do with tags and custom values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import Event, Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, missing
from sillage.records.fields import defining
from sillage.records.fields.converting import convert_values
from sillage.records.fields.errors import CURRENCY_FIXED, USED_BY, FieldInUse
from sillage.records.fields.events import FieldCreated, FieldDeleted, FieldRestored, FieldUpdated
from sillage.records.fields.extras import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.fields.queries import field_document
from sillage.records.fields.recomputing import start_computing
from sillage.records.fields.schema import definition_of
from sillage.records.fields.types import COMPUTED, Kind
from sillage.records.objects.stamp import renew_stamp

__all__ = ["clean_extras", "clean_new_extras", "insert_extras", "split_extras", "write_extras"]

OBJECT = "field"
MANAGE = "fields.manage"
KEPT_IN_BIN = timedelta(days=30)
_CHANGEABLE = (
    "label", "label_en", "kind", "help", "required", "personal", "default", "choices", "target", "currency",
    "settings", "position",
)  # fmt: skip
_COMPUTED_BY = frozenset({"kind", "settings", "currency"})


def create_field(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Add a field to a kind of record: records show it at once. Raises `Forbidden` or `InvalidFields`."""
    _require(actor)
    fields = clean({name: value for name, value in values.items() if value is not None}, defining.CLEANERS)
    if problems := missing(["object", "label", "kind"], fields):
        raise InvalidFields(fields=problems)
    renew_stamp()
    entry = defining.extendable(fields["object"])
    defining.check_room(entry.name)
    now = clock.now()
    last = FieldDefinition.objects.filter(object=entry.name).order_by("-position").values_list("position", flat=True)
    row = FieldDefinition(id=new_id(), created_at=now, updated_at=now, **fields)
    row.position = (last.first() or 0) + 1
    row.key = defining.chosen_key(entry, fields.get("key"), row.label)
    defining.check_label(row, entry)
    defining.settle(row, entry)
    row.save(force_insert=True)
    renew_stamp()
    start_computing(row)
    _record(actor, row, FieldCreated(of_object=row.object, field_kind=row.kind), Operation.CREATED)
    return row.id


def update_field(actor: Actor, field_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Rename a field or set it up differently; its key and what records have in it stay.

    Raises `Forbidden`, `NotFound`, `StaleVersion`, or `InvalidFields`, for one when values would be lost.
    """
    row = _locked(actor, field_id, expected_version)
    given = {name: value for name, value in values.items() if name in _CHANGEABLE}
    given = {name: value for name, value in given.items() if value is not None or name in _EMPTIABLE}
    fields = clean(given, defining.CLEANERS)
    entry = defining.extendable(row.object)
    before = {name: getattr(row, name) for name in _CHANGEABLE}
    definition = definition_of(row)
    for name, value in fields.items():
        setattr(row, name, value)
    defining.check_label(row, entry)
    defining.settle(row, entry, before["choices"])
    changes = differences(before, {name: getattr(row, name) for name in _CHANGEABLE})
    if not changes:
        return
    if {"kind", "target"} & set(changes) and not (definition.computed and Kind(row.kind) in COMPUTED):
        convert_values(definition, definition_of(row))
    elif "choices" in changes:
        defining.refuse_lost_choices(row, before["choices"])
    if "currency" in changes and row.kind == before["kind"] == Kind.MONEY:
        _refuse_other_currency(row)
    _write(row, [*changes, "result_kind"])
    if _COMPUTED_BY & set(changes):
        start_computing(row)
    event = FieldUpdated(of_object=row.object, fields=tuple(sorted(changes)))
    _record(actor, row, event, Operation.UPDATED, changes)


def order_fields(actor: Actor, object: str, ids: Sequence[UUID]) -> None:
    """Put the fields of a kind of record in this order; those left out follow in theirs.

    Raises `Forbidden` or `InvalidFields`.
    """
    _require(actor)
    renew_stamp()
    entry = defining.extendable(object)
    rows = list(FieldDefinition.objects.filter(object=entry.name, deleted_at=None).order_by("position", "id"))
    place = {field_id: index for index, field_id in enumerate(ids)}
    rows.sort(key=lambda row: place.get(row.id, len(place)))
    moved = []
    for index, row in enumerate(rows, start=1):
        if row.position != index:
            changes = {"position": (row.position, index)}
            row.position = index
            _write(row, ["position"])
            event = FieldUpdated(of_object=row.object, fields=("position",))
            moved.append(Recorded(event, OBJECT, row.id, Operation.UPDATED, row.version, changes))
    record_many(actor, moved)


def delete_field(actor: Actor, field_id: UUID, expected_version: int | None = None) -> None:
    """Put a field in the bin with its values for 30 days.

    Raises `Forbidden`, `NotFound`, `StaleVersion`, or `FieldInUse` when others are computed from it.
    """
    row = _locked(actor, field_id, expected_version)
    if names := defining.dependents_of(row):
        raise FieldInUse(USED_BY.format(names=", ".join(names)))
    row.deleted_at = clock.now()
    _write(row, ["deleted_at"])
    _record(actor, row, FieldDeleted(of_object=row.object), Operation.DELETED)


def restore_field(actor: Actor, field_id: UUID, expected_version: int | None = None) -> None:
    """Take a field out of the bin with its values.

    Raises `Forbidden`, `NotFound`, `StaleVersion`, or `InvalidFields` when its name is taken meanwhile.
    """
    row = _locked(actor, field_id, expected_version, deleted=True)
    if row.deleted_at is None:
        return
    entry = defining.extendable(row.object)
    defining.check_room(entry.name)
    defining.check_label(row, entry)
    row.deleted_at = None
    _write(row, ["deleted_at"])
    start_computing(row)
    _record(actor, row, FieldRestored(of_object=row.object), Operation.RESTORED)


def purge_deleted_fields() -> int:
    """Remove for good the fields of the entered workspace that are in the bin for 30 days, with their values."""
    gone, _ = FieldDefinition.objects.filter(deleted_at__lt=clock.now() - KEPT_IN_BIN).delete()
    return gone


_EMPTIABLE = frozenset({"label_en", "help", "default", "currency", "target"})


def _require(actor: Actor) -> None:
    require(actor, MANAGE)
    if actor.read_only:
        raise Forbidden


def _locked(actor: Actor, field_id: UUID, expected_version: int | None, *, deleted: bool = False) -> FieldDefinition:
    """The definition, while nobody else changes definitions of the workspace."""
    _require(actor)
    renew_stamp()
    rows = FieldDefinition.objects.all() if deleted else FieldDefinition.objects.filter(deleted_at=None)
    row = rows.select_for_update().filter(id=field_id).first()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(field_document(row.id))
    return row


def _refuse_other_currency(row: FieldDefinition) -> None:
    count = FieldValue.objects.filter(field_id=row.id).count()
    if count:
        raise InvalidFields.one("currency", "currency_fixed", CURRENCY_FIXED.format(count=count))


def _write(row: FieldDefinition, columns: Sequence[str]) -> None:
    row.version += 1
    row.updated_at = clock.now()
    row.save(update_fields=[*columns, "version", "updated_at"])
    renew_stamp()


def _record(
    actor: Actor,
    row: FieldDefinition,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    record(actor, event, object=OBJECT, record_id=row.id, operation=operation, version=row.version, changes=changes)
