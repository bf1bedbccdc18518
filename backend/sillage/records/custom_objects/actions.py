"""Making, renaming and deleting kinds of record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sillage.identity.roles.actions import grant_new_object
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import Event, Operation, differences, record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.registry import registry
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import Cleaner, clean, line, missing, one_of, optional
from sillage.records.custom_objects.events import ObjectCreated, ObjectDeleted, ObjectRestored, ObjectUpdated
from sillage.records.custom_objects.models import CustomRecord, ObjectDefinition
from sillage.records.custom_objects.queries import object_document
from sillage.records.custom_objects.records import index_all
from sillage.records.custom_objects.rules import ICONS, RESERVED
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.fields.naming import key_from, key_shaped
from sillage.records.objects.stamp import renew_stamp
from sillage.records.search.actions import forget_records

OBJECT = "custom_object"
MANAGE = "fields.manage"
MAX_OBJECTS = 50
KEPT_IN_TRASH = timedelta(days=30)
_LIKE = ("organisation", "contact", "deal")
_CLEANERS: dict[str, Cleaner] = {
    "name": optional(key_shaped),
    "label": line(80),
    "label_en": optional(line(80)),
    "plural": line(80),
    "plural_en": optional(line(80)),
    "title_label": line(80),
    "title_label_en": optional(line(80)),
    "icon": one_of(ICONS),
}
_CHANGEABLE = tuple(name for name in _CLEANERS if name != "name")
_TAKEN = Text(fr="Un type de fiche porte déjà ce nom", en="A kind of record already has this name")
_RESERVED = Text(fr="Ce nom est réservé", en="This name is reserved")
_FULL = Text(fr="Au plus {limit} objets par espace", en="At most {limit} objects per workspace")


def create_object(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Make a kind of record: it appears everywhere at once, and roles may use it like organisations.

    Raises `Forbidden` or `InvalidFields`.
    """
    _require(actor)
    fields = clean({name: value for name, value in values.items() if value is not None}, _CLEANERS)
    if problems := missing(["label", "plural"], fields):
        raise InvalidFields(fields=problems)
    renew_stamp(rights=True)
    count = ObjectDefinition.objects.filter(deleted_at=None).count()
    if count >= MAX_OBJECTS:
        raise InvalidFields.one("label", "too_many_objects", _FULL.format(limit=MAX_OBJECTS))
    now = clock.now()
    defaults = {"title_label": "Nom", "title_label_en": "Name", "icon": ICONS[0]}
    row = ObjectDefinition(id=new_id(), created_at=now, updated_at=now, position=count + 1, **defaults | fields)
    _check_labels(row)
    row.name = _chosen_name(fields.get("name"), row.label)
    row.save(force_insert=True)
    renew_stamp(rights=True)
    grant_new_object(actor, row.name, like=_LIKE)
    _record(actor, row, ObjectCreated(name=row.name), Operation.CREATED)
    return row.id


def update_object(
    actor: Actor, object_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Rename a kind of record or give it another icon; its records, fields and addresses stay.

    Raises `Forbidden`, `NotFound`, `StaleVersion` or `InvalidFields`.
    """
    row = _locked(actor, object_id, expected_version)
    fields = clean({name: value for name, value in values.items() if name in _CHANGEABLE}, _CLEANERS)
    changes = differences({name: getattr(row, name) for name in fields}, fields)
    if not changes:
        return
    for name, value in fields.items():
        setattr(row, name, value)
    _check_labels(row)
    _write(row, list(changes))
    _record(actor, row, ObjectUpdated(name=row.name, fields=tuple(sorted(changes))), Operation.UPDATED, changes)


def delete_object(actor: Actor, object_id: UUID, expected_version: int | None = None) -> None:
    """Put a kind of record in the trash with its records and fields, for 30 days.

    Raises `Forbidden`, `NotFound` or `StaleVersion`.
    """
    row = _locked(actor, object_id, expected_version)
    row.deleted_at = clock.now()
    _write(row, ["deleted_at"])
    ids = CustomRecord.objects.filter(object=row.name).order_by("id").values_list("id", flat=True)
    for start in range(0, ids.count(), 5_000):
        forget_records(row.name, list(ids[start : start + 5_000]))
    _record(actor, row, ObjectDeleted(name=row.name), Operation.DELETED)


def restore_object(actor: Actor, object_id: UUID, expected_version: int | None = None) -> None:
    """Take a kind of record out of the trash with its records and fields.

    Raises `Forbidden`, `NotFound`, `StaleVersion`, or `InvalidFields` when its name is taken meanwhile.
    """
    row = _locked(actor, object_id, expected_version, trashed=True)
    if row.deleted_at is None:
        return
    _check_labels(row)
    row.deleted_at = None
    _write(row, ["deleted_at"])
    index_all(row.name)
    _record(actor, row, ObjectRestored(name=row.name), Operation.RESTORED)


def purge_deleted_objects() -> int:
    """Remove for good the kinds of record that are in the trash for 30 days, with all that is theirs."""
    old = list(ObjectDefinition.objects.filter(deleted_at__lt=clock.now() - KEPT_IN_TRASH))
    for row in old:
        records = CustomRecord.objects.filter(object=row.name)
        FieldValue.objects.filter(record_id__in=records.values("id")).delete()
        FieldDefinition.objects.filter(object=row.name).delete()
        records.delete()
        row.delete()
    return len(old)


def _require(actor: Actor) -> None:
    require(actor, MANAGE)
    if actor.read_only:
        raise Forbidden


def _locked(actor: Actor, object_id: UUID, expected_version: int | None, *, trashed: bool = False) -> ObjectDefinition:
    _require(actor)
    renew_stamp(rights=True)
    rows = ObjectDefinition.objects.all() if trashed else ObjectDefinition.objects.filter(deleted_at=None)
    row = rows.select_for_update().filter(id=object_id).first()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(object_document(row.id))
    return row


def _check_labels(row: ObjectDefinition) -> None:
    """Raises `InvalidFields` when another kind of record is called the same."""
    for path, wanted in (("label", (row.label, row.label_en)), ("plural", (row.plural, row.plural_en))):
        words = {normalise(each) for each in wanted if each}
        for entry in registry.objects().values():
            known = {entry.label.fr, entry.label.en, entry.plural.fr, entry.plural.en}
            if entry.name != row.name and words & {normalise(each) for each in known}:
                raise InvalidFields.one(path, "name_taken", _TAKEN)


def _chosen_name(asked: str | None, label: str) -> str:
    taken = set(ObjectDefinition.objects.values_list("name", flat=True)) | set(registry.objects())
    if asked is None:
        return key_from(label, taken | RESERVED, fallback="objet", limit=28)
    if asked in RESERVED or len(asked) > 28:
        raise InvalidFields.one("name", "reserved", _RESERVED)
    if asked in taken:
        raise InvalidFields.one("name", "name_taken", _TAKEN)
    return asked


def _write(row: ObjectDefinition, columns: list[str]) -> None:
    row.version += 1
    row.updated_at = clock.now()
    row.save(update_fields=[*columns, "version", "updated_at"])
    renew_stamp(rights=True)


def _record(
    actor: Actor,
    row: ObjectDefinition,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    record(actor, event, object=OBJECT, record_id=row.id, operation=operation, version=row.version, changes=changes)
