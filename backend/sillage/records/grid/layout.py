"""How a kind of record is listed: its table, its fields, and what a page may be sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.apps import apps

from sillage.kernel.errors import Forbidden, InvalidFields, NotFound
from sillage.kernel.http.listing import Condition, Joined, Listing, Sort, branches
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.filters.columns import (
    column_of,
    has_column,
    only_of,
    side_column,
    side_rows,
    sortable,
    table_of,
    through_of,
)
from sillage.records.filters.compiling import seen_by

_UNKNOWN_FIELD = Text(fr="Ce champ n’existe pas : {name}", en="There is no such field: {name}")
_NAMED = {FieldKind.MEMBER: "identity_member", FieldKind.TEAM: "identity_team"}


@dataclass(frozen=True)
class Layout:
    """One kind of record as one actor lists it."""

    actor: Actor
    entry: RecordObject

    @property
    def name(self) -> str:
        """The kind of record."""
        return self.entry.name

    @property
    def table(self) -> str:
        """Its table."""
        return table_of(self.entry.model)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Its fields by name."""
        return {field.name: field for field in self.entry.fields}

    @cached_property
    def title_column(self) -> str:
        """The column of its title."""
        return self.fields[self.entry.title_field].column_name

    @property
    def default_sort(self) -> str:
        """By title where that has an index, else the latest first."""
        return self.entry.title_field if self.entry.title_field in self.sorts else "-created_at"

    def chosen(self, names: Sequence[str]) -> list[Field]:
        """The fields asked for; without names all but long texts. Raises `InvalidFields` naming `fields`."""
        if not names:
            return [field for field in self.fields.values() if field.kind is not FieldKind.LONG_TEXT]
        for name in names:
            if name not in self.fields:
                raise InvalidFields.one("fields", "unknown_field", _UNKNOWN_FIELD.format(name=name))
        return [self.fields[name] for name in dict.fromkeys(names)]

    def columns(self, fields: Sequence[Field]) -> dict[str, str]:
        """The column of each of these fields that has one, by field name."""
        return {field.name: field.column_name for field in fields if has_column(self.entry, field)}

    def listing(self, fields: Sequence[Field]) -> Listing:
        """The list of the id, version and title of records, then of the columns of these fields."""
        wanted = ["id", "version", self.title_column, *self.columns(fields).values()]
        return Listing(
            table=self.table,
            permission=f"{self.name}.see",
            columns=tuple(dict.fromkeys(wanted)),
            select=", ".join(f"r.{column}" for column in wanted),
            joins="",
            sorts=self.sorts,
        )

    @property
    def only(self) -> Condition:
        """What more a statement over the table must say, beginning with AND; nothing for a table of its own."""
        found = only_of(self.entry, "r")
        return Condition(f" AND {found.sql}", found.values) if found else Condition("")

    def reach(self, verb: str = "see", owner: UUID | None = None) -> list[Condition]:
        """What the actor reaches, of one owner or of all, as branches that never overlap. Raises `Forbidden`."""
        found = branches(self.actor, f"{self.name}.{verb}", owner=owner)
        only = only_of(self.entry, "r")
        if only is None:
            return found
        return [Condition(f"{only.sql} AND {each.sql}", (*only.values, *each.values)) for each in found]

    @cached_property
    def sorts(self) -> dict[str, Sort]:
        """What a page may be sorted by."""
        found = {name: self._sort(field) for name, field in self.fields.items()}
        return {name: sort for name, sort in found.items() if sort is not None}

    def _sort(self, field: Field) -> Sort | None:
        if not sortable(self.entry, field):
            return None
        if field.kind in _NAMED and field.through is None:
            table = _NAMED[field.kind]
            on = "{k}.workspace_id = r.workspace_id AND {k}.id = r." + field.column_name
            return Sort("sort_name", str, joined=Joined(f"{table} {{k}} ON {on}"))
        if field.kind is FieldKind.RELATION:
            return self._sort_by_title(field)
        if field.through is not None:
            rows = side_rows(field, "{k}", "r")
            side = side_column(field)
            return Sort(
                side.name, side.type, joined=Joined(f"{through_of(field).table} {{k}} ON {rows.sql}", rows.values)
            )
        column = column_of(self.entry, field)
        return Sort(column.name, column.type, nullable=nullable(self.entry, field))

    def _sort_by_title(self, field: Field) -> Sort:
        """By the title of the record a relation points to, as far as the actor may see it."""
        target = registry.object(field.target or "")
        title = column_of(target, target.field(target.title_field))
        seen = seen_by(self.actor, target, "{k}")
        on = (
            f"{table_of(target.model)} {{k}} ON {{k}}.workspace_id = r.workspace_id"
            f" AND {{k}}.id = r.{field.column_name} AND {{k}}.deleted_at IS NULL AND {seen.sql}"
        )
        return Sort(title.name, str, joined=Joined(on, seen.values))


def nullable(entry: RecordObject, field: Field) -> bool:
    """True when a record may have no value in the column of this field."""
    for column in apps.get_model(entry.model)._meta.concrete_fields:
        if column.column == field.column_name:
            return bool(column.null)
    return True


def layout_of(actor: Actor, object: str, verb: str = "see") -> Layout:
    """How an actor lists a kind of record. Raises `NotFound` for an unknown kind, `Forbidden`."""
    entry = registry.objects().get(object)
    if entry is None or not entry.own_permissions or not entry.listed:
        raise NotFound
    if not actor.can(f"{object}.{verb}"):
        raise Forbidden
    return Layout(actor, entry)
