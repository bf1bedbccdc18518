"""From the bytes of a file to rows of text: encoding, separator, header line, line numbers."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from sillage.kernel.cells import as_written
from sillage.kernel.text import Text
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.types import FileRow

MAX_COLUMNS = 200
SEPARATORS = (";", ",", "\t", "|")
SAMPLE_RECORDS = 60
# The module's own limit of 128 kB would stop the whole file at one long cell; rows are refused one by one.
csv.field_size_limit(64 * 1024 * 1024)

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {"utf-8": "utf-8-sig", "mac-roman": "mac_roman"}
_CANDIDATES = ["utf_8", "utf_16", "cp1252", "mac_roman"]
_SIGNATURES = (
    (b"PK\x03\x04", "une archive", "an archive"),
    (b"%PDF", "un PDF", "a PDF"),
    (b"\x89PNG", "une image", "an image"),
    (b"\xff\xd8\xff", "une image", "an image"),
    (b"GIF8", "une image", "an image"),
    (b"\x7fELF", "un programme", "a program"),
    (b"MZ\x90\x00", "un programme", "a program"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def detect_encoding(data: bytes) -> str:
    """The encoding of a file. Raises `UnreadableFile` when it is empty or not text."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty_file", Text(fr="Le fichier est vide", en="The file is empty"))
    for signature, fr, en in _SIGNATURES:
        if data.startswith(signature):
            raise _not_text(fr, en)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:65536]
    if b"\x00" in head and _looks_like_utf16(head):
        return "utf-16"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return _one_byte_encoding(data)


def _not_text(fr: str, en: str) -> UnreadableFile:
    detail = Text(
        fr=f"Ce fichier est {fr}, pas un texte : enregistrez-le au format CSV puis recommencez",
        en=f"This file is {en}, not text: save it as CSV and try again",
    )
    return UnreadableFile("not_text", detail)


def _looks_like_utf16(head: bytes) -> bool:
    """UTF-16 without a mark has a NUL in every second byte of plain text."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    return max(even, odd) > half * 0.4 and min(even, odd) < half * 0.05


def _one_byte_encoding(data: bytes) -> str:
    """Which of the one-byte encodings met in France: judged on the lines that are not plain ASCII."""
    # Loaded for the few files that need it: the others open in half the time.
    from charset_normalizer import from_bytes

    telling = [line for line in data.splitlines() if not line.isascii()]
    sample = b"\n".join(telling)[:65536]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    found = {"cp1252": "cp1252", "mac_roman": "mac-roman"}.get(best.encoding if best else "", "cp1252")
    try:
        data.decode(_codec(found))
        return found
    except UnicodeDecodeError:
        # Five bytes have no meaning in cp1252; every byte has one in Mac Roman.
        return "mac-roman"


def _codec(encoding: str) -> str:
    return _CODECS.get(encoding, encoding)


def decode(data: bytes, encoding: str) -> str:
    """The text of a file. Raises `UnreadableFile` when it is not written in that encoding."""
    codec = _codec(encoding)
    if encoding == "utf-16" and data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        codec = "utf-16-be" if data[:65536:2].count(0) > data[1:65536:2].count(0) else "utf-16-le"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        detail = Text(
            fr="La ligne {line} n’est pas écrite en {encoding} : choisissez un autre encodage",
            en="Line {line} is not written in {encoding}: choose another encoding",
        )
        raise UnreadableFile("wrong_encoding", detail.format(line=line, encoding=encoding), line) from error
    if len(_CONTROL.findall(text[:65536])) > max(8, min(len(text), 65536) // 50):
        raise _not_text("un fichier binaire", "a binary file")
    return text


def detect_separator(text: str) -> str:
    """The separator that cuts the first records into the most regular columns; `,` for one column."""
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = [len(row.cells) for row in _sample(text, separator)]
        if not widths:
            continue
        (width, times) = max(Counter(widths).items(), key=lambda entry: (entry[1], entry[0]))
        score = 0.0 if width < 2 else times / len(widths) + min(width, 50) / 1000
        if score > best_score:
            best, best_score = separator, score
    return best


def _sample(text: str, separator: str) -> list[FileRow]:
    sample: list[FileRow] = []
    try:
        for row in records(text[:262_144], separator):
            sample.append(row)
            if len(sample) == SAMPLE_RECORDS:
                break
    except UnreadableFile:
        # A sample may end inside a quoted cell, and a wrong separator breaks quoting.
        pass
    return sample


def records(text: str, separator: str) -> Iterator[FileRow]:
    """Every record that is not blank, with its line. Raises `UnreadableFile` naming an open quote."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unclosed_quote(line) from error
        if any(cell.strip() for cell in cells):
            yield FileRow(line, cells)
        line = reader.line_num + 1


def _unclosed_quote(line: int) -> UnreadableFile:
    detail = Text(
        fr="Les guillemets ouverts à la ligne {line} ne sont pas refermés correctement",
        en="The quotes opened on line {line} are not closed properly",
    )
    return UnreadableFile("unclosed_quote", detail.format(line=line), line)


_NO_ROWS = Text(fr="Le fichier n’a pas de ligne sous ses en-têtes", en="The file has no row below its headers")


def no_rows() -> UnreadableFile:
    """The refusal of a file with headers only."""
    return UnreadableFile("no_rows", _NO_ROWS)


def fitted(cells: list[str], width: int) -> list[str]:
    """A row as wide as the headers; cells too many stay only when they hold something."""
    restored = [as_written(cell) for cell in cells]
    while len(restored) > width and not restored[-1].strip():
        restored.pop()
    return restored + [""] * (width - len(restored))
