"""The registered kinds of record, and access to one of them by kind and id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from sillage.kernel.db.models import RecordModel
from sillage.kernel.errors import InvalidFields, NotFound
from sillage.kernel.permissions import Actor, get_for, within
from sillage.kernel.registry import Field, RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.filters.columns import filterable, groupable, sortable
from sillage.records.filters.types import FAMILIES, OPERATORS

_UNKNOWN = Text(fr="Ce type de fiche n’existe pas", en="There is no such kind of record")


def object_named(name: str, *, path: str = "object") -> RecordObject:
    """The registered kind of record. Raises `InvalidFields` naming `path`."""
    entry = registry.objects().get(name)
    if entry is None:
        raise InvalidFields.one(path, "unknown_object", _UNKNOWN)
    return entry


def rows_of(entry: RecordObject) -> QuerySet[RecordModel]:
    """Every row of a kind of record in the entered workspace, the trash included."""
    model = cast(type[RecordModel], apps.get_model(entry.model))
    return model._default_manager.filter(**dict(entry.only))


def record_for(actor: Actor, name: str, record_id: UUID, verb: str, *, path: str = "object") -> RecordModel:
    """A living record of any kind for what `verb` allows.

    Raises `InvalidFields` naming `path` for an unknown kind, `NotFound` or `Forbidden` like `get_for`.
    """
    entry = object_named(name, path=path)
    if not entry.own_permissions:
        raise InvalidFields.one(path, "unknown_object", _UNKNOWN)
    return get_for(actor, rows_of(entry).filter(deleted_at__isnull=True), record_id, f"{name}.{verb}")


def visible_ids(actor: Actor, name: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these records that the actor may see; none for an unknown kind."""
    entry = registry.objects().get(name)
    wanted = set(ids)
    if entry is None or not wanted or not entry.own_permissions:
        return set()
    return set(within(actor, f"{name}.see", rows_of(entry).filter(id__in=wanted)).values_list("id", flat=True))


def linkable_ids(actor: Actor, name: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these living records that the actor may tie others to.

    A link shows on both records, so it needs the right to edit the other one too.
    """
    entry = registry.objects().get(name)
    wanted = set(ids)
    if entry is None or not wanted or not entry.own_permissions:
        return set()
    rows = rows_of(entry).filter(id__in=wanted, deleted_at__isnull=True)
    return set(within(actor, f"{name}.edit", rows).values_list("id", flat=True))


def parents_of(entry: RecordObject, record: RecordModel) -> dict[UUID, str]:
    """The records this one belongs to, with their kind: the organisation of a contact, say."""
    known = registry.objects()
    found: dict[UUID, str] = {}
    for field in entry.fields:
        value = getattr(record, field.column_name, None) if field.target in known else None
        if isinstance(value, UUID):
            found[value] = cast(str, field.target)
    return found


def described_objects(actor: Actor) -> list[dict[str, Any]]:
    """The kinds of record the actor may see, with their fields, in his language."""
    return [
        _described(entry, actor)
        for entry in registry.objects().values()
        if entry.own_permissions and actor.can(f"{entry.name}.see")
    ]


def _described(entry: RecordObject, actor: Actor) -> dict[str, Any]:
    return {
        "name": entry.name,
        "label": entry.label.in_language(actor.language),
        "plural": entry.plural.in_language(actor.language),
        "title_field": entry.title_field,
        "importable": entry.create_many is not None,
        "custom": entry.custom,
        "icon": entry.icon,
        "extras": entry.extras,
        "fields": [_described_field(entry, field, actor.language) for field in entry.fields],
    }


def _described_field(entry: RecordObject, field: Field, language: str) -> dict[str, Any]:
    return {
        "name": field.name,
        "kind": field.kind.value,
        "label": field.label.in_language(language),
        "target": field.target,
        "choices": [
            {"value": each.value, "label": each.label.in_language(language), "colour": each.colour}
            for each in field.choices
        ],
        "custom": field.custom,
        "currency": field.currency,
        "help": field.help.in_language(language) if field.help else None,
        "computed": field.computed,
        "required": field.required,
        "writable": field.writable,
        "sortable": sortable(entry, field),
        "filterable": filterable(entry, field),
        "groupable": groupable(entry, field),
        "operators": list(OPERATORS[FAMILIES[field.kind]]) if filterable(entry, field) else [],
        "importable": field.importable,
        "match": field.match,
    }


def require_known(name: str) -> RecordObject:
    """The registered kind of record of an address. Raises `NotFound`."""
    entry = registry.objects().get(name)
    if entry is None:
        raise NotFound
    return entry
