"""Files written row by row, in memory that does not grow with them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Protocol, Self
from zoneinfo import ZoneInfo

import orjson
import xlsxwriter

from sillage.kernel.text import Language
from sillage.records.exports.rules import Cell, cell_of, csv_row, json_item
from sillage.records.exports.types import Column, Format

# What a worksheet of the XLSX format holds, header included.
XLSX_ROWS = 1_048_576
_XLSX_TEXT = 32_767
# Beyond this many digits a spreadsheet's floating point would change the number.
_XLSX_DIGITS = 15


class Writer(Protocol):
    """Writes records to a file; as a context it finishes the file at its end."""

    def write(self, item: Mapping[str, Any]) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *failure: object) -> None: ...


def writer_of(format: Format, path: Path, columns: Sequence[Column], language: Language, zone: ZoneInfo) -> Writer:
    """The writer of a format, its header row written."""
    if format == "json":
        return JsonWriter(path, columns)
    return (CsvWriter if format == "csv" else XlsxWriter)(path, columns, language, zone)


class CsvWriter:
    """CSV as a spreadsheet of that language opens it: UTF-8 with mark, `;` and decimal comma in French."""

    def __init__(self, path: Path, columns: Sequence[Column], language: Language, zone: ZoneInfo) -> None:
        self.columns, self.language, self.zone = columns, language, zone
        self.file: IO[str] = path.open("w", encoding="utf-8-sig", newline="")
        self.rows = csv.writer(self.file, delimiter=";" if language == "fr" else ",")
        self.rows.writerow(csv_row([column.header for column in columns], language))

    def write(self, item: Mapping[str, Any]) -> None:
        """Add one record."""
        cells = [cell_of(column, item, self.zone) for column in self.columns]
        self.rows.writerow(csv_row(cells, self.language))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.file.close()


class XlsxWriter:
    """A workbook of one sheet; texts are written as texts, so that none is ever a formula or a link."""

    def __init__(self, path: Path, columns: Sequence[Column], language: Language, zone: ZoneInfo) -> None:
        self.columns, self.zone = columns, zone
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(str(path), {**options, "remove_timezone": True, "tmpdir": str(path.parent)})
        self.sheet = self.book.add_worksheet()
        french = language == "fr"
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy" if french else "yyyy-mm-dd"})
        self.moment = self.book.add_format({"num_format": "dd/mm/yyyy hh:mm" if french else "yyyy-mm-dd hh:mm"})
        head = self.book.add_format({"bold": True, "bottom": 1})
        self.sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            self.sheet.set_column(place, place, max(12, min(40, len(column.header) + 4)))
            self.sheet.write_string(0, place, column.header, head)
        self.row = 1

    def write(self, item: Mapping[str, Any]) -> None:
        """Add one record."""
        for place, column in enumerate(self.columns):
            self._cell(place, cell_of(column, item, self.zone))
        self.row += 1

    def _cell(self, place: int, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self.sheet.write_boolean(self.row, place, cell)
        elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _XLSX_DIGITS:
            self.sheet.write_number(self.row, place, float(cell))
        elif isinstance(cell, datetime) and cell.year >= 1900:
            self.sheet.write_datetime(self.row, place, cell.replace(tzinfo=None), self.moment)
        elif isinstance(cell, date) and cell.year >= 1900:
            self.sheet.write_datetime(self.row, place, datetime(cell.year, cell.month, cell.day), self.day)  # noqa: DTZ001
        else:
            self.sheet.write_string(self.row, place, str(cell)[:_XLSX_TEXT])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.book.close()


class JsonWriter:
    """One array of objects with raw values: amounts as text, moments in UTC."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.file: IO[bytes] = path.open("wb")
        self.separator = b"["

    def write(self, item: Mapping[str, Any]) -> None:
        """Add one record."""
        self.file.write(self.separator + b"\n" + orjson.dumps(json_item(self.columns, item), default=str))
        self.separator = b","

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.file.write(b"\n]\n" if self.separator == b"," else b"[]\n")
        self.file.close()
