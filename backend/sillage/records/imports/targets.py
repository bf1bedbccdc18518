"""The object an import writes to: its fields, those of records on the same line, and what their modules offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import IntegerField, Model, QuerySet

from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor, within
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.text import Text, normalise
from sillage.records.imports.ports import ImportChild, ImportShape, RecordFinder

LISTED_KINDS = frozenset({FieldKind.CHOICE, FieldKind.MEMBER, FieldKind.TEAM, FieldKind.RELATION, FieldKind.TAGS})
# What a line may tell of another record than the one it makes.
_PLAIN_KINDS = frozenset(FieldKind) - LISTED_KINDS - {FieldKind.MULTI_CHOICE}
_BOTH = Text(fr="{first} › {second}", en="{first} › {second}")


@dataclass(frozen=True)
class Target:
    """A kind of record with everything an import asks about it."""

    entry: RecordObject
    shape: ImportShape

    @cached_property
    def own(self) -> dict[str, Field]:
        """The fields of the record itself that a column can go to, by name."""
        own = [field for field in self.entry.fields if field.importable and field.writable]
        hidden = set(self.shape.fixed)
        return {field.name: field for field in (*own, *self.shape.extra) if field.name not in hidden}

    @cached_property
    def parts(self) -> dict[str, Target]:
        """The other records a line may hold: by relation those it needs, by object those that hang on it."""
        found = {}
        for item in self.own.values():
            related = related_object(item)
            if related is not None and related.create_many is not None:
                found[item.name] = Target(related, _shape_of(related.name))
        if self.child is not None:
            found[self.child.object] = Target(registry.objects()[self.child.object], _shape_of(self.child.object))
        return found

    @cached_property
    def child(self) -> ImportChild | None:
        """The kind of record made from the same line once the record exists."""
        offer = registry.offer(f"import_children:{self.entry.name}")
        return offer() if offer else None

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field a column can go to, by name; those of other records are named `organisation_id.siren`."""
        found = dict(self.own)
        for prefix, part in self.parts.items():
            related = prefix in self.own
            first = self.own[prefix].label if related else part.entry.label
            for item in part.entry.fields:
                if related and item.name == part.entry.title_field:
                    continue
                if part.takes(item) if related else self.child is not None and item.name in self.child.fields:
                    label = Text(
                        fr=_BOTH.fr.format(first=first.fr, second=item.label.fr),
                        en=_BOTH.en.format(first=first.en, second=item.label.en),
                    )
                    found[f"{prefix}.{item.name}"] = replace(
                        item,
                        name=f"{prefix}.{item.name}",
                        label=label,
                        aliases=(item.label.fr, item.label.en, *item.aliases),
                        required=False,
                        match=False,
                    )
        return found

    def takes(self, item: Field) -> bool:
        """True when a line about another record may fill this field."""
        return item.importable and item.writable and item.kind in _PLAIN_KINDS and not item.custom

    @cached_property
    def fixed(self) -> dict[str, Field]:
        """The relations that get one value for all rows."""
        return {name: self.entry.field(name) for name in self.shape.fixed}

    @cached_property
    def model(self) -> type[Model]:
        """The table of the records."""
        return apps.get_model(self.entry.model)

    def holder_of(self, field: Field) -> tuple[Target, Field]:
        """Whose field this is: the target itself, or another record on the line with the field's own name."""
        prefix, dot, name = field.name.partition(".")
        if dot and prefix in self.parts:
            part = self.parts[prefix]
            return part, part.entry.field(name)
        return self, field

    def max_length(self, field: Field) -> int | None:
        """How many characters the column takes, None without a limit."""
        holder, own = self.holder_of(field)
        try:
            return getattr(holder.model._meta.get_field(own.column_name), "max_length", None)
        except FieldDoesNotExist:
            return None

    def holds_integers(self, field: Field) -> bool:
        """True when the column takes whole numbers only (a headcount, a percentage)."""
        holder, own = self.holder_of(field)
        try:
            column = holder.model._meta.get_field(own.column_name)
        except FieldDoesNotExist:
            return False
        return field.kind is not FieldKind.MONEY and isinstance(column, IntegerField)

    def match_fields(self, mapped: Iterable[str | None]) -> list[Field]:
        """The fields existing records can be recognised by, given the mapped ones; the name last."""
        names = set(mapped)
        title = self.entry.title_field
        found = [item for item in self.own.values() if item.match and item.name in names and item.name != title]
        if title in names or (self.shape.named is not None and names & set(self.shape.named_by)):
            found.append(self.entry.field(title))
        return found


