"""How a value reads in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from sillage.kernel.cells import inert
from sillage.kernel.registry import FieldKind
from sillage.kernel.text import Language
from sillage.records.exports.types import Column

NUMBERS = {FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT}
NAMED = {
    FieldKind.CHOICE,
    FieldKind.MULTI_CHOICE,
    FieldKind.TAGS,
    FieldKind.MEMBER,
    FieldKind.TEAM,
    FieldKind.RELATION,
}
Cell = str | Decimal | date | datetime | bool | None


def cell_of(column: Column, item: Mapping[str, Any], zone: ZoneInfo) -> Cell:
    """The value of one field as a person reads it: names instead of ids, moments in `zone`."""
    value = item["values"].get(column.name)
    if column.kind in NAMED:
        label = item["labels"].get(column.name, value)
        return ", ".join(str(each) for each in label) if isinstance(label, list) else _text(label)
    if value is None or value == "":
        return None
    if column.kind is FieldKind.BOOLEAN:
        return bool(value)
    if column.kind in NUMBERS:
        return _number(value)
    if column.kind is FieldKind.DATE:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if column.kind is FieldKind.DATETIME:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return moment.astimezone(zone)
    return ", ".join(_text(each) or "" for each in value) if isinstance(value, list) else _text(value)


def _number(value: Any) -> Cell:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def csv_row(cells: Sequence[Cell], language: Language) -> list[str]:
    """Cells as a spreadsheet of that language reads them: decimal comma and d/m/y in French; none is a formula."""
    return [_csv_cell(cell, language) for cell in cells]


def _csv_cell(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return {("fr", True): "oui", ("fr", False): "non", ("en", True): "yes", ("en", False): "no"}[language, cell]
    if isinstance(cell, Decimal):
        # A negative number is not a formula to guard against; it has to stay a number.
        return format(cell, "f").replace(".", ",") if language == "fr" else format(cell, "f")
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y %H:%M" if language == "fr" else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y") if language == "fr" else cell.isoformat()
    return inert(cell)


def json_item(columns: Sequence[Column], item: Mapping[str, Any]) -> dict[str, Any]:
    """One record with its raw values and, for what is an id, its name beside it."""
    document: dict[str, Any] = {"id": item["id"]}
    for column in columns:
        document[column.name] = item["values"].get(column.name)
        if column.kind in NAMED and column.name in item["labels"]:
            document[f"{column.name}_label"] = item["labels"][column.name]
    return document
