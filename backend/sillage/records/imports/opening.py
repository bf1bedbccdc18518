"""From a file of any known kind to headers and rows of text. Runs apart from the product (`kernel.sandbox`).

`read_file` is the task: it recognises the format, encoding, separator, sheet and header line unless a
person settled them, and leaves the rows as one JSON array a line in `rows.jsonl.gz`, which every later
step reads instead of the file itself.
"""

from __future__ import annotations

import gzip
import io
import itertools
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any, NamedTuple

import orjson

from sillage.kernel.text import Text
from sillage.records.imports.cards import HEADERS, card_rows, is_cards
from sillage.records.imports.columns import describe_columns
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.reading import (
    MAX_COLUMNS,
    decode,
    detect_encoding,
    detect_separator,
    fitted,
    no_rows,
    records,
)
from sillage.records.imports.sniffing import detect_date_order, detect_decimal_sign, detect_phone_country, find_header
from sillage.records.imports.types import FileRow, Layout

ROWS = "rows.jsonl.gz"
MAX_ROWS = 1_000_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROW_LENGTH = 4_000_000
_SAMPLE = 60
_SAMPLED_ROWS = 500
_PHONE_HEADER = re.compile(r"t[eé]l|phone|mobile|portable|gsm", re.IGNORECASE)
_TOO_MANY_ROWS = Text(
    fr="Le fichier compte plus de {limit} lignes : partagez-le", en="The file has more than {limit} rows: split it"
)
_LONG_ROW = Text(
    fr="La ligne {line} compte plus de 4 millions de caractères : ce fichier n’est pas un tableau",
    en="Line {line} has more than 4 million characters: this file is not a table",
)
_BOMB = Text(
    fr="Ce fichier compressé se déplie à une taille démesurée : il n’est pas ouvert",
    en="This compressed file unpacks to an unreasonable size: it is not opened",
)
_DAMAGED = Text(fr="Cette archive gzip est endommagée ou incomplète", en="This gzip archive is damaged or incomplete")
_NO_SHEET = Text(fr="Le classeur n’a pas de feuille « {name} »", en="The workbook has no sheet “{name}”")


def read_file(source: IO[bytes], folder: Path, *, wanted: dict[str, Any]) -> dict[str, Any]:
    """Recognise a file, write its rows and tell layout, columns and counts; or tell why it is refused."""
    try:
        return _read(source.read(), folder, wanted)
    except UnreadableFile as refused:
        why = refused.detail or refused.title
        sentence = {"fr": why.fr, "en": why.en}
        return {"refused": {"reason": refused.reason, "detail": sentence, "line": refused.line}}


def _read(data: bytes, folder: Path, wanted: Mapping[str, Any]) -> dict[str, Any]:
    layout, source = open_data(data, wanted)
    table = with_header(layout, source, wanted)
    sample: list[FileRow] = []
    total = itertools.count()
    columns = describe_columns(table.headers, _kept(table.rows, folder / ROWS, sample, total))
    count = next(total)
    if count == 0:
        raise no_rows()
    cells = [cell for row in sample for cell in row.cells]
    phones = [index for index, header in enumerate(table.headers) if _PHONE_HEADER.search(header)]
    signs = {
        "decimal_sign": detect_decimal_sign(cells, layout.separator),
        "date_order": detect_date_order(cells),
        "phone_country": detect_phone_country(row.cells[index] for row in sample for index in phones),
    }
    layout = replace(table.layout, **signs | {name: wanted[name] for name in signs if wanted.get(name)})
    return {"layout": asdict(layout), "columns": columns, "rows_total": count}


class Table(NamedTuple):
    """The headers of a file and the rows below them, with the layout now that their line is known."""

    layout: Layout
    headers: list[str]
    rows: Iterator[FileRow]