def _shape_of(object_name: str) -> ImportShape:
    offer = registry.offer(f"import_shape:{object_name}")
    return offer() if offer else ImportShape()


def target_of(object_name: str) -> Target:
    """The target of that name. Raises `InvalidFields` naming `object` when nothing can be imported into it."""
    entry = registry.objects().get(object_name)
    if entry is None or entry.create_many is None:
        unknown = Text(fr="Ce type de fiche ne s’importe pas", en="This kind of record cannot be imported")
        raise InvalidFields.one("object", "unknown_object", unknown)
    return Target(entry, _shape_of(object_name))


def finder_of(entry: RecordObject) -> RecordFinder:
    """How rows that name a record of this object are told apart and found: by its title unless it says more."""
    offer = registry.offer(f"import_finder:{entry.name}")
    if offer is not None:
        found: RecordFinder = offer()
        return found

    def identity(values: Mapping[str, Any]) -> list[str]:
        title = values.get(entry.title_field)
        return [normalise(title)] if title else []

    def find(actor: Actor, candidates: Iterable[Mapping[str, Any]]) -> list[UUID | None]:
        keys = [normalise(values.get(entry.title_field) or "") for values in candidates]
        ids = ids_by_title(actor, entry, keys)
        return [ids.get(key) for key in keys]

    return RecordFinder(identity, find)


def records_visible_to(actor: Actor, entry: RecordObject, *, trashed: bool = False) -> QuerySet[Model]:
    """The living records of an object that the actor may see, or those of the trash."""
    rows = apps.get_model(entry.model)._default_manager.filter(deleted_at__isnull=not trashed)
    return within(actor, f"{entry.name}.see", rows)


def ids_by_title(actor: Actor, entry: RecordObject, keys: Iterable[str]) -> dict[str, UUID]:
    """The id of each normalised title that exists; the oldest record when several share it."""
    wanted = sorted(set(keys) - {""})
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


def existing_by(
    actor: Actor, target: Target, field: Field, keys: Iterable[str], *, trashed: bool = False
) -> dict[str, list[Any]]:
    """The visible records for each key of a match field; `trashed` looks in the trash instead."""
    column, _ = match_column(target, field)
    wanted = sorted(set(keys))
    found: dict[str, list[Any]] = {}
    if wanted:
        rows = records_visible_to(actor, target.entry, trashed=trashed).filter(**{f"{column}__in": wanted})
        for record in rows.order_by("id"):
            found.setdefault(str(getattr(record, column)), []).append(record)
    return found


def current_values(
    record: Any, fields: Mapping[str, Field], names: Iterable[str], extras: Mapping[str, Any]
) -> dict[str, Any]:
    """What a record holds in these fields, in the form imports give values; `extras` are its tags and the like."""
    values = {}
    for name in names:
        field = fields[name]
        value = extras.get(name) if field.through is not None else getattr(record, field.column_name, None)
        if field.kind is FieldKind.MONEY and isinstance(value, int):
            value = Decimal(value).scaleb(-2)
        values[name] = value
    return values


def side_values(fields: Iterable[Field], ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What records hold in fields whose values live in side tables, by record and field; lists for several."""
    found: dict[UUID, dict[str, Any]] = {}
    for item in fields:
        through = item.through
        if through is None or not ids:
            continue
        # The key of a text is for comparing; the text itself is what a file holds.
        column = "text" if through.value_column == "text_key" else through.value_column
        table, record, value = (quote(name) for name in (through.table, through.record_column, column))
        conditions = [f"{record} = ANY(%s)", *(f"{quote(column)} = %s" for column, _ in through.fixed)]
        sql = f"SELECT {record}, {value} FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(ids), *(constant for _, constant in through.fixed)])
            for record_id, held in cursor.fetchall():
                if through.multiple:
                    found.setdefault(record_id, {}).setdefault(item.name, []).append(str(held))
                else:
                    found.setdefault(record_id, {})[item.name] = held
    return found


def quote(name: str) -> str:
    """A name of the registry as SQL writes it."""
    return connection.ops.quote_name(name)
