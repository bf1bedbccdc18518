"""From a spreadsheet (XLSX, XLS, ODS) to rows of text. Runs apart from the product, without memory or network.

Formulas count by the value they showed when the file was saved; dates of either epoch become ISO dates;
hidden rows and columns are read like the others, so that nothing is left out in silence. Workbooks with
macros, passwords, entities or a size out of all proportion are refused before they are opened.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from sillage.kernel.text import Text
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.types import FileRow

MAX_UNPACKED = 300 * 1024 * 1024
# A workbook of plain numbers shrinks to a thirtieth; beyond this ratio the archive was made to burst.
MAX_RATIO = 250
_HEAD = 4096
_MACROS = (b"_VBA_PROJECT", "_VBA_PROJECT".encode("utf-16-le"))
_LOCKED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


def refusal(reason: str, fr: str, en: str) -> UnreadableFile:
    """The refusal of a workbook."""
    return UnreadableFile(reason, Text(fr=fr, en=en))


def format_of(data: bytes) -> str | None:
    """`xlsx`, `xls` or `ods`; None when the bytes are no workbook. Raises `UnreadableFile` for a dangerous one."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_format(data)
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _zipped_format(archive)
    except zipfile.BadZipFile as error:
        raise _damaged() from error


def _old_format(data: bytes) -> str:
    if any(mark in data for mark in _LOCKED):
        raise _locked()
    if any(mark in data for mark in _MACROS):
        raise _with_macros()
    return "xls"


def _zipped_format(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > 20 * 1024 * 1024 and unpacked > MAX_RATIO * max(packed, 1)):
        raise refusal(
            "file_bomb",
            "Ce fichier compressé se déplie à une taille démesurée : il n’est pas ouvert",
            "This compressed file unpacks to an unreasonable size: it is not opened",
        )
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise _with_macros()
    if any(part.flag_bits & 1 for part in parts):
        raise _locked()
    if not any(name.endswith((".xml", ".bin")) for name in names):
        return None
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares_entities(archive, part):
            raise refusal(
                "xml_entities",
                "Ce classeur déclare des entités XML, ce qu’aucun tableur ne fait : il n’est pas ouvert",
                "This workbook declares XML entities, which no spreadsheet does: it is not opened",
            )
    if "content.xml" in names:
        return "ods"
    return "xlsx" if any(name.startswith("xl/") for name in names) else None


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        head = file.read(_HEAD).replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _with_macros() -> UnreadableFile:
    return refusal(
        "macros",
        "Ce classeur contient des macros : enregistrez-le sans macros (.xlsx ou .csv) puis recommencez",
        "This workbook holds macros: save it without them (.xlsx or .csv) and try again",
    )


def _locked() -> UnreadableFile:
    return refusal(
        "password",
        "Ce classeur est protégé par un mot de passe : retirez-le puis recommencez",
        "This workbook is protected by a password: remove it and try again",
    )


def _damaged() -> UnreadableFile:
    return refusal(
        "damaged",
        "Ce classeur est endommagé ou incomplet : ouvrez-le dans un tableur, enregistrez-le puis recommencez",
        "This workbook is damaged or incomplete: open it in a spreadsheet, save it and try again",
    )


def open_workbook(data: bytes) -> CalamineWorkbook:
    """The workbook of these bytes. Raises `UnreadableFile`: damaged, or protected by a password."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise _locked() from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error


def sheet_names(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that hold cells, in order; charts and dialogues are none."""
    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def fullest_sheet(book: CalamineWorkbook, names: list[str]) -> str:
    """The first sheet with at least two filled rows, else the first with one; the first of all when all are empty."""
    heights = {name: _height(book, name) for name in names[:50]}
    for least in (2, 1):
        for name, height in heights.items():
            if height >= least:
                return name
    return names[0]


def _height(book: CalamineWorkbook, name: str) -> int:
    try:
        return int(book.get_sheet_by_name(name).height)
    except CalamineError:
        return 0


def sheet_rows(book: CalamineWorkbook, name: str) -> Iterator[FileRow]:
    """The rows of one sheet that are not blank, with their number, cells as text."""
    try:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start[0] if sheet.start else 0
        for number, cells in enumerate(sheet.iter_rows(), start + 1):
            texts = [cell_text(cell) for cell in cells]
            if any(text and not text.isspace() for text in texts):
                yield FileRow(number, texts)
    except CalamineError as error:
        raise _damaged() from error


def cell_text(value: Any) -> str:
    """A cell as a file of text would hold it: whole numbers without decimals, ISO dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)