def open_data(data: bytes, wanted: Mapping[str, Any]) -> tuple[Layout, Callable[[], Iterator[FileRow]]]:
    """The layout of a file and its records; `wanted` is what a person settled. Raises `UnreadableFile`."""
    if data.startswith(b"\x1f\x8b"):
        return open_data(_unpacked(data), wanted)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        # Calamine is loaded for workbooks only: a text file is read in half the time.
        from sillage.records.imports import workbooks

        if kind := workbooks.format_of(data):
            return _open_workbook(kind, data, wanted)
    encoding = wanted.get("encoding") or detect_encoding(data)
    text = decode(data, encoding)
    if is_cards(text):
        return Layout(encoding, ",", format="vcard"), lambda: card_rows(text)
    separator = wanted.get("separator") or detect_separator(text)
    return Layout(encoding, separator, format="csv"), lambda: records(text, separator)


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as archive:
            content = archive.read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile("damaged", _DAMAGED) from error
    if len(content) > MAX_UNPACKED:
        raise UnreadableFile("file_bomb", _BOMB)
    return content if not content.startswith(b"\x1f\x8b") else b""


def _open_workbook(kind: str, data: bytes, wanted: Mapping[str, Any]) -> tuple[Layout, Callable[[], Iterator[FileRow]]]:
    from sillage.records.imports import workbooks

    book = workbooks.open_workbook(data)
    names = workbooks.sheet_names(book)
    if not names:
        raise no_rows()
    sheet = wanted.get("sheet") or workbooks.fullest_sheet(book, names)
    if sheet not in names:
        raise UnreadableFile("no_such_sheet", _NO_SHEET.format(name=sheet))
    layout = Layout("utf-8", ",", format=kind, sheet=sheet, sheets=tuple(names))
    return layout, lambda: workbooks.sheet_rows(book, sheet)


def with_header(layout: Layout, source: Callable[[], Iterator[FileRow]], wanted: Mapping[str, Any]) -> Table:
    """The headers and the rows below them. Raises `UnreadableFile`: no rows, too many columns."""
    if layout.format == "vcard":
        return Table(layout, list(HEADERS), source())
    sample = _sample(source)
    if not sample:
        raise no_rows()
    has_header, line = find_header(sample)
    if wanted.get("has_header") is not None:
        has_header = bool(wanted["has_header"])
    if wanted.get("header_line"):
        line = int(wanted["header_line"])
    layout = replace(layout, header_line=line, has_header=has_header)
    rows = source()
    first = next((row for row in rows if row.line >= line), None)
    if first is None:
        raise no_rows()
    width = len(first.cells)
    while width > 1 and has_header and not first.cells[width - 1].strip() and _empty_beyond(sample, width - 1):
        width -= 1
    if width > MAX_COLUMNS:
        detail = Text(
            fr="Le fichier a {count} colonnes ; {limit} au plus sont acceptées",
            en="The file has {count} columns; at most {limit} are accepted",
        )
        raise UnreadableFile("too_many_columns", detail.format(count=width, limit=MAX_COLUMNS))
    if has_header:
        return Table(layout, [cell.strip() for cell in first.cells[:width]], _fitted(rows, width))
    return Table(layout, [""] * width, _fitted(itertools.chain([first], rows), width))


def _empty_beyond(sample: list[FileRow], index: int) -> bool:
    """True when no row of the sample holds anything in the last column: a separator ends each line."""
    return not any(cell.strip() for row in sample for cell in row.cells[index:])


def _sample(source: Callable[[], Iterator[FileRow]]) -> list[FileRow]:
    found: list[FileRow] = []
    try:
        found.extend(itertools.islice(source(), _SAMPLE))
    except UnreadableFile:
        if not found:
            raise
    return found


def _fitted(rows: Iterable[FileRow], width: int) -> Iterator[FileRow]:
    for row in rows:
        yield FileRow(row.line, fitted(row.cells, width))


def _kept(rows: Iterable[FileRow], path: Path, sample: list[FileRow], total: Iterator[int]) -> Iterator[FileRow]:
    """The rows as they come, each written to `path` on its way; the first go to `sample`."""
    with gzip.open(path, "wb", compresslevel=1) as file:
        for row in rows:
            if sum(map(len, row.cells)) > MAX_ROW_LENGTH:
                raise UnreadableFile("row_too_long", _LONG_ROW.format(line=row.line), row.line)
            number = next(total)
            if number >= MAX_ROWS:
                raise UnreadableFile("too_many_rows", _TOO_MANY_ROWS.format(limit=f"{MAX_ROWS:,}".replace(",", " ")))
            if number < _SAMPLED_ROWS:
                sample.append(row)
            file.write(orjson.dumps([row.line, row.cells]))
            file.write(b"\n")
            yield row
