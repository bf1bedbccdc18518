"""The object an import writes to: its fields, and what the module that owns it offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import IntegerField, Model, QuerySet

from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor, within
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.text import Text, normalise
from sillage.records.imports.ports import ImportShape

LISTED_KINDS = frozenset({FieldKind.CHOICE, FieldKind.MEMBER, FieldKind.TEAM, FieldKind.RELATION})


@dataclass(frozen=True)
class Target:
    """A kind of record with everything an import asks about it."""

    entry: RecordObject
    shape: ImportShape

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields a column can go to, by name."""
        own = [field for field in self.entry.fields if field.importable and field.writable]
        hidden = set(self.shape.fixed)
        return {field.name: field for field in (*own, *self.shape.extra) if field.name not in hidden}

    @cached_property
    def fixed(self) -> dict[str, Field]:
        """The relations that get one value for all rows."""
        return {name: self.entry.field(name) for name in self.shape.fixed}

    @cached_property
    def model(self) -> type[Model]:
        """The table of the records."""
        return apps.get_model(self.entry.model)

    def max_length(self, field: Field) -> int | None:
        """How many characters the column takes, None without a limit."""
        try:
            return getattr(self.model._meta.get_field(field.column_name), "max_length", None)
        except FieldDoesNotExist:
            return None

    def holds_integers(self, field: Field) -> bool:
        """True when the column takes whole numbers only (a headcount, a percentage)."""
        try:
            column = self.model._meta.get_field(field.column_name)
        except FieldDoesNotExist:
            return False
        return field.kind is not FieldKind.MONEY and isinstance(column, IntegerField)


def target_of(object_name: str) -> Target:
    """The target of that name. Raises `InvalidFields` naming `object` when nothing can be imported into it."""
    entry = registry.objects().get(object_name)
    if entry is None or entry.create_many is None:
        unknown = Text(fr="Ce type de fiche ne s’importe pas", en="This kind of record cannot be imported")
        raise InvalidFields.one("object", "unknown_object", unknown)
    offer = registry.offer(f"import_shape:{object_name}")
    return Target(entry, offer() if offer else ImportShape())


def records_visible_to(actor: Actor, entry: RecordObject) -> QuerySet[Model]:
    """The living records of an object that the actor may see."""
    rows = apps.get_model(entry.model)._default_manager.filter(deleted_at__isnull=True)
    return within(actor, f"{entry.name}.see", rows)


def ids_by_title(actor: Actor, entry: RecordObject, keys: Iterable[str]) -> dict[str, UUID]:
    """The id of each normalised title that exists; the oldest record when several share it."""
    wanted = sorted(set(keys))
    found: dict[str, UUID] = {}
    for start in range(0, len(wanted), 1000):
        rows = records_visible_to(actor, entry).filter(sort_name__in=wanted[start : start + 1000])
        for title, record_id in rows.order_by("created_at", "id").values_list("sort_name", "id"):
            found.setdefault(title, record_id)
    return found


def related_object(field: Field) -> RecordObject | None:
    """The registered object a relation points to, or None when it points to something else (a stage)."""
    if field.kind is not FieldKind.RELATION or field.target is None:
        return None
    return registry.objects().get(field.target)


def match_column(target: Target, field: Field) -> tuple[str, bool]:
    """The column existing records are found by, and whether it holds normalised text."""
    if field.name == target.entry.title_field and hasattr(target.model, "sort_name"):
        return "sort_name", True
    return field.column_name, False


def match_key(value: Any, *, normalised: bool) -> str:
    """A value as existing records are compared by it."""
    return normalise(str(value)) if normalised else str(value)


def existing_by(actor: Actor, target: Target, field: Field, values: Iterable[Any]) -> dict[str, list[Any]]:
    """The visible records for each value of a match field."""
    column, normalised = match_column(target, field)
    keys = sorted({match_key(value, normalised=normalised) for value in values})
    found: dict[str, list[Any]] = {}
    if keys:
        rows = records_visible_to(actor, target.entry).filter(**{f"{column}__in": keys}).order_by("id")
        for record in rows:
            found.setdefault(str(getattr(record, column)), []).append(record)
    return found


def current_values(record: Any, fields: Mapping[str, Field], names: Iterable[str]) -> dict[str, Any]:
    """What a record holds in these fields, in the form imports give values."""
    values = {}
    for name in names:
        field = fields[name]
        value = getattr(record, field.column_name, None)
        if field.kind is FieldKind.MONEY and isinstance(value, int):
            value = Decimal(value).scaleb(-2)
        values[name] = value
    return values
