"""What formulas and roll-ups may be made from: the fields of a kind of record that can be calculated with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from sillage.kernel.db.models import RecordModel
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.records.fields.formulas import Formula, Type, read_formula
from sillage.records.fields.queries import values_of
from sillage.records.fields.types import PREFIX, Definition, Kind
from sillage.records.objects.queries import rows_of

_TYPES: Mapping[FieldKind, Type] = {
    FieldKind.TEXT: Type.TEXT,
    FieldKind.LONG_TEXT: Type.TEXT,
    FieldKind.EMAIL: Type.TEXT,
    FieldKind.PHONE: Type.TEXT,
    FieldKind.URL: Type.TEXT,
    FieldKind.SIREN: Type.TEXT,
    FieldKind.SIRET: Type.TEXT,
    FieldKind.VAT_NUMBER: Type.TEXT,
    FieldKind.CHOICE: Type.TEXT,
    FieldKind.NUMBER: Type.NUMBER,
    FieldKind.MONEY: Type.NUMBER,
    FieldKind.PERCENT: Type.NUMBER,
    FieldKind.DATE: Type.DATE,
    FieldKind.DATETIME: Type.DATE,
    FieldKind.BOOLEAN: Type.TRUTH,
}
RESULT_KINDS: Mapping[Type, Kind] = {Type.NUMBER: Kind.NUMBER, Type.TEXT: Kind.TEXT, Type.DATE: Kind.DATE}


@dataclass(frozen=True, slots=True)
class Input:
    """A field a formula may use, under the name formulas know it by: the key, without `custom.`."""

    name: str
    field: Field
    type: Type


def inputs_of(entry: RecordObject) -> dict[str, Input]:
    """The fields formulas of this kind of record may use."""
    found: dict[str, Input] = {}
    for field in entry.fields:
        type = _TYPES.get(field.kind)
        if type is not None and (field.name.startswith(PREFIX) or has_column(entry, field)):
            name = field.name.removeprefix(PREFIX)
            found[name] = Input(name, field, type)
    return found


def has_column(entry: RecordObject, field: Field) -> bool:
    """True when the values of a built-in field are a column of its own table."""
    if field.through is not None:
        return False
    try:
        apps.get_model(entry.model)._meta.get_field(field.column_name)
    except FieldDoesNotExist:
        return False
    return True


def read_for(entry: RecordObject, text: str) -> Formula:
    """Read a formula over the fields of a kind of record. Raises `WrongFormula`."""
    return read_formula(text, {name: each.type for name, each in inputs_of(entry).items()})


def input_values(
    entry: RecordObject, names: set[str], definitions: Sequence[Definition], ids: Sequence[UUID]
) -> dict[UUID, dict[str, Any]]:
    """The values of these inputs for each record that exists, as formulas take them."""
    inputs = {name: each for name, each in inputs_of(entry).items() if name in names}
    built_in = [each for each in inputs.values() if not each.field.name.startswith(PREFIX)]
    columns = [each.field.column_name for each in built_in]
    found: dict[UUID, dict[str, Any]] = {}
    for record_id, *row in rows_of(entry).filter(id__in=ids).values_list("id", *columns):
        found[record_id] = {each.name: _plain(each, value) for each, value in zip(built_in, row, strict=True)}
    wanted = [each for each in definitions if each.key in inputs]
    for record_id, values in values_of(wanted, list(found)).items():
        for name, value in values.items():
            key = name.removeprefix(PREFIX)
            found[record_id][key] = _plain(inputs[key], value)
    return found


def _plain(each: Input, value: Any) -> Any:
    if value is None or value == "":
        return None
    field = each.field
    if field.kind is FieldKind.CHOICE:
        return next((choice.label.fr for choice in field.choices if choice.value == value), str(value))
    if field.kind is FieldKind.MONEY and isinstance(value, int) and field.column_name.endswith("_minor"):
        return Decimal(value) / 100
    if each.type is Type.NUMBER:
        return Decimal(str(value))
    if isinstance(value, datetime):
        return value.date()
    if each.type is Type.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def table_of(entry: RecordObject) -> str:
    """The database table of a kind of record."""
    return cast(type[RecordModel], apps.get_model(entry.model))._meta.db_table


def relations_to(name: str) -> list[tuple[RecordObject, Field]]:
    """The single relations of any kind of record that point to this kind."""
    return [
        (entry, field)
        for entry in registry.objects().values()
        if entry.own_permissions
        for field in entry.fields
        if field.kind is FieldKind.RELATION and field.target == name and (field.custom or has_column(entry, field))
    ]
