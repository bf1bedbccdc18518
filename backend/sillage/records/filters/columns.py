"""Where the values of a field stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from sillage.kernel.http.ordering import Condition
from sillage.kernel.registry import Field, FieldKind, RecordObject, Through, registry

_PYTHON_TYPES: tuple[tuple[type[models.Field[Any, Any]], type], ...] = (
    (models.BooleanField, bool),
    (models.UUIDField, UUID),
    (models.IntegerField, int),
    (models.FloatField, float),
    (models.DecimalField, Decimal),
    (models.DateTimeField, datetime),
    (models.DateField, date),
)


_TEXTS = frozenset(
    {FieldKind.TEXT, FieldKind.EMAIL, FieldKind.PHONE, FieldKind.URL, FieldKind.SIREN, FieldKind.SIRET,
     FieldKind.VAT_NUMBER}
)  # fmt: skip
_UNSORTED = frozenset({FieldKind.LONG_TEXT, FieldKind.TAGS, FieldKind.MULTI_CHOICE})
BY_VALUE = frozenset(
    {FieldKind.CHOICE, FieldKind.MEMBER, FieldKind.TEAM, FieldKind.RELATION, FieldKind.BOOLEAN, FieldKind.TAGS,
     FieldKind.MULTI_CHOICE}
)  # fmt: skip
BY_MONTH = frozenset({FieldKind.DATE, FieldKind.DATETIME})


@dataclass(frozen=True, slots=True)
class Column:
    """A column with the type Python reads from it. `keyed` when it holds normalised text."""

    name: str
    type: type
    keyed: bool = False


@cache
def table_of(model: str) -> str:
    """The table of a kind of record."""
    return str(apps.get_model(model)._meta.db_table)


@cache
def _typed(model: str, column: str) -> type:
    for field in apps.get_model(model)._meta.concrete_fields:
        if field.column == column:
            return next((kind for parent, kind in _PYTHON_TYPES if isinstance(field, parent)), str)
    # A generated twin that the model does not know.
    return str


def has_column(entry: RecordObject, field: Field) -> bool:
    """True when the values stand in a column of the record's own table."""
    if field.through is not None:
        return False
    return field.column_name in {each.column for each in apps.get_model(entry.model)._meta.concrete_fields}


def column_of(entry: RecordObject, field: Field) -> Column:
    """The column that comparisons and sorts of a field read: its normalised twin where it has one."""
    if field.key_column is not None:
        return Column(field.key_column, str, keyed=True)
    return Column(field.column_name, _typed(entry.model, field.column_name))


def shown_column(entry: RecordObject, field: Field) -> Column:
    """The column that holds what is shown of a field."""
    return Column(field.column_name, _typed(entry.model, field.column_name))


def through_of(field: Field) -> Through:
    """The side table of a field that has one."""
    assert field.through is not None, "asked for fields with a side table only"
    return field.through


def side_column(field: Field) -> Column:
    """The column of the side table that comparisons and sorts read."""
    name = through_of(field).value_column
    return Column(name, _SIDE_TYPES.get(field.kind, str), keyed=field.custom)


_SIDE_TYPES: dict[FieldKind, type] = {
    FieldKind.RELATION: UUID,
    FieldKind.MEMBER: UUID,
    FieldKind.TEAM: UUID,
    FieldKind.TAGS: UUID,
    FieldKind.NUMBER: float,
    FieldKind.PERCENT: float,
    FieldKind.MONEY: int,
    FieldKind.BOOLEAN: int,
    FieldKind.DATE: date,
    FieldKind.DATETIME: datetime,
}


def side_rows(field: Field, alias: str, record: str) -> Condition:
    """The rows of the side table `alias` that hold the values of the row `record`."""
    side = through_of(field)
    fixed = "".join(f" AND {alias}.{column} = %s" for column, _ in side.fixed)
    sql = f"{alias}.workspace_id = {record}.workspace_id AND {alias}.{side.record_column} = {record}.id{fixed}"
    return Condition(sql, tuple(value for _, value in side.fixed))


def only_of(entry: RecordObject, alias: str) -> Condition | None:
    """What tells the rows of a kind of record apart in a table it shares with others."""
    if not entry.only:
        return None
    sql = " AND ".join(f"{alias}.{column} = %s" for column, _ in entry.only)
    return Condition(sql, tuple(value for _, value in entry.only))


def filterable(entry: RecordObject, field: Field) -> bool:
    """True when the values stand where a query can compare them."""
    return field.filterable and (field.through is not None or has_column(entry, field))


def groupable(entry: RecordObject, field: Field) -> bool:
    """True when records can be grouped by the field."""
    return filterable(entry, field) and field.kind in BY_VALUE | BY_MONTH


def sortable(entry: RecordObject, field: Field) -> bool:
    """True when a list can be sorted by the field: texts need an index, relations a title to go by."""
    if field.kind in _UNSORTED or (field.through is not None and field.through.multiple):
        return False
    if field.through is None and not has_column(entry, field):
        return False
    if field.kind in (FieldKind.MEMBER, FieldKind.TEAM):
        return field.through is None
    if field.kind is FieldKind.RELATION:
        target = registry.objects().get(field.target or "")
        titled = target is not None and target.field(target.title_field).key_column is not None
        return titled and field.through is None
    return field.sortable or field.key_column is not None or field.kind not in _TEXTS
