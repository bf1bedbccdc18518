"""Roll-ups: what the records that point to one another's add up to. Raw SQL of custom fields lives here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel.http.listing import fetch
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.records.fields.inputs import has_column, table_of
from sillage.records.fields.rules import amount_text, number
from sillage.records.fields.types import COLUMNS, PREFIX, Definition, Kind

FUNCTIONS = ("count", "sum", "min", "max")
_KINDS = {
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.PERCENT: Kind.NUMBER,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.DATE: Kind.DATE,
}


@dataclass(frozen=True, slots=True)
class Source:
    """What a roll-up reads: the records of `entry` whose `relation` points here, and which of their fields."""

    entry: RecordObject
    relation: Field
    function: str
    field: Field | None

    @property
    def kind(self) -> Kind:
        """The kind of the result."""
        if self.field is None or self.function == "count":
            return Kind.NUMBER
        return _KINDS[self.field.kind]


def aggregable(entry: RecordObject, field: Field) -> bool:
    """True for numbers, amounts and dates that do not themselves come from a roll-up."""
    return field.kind in _KINDS and field.computed != "rollup" and (field.custom or has_column(entry, field))


def source_of(definition: Definition) -> Source | None:
    """What a roll-up reads, or None when the kind of record or the field it read has gone."""
    settings = definition.settings
    entry = registry.objects().get(str(settings.get("object")))
    if entry is None:
        return None
    fields = {field.name: field for field in entry.fields}
    relation, of = fields.get(str(settings.get("relation"))), settings.get("field")
    if relation is None or relation.target != definition.object or (of is not None and of not in fields):
        return None
    return Source(entry, relation, str(settings["function"]), fields[of] if of else None)


def results(definition: Definition, source: Source, parents: Sequence[UUID]) -> dict[UUID, Any]:
    """The result for each of these records that has one, as a clean value."""
    statement, values = _statement(definition, source, parents)
    found = {parent: _clean(definition.value_kind, result) for parent, result in fetch(statement, values)}
    if source.function in ("count", "sum"):
        zero = "0.00" if definition.value_kind is Kind.MONEY else 0
        return {parent: zero if found.get(parent) is None else found[parent] for parent in parents}
    return {parent: value for parent, value in found.items() if value is not None}


def parents_of(source: Source, children: Sequence[UUID]) -> set[UUID]:
    """The records these records point to."""
    if source.relation.name.startswith(PREFIX):
        statement = "SELECT reference FROM records_field_value WHERE field_id = %s AND record_id = ANY(%s)"
        rows = fetch(statement, [_field_id(source.relation), list(children)])
    else:
        column, table = source.relation.column_name, table_of(source.entry)
        rows = fetch(f"SELECT DISTINCT {column} FROM {table} WHERE id = ANY(%s)", [list(children)])  # noqa: S608
    return {parent for (parent,) in rows if parent is not None}


def one_at_a_time(definition: Definition) -> None:
    """Wait for whoever adds up the same roll-up: two at once would each miss what the other is writing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(definition.id)])


def _statement(definition: Definition, source: Source, parents: Sequence[UUID]) -> tuple[str, list[Any]]:
    table = table_of(source.entry)
    values: list[Any] = []
    if source.relation.name.startswith(PREFIX):
        parent = "l.reference"
        tables = f"records_field_value l JOIN {table} c ON c.workspace_id = l.workspace_id AND c.id = l.record_id"
        within = "l.field_id = %s AND l.reference = ANY(%s)"
        where = [_field_id(source.relation), list(parents)]
    else:
        parent = f"c.{source.relation.column_name}"
        tables, within, where = f"{table} c", f"{parent} = ANY(%s)", [list(parents)]
    result = "count(*)"
    if source.field is not None and source.function != "count":
        if source.field.name.startswith(PREFIX):
            tables += (
                " JOIN records_field_value v ON v.workspace_id = c.workspace_id AND v.record_id = c.id"
                " AND v.field_id = %s AND v.position = 0"
            )
            values.append(_field_id(source.field))
            column = f"v.{COLUMNS[_KINDS[source.field.kind]]}"
        else:
            column = f"c.{source.field.column_name}"
        result = f"{source.function}({column})"
    for column_name, value in source.entry.only:
        within += f" AND c.{column_name} = %s"
        where.append(value)
    if _counts_one_currency(definition, source):
        within += " AND c.currency = %s"
        where.append(definition.currency)
    statement = f"SELECT {parent}, {result} FROM {tables} WHERE {within} AND c.deleted_at IS NULL GROUP BY 1"  # noqa: S608
    return statement, [*values, *where]


def _counts_one_currency(definition: Definition, source: Source) -> bool:
    """Amounts in another currency than the roll-up's are left out: adding them up would say nothing."""
    built_in = source.field is not None and not source.field.custom
    names = {field.name for field in source.entry.fields}
    return definition.value_kind is Kind.MONEY and built_in and "currency" in names


def _field_id(field: Field) -> Any:
    assert field.through is not None
    return dict(field.through.fixed)["field_id"]


def _clean(kind: Kind, result: Any) -> Any:
    if result is None:
        return None
    if kind is Kind.MONEY:
        return amount_text(int(result))
    if kind is Kind.DATE:
        return result.isoformat() if isinstance(result, date) else str(result)
    return number(result)
