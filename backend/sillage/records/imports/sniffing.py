"""How a file is written, guessed from its first rows: header line, decimal sign, order of dates, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import mode

from sillage.records.imports.types import FileRow

_COMMA_NUMBER = re.compile(r"-?[\d\s\u00a0\u202f.]*\d,\d{1,4}\s*[€$%]?")
_POINT_NUMBER = re.compile(r"-?[$€]?[\d\s,]*\d\.\d{1,4}\s*[€$%]?")
_DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)")
_NUMBER = re.compile(r"[+-]?\d[\d\s.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\(?\d[\d\s.()-]{6,16}\d")
# Where telephone numbers without country code may come from, besides France.
_COUNTRIES = ("US", "GB", "BE", "CH", "ES", "IT", "LU")


def find_header(sample: Sequence[FileRow]) -> tuple[bool, int]:
    """Whether the file has headers, and the line they or the first row stand on.

    Titles come before the headers: these are the first record that fills half of the usual width. Headers
    written several times count once, the last. A first record that looks like those below it is no header.
    """
    usual = mode(len(row.cells) for row in sample)
    first = next((place for place, row in enumerate(sample) if _filled(row) * 2 >= usual and _wide(row, usual)), 0)
    while first + 2 < len(sample) and sample[first + 1].cells == sample[first].cells:
        first += 1
    return not _is_data(sample[first], sample[first + 1 :]), sample[first].line


def _filled(row: FileRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _wide(row: FileRow, usual: int) -> bool:
    """A lone title cannot be the header of a table, whatever the width of what surrounds it."""
    return usual < 3 or _filled(row) > 1


def _is_data(row: FileRow, below: Sequence[FileRow]) -> bool:
    """True when a cell is a number or an address, and so is most of its column below."""
    for index, cell in enumerate(row.cells):
        kind = _kind(cell)
        if kind is None:
            continue
        column = [other.cells[index] for other in below if index < len(other.cells) and other.cells[index].strip()]
        if column and sum(1 for other in column if _kind(other) == kind) * 2 > len(column):
            return True
    return False


def _kind(cell: str) -> str | None:
    """What a header never is: a number (years are), a date, an address of a mailbox or page."""
    text = cell.strip()
    if _EMAIL.fullmatch(text):
        return "email"
    if _DATE.fullmatch(text):
        return "date"
    if _NUMBER.fullmatch(text) and not _YEAR.fullmatch(text):
        return "number"
    return None


def detect_decimal_sign(cells: Iterable[str], separator: str) -> str:
    """How decimals are written: what most numbers show, else what goes with the separator."""
    commas = points = 0
    for cell in cells:
        text = cell.strip()
        if _COMMA_NUMBER.fullmatch(text):
            commas += 1
        elif _POINT_NUMBER.fullmatch(text):
            points += 1
    if commas != points:
        return "," if commas > points else "."
    return "," if separator == ";" else "."


def detect_date_order(cells: Iterable[str]) -> str:
    """Day first unless the dates can only be read month first, or all begin with the year."""
    day_first = month_first = year_first = 0
    for cell in cells:
        if (found := _DATE.match(cell.strip())) is None:
            continue
        first, second = found.group(1), found.group(2)
        if len(first) == 4:
            year_first += 1
        elif int(first) > 12:
            day_first += 1
        elif int(second) > 12:
            month_first += 1
    if month_first > day_first:
        return "mdy"
    return "ymd" if year_first and not day_first else "dmy"


def detect_phone_country(cells: Iterable[str]) -> str:
    """The country whose numbers most telephone numbers without country code are; France unless it is clear."""
    numbers = [bare for cell in cells if len(bare := cell.strip()) <= 20 and _PHONE.fullmatch(bare)][:60]
    numbers = [number for number in numbers if len(re.sub(r"\D", "", number)) >= 9 and not _DATE.match(number)]
    if not numbers or _valid(numbers, "FR") * 2 >= len(numbers):
        return "FR"
    counts = {country: _valid(numbers, country) for country in _COUNTRIES}
    best = max(_COUNTRIES, key=lambda country: counts[country])
    return best if counts[best] * 2 > len(numbers) else "FR"


def _valid(numbers: Sequence[str], country: str) -> int:
    return sum(1 for number in numbers if _possible(number, country))


def _possible(number: str, country: str) -> bool:
    # Loaded only for files that hold telephone numbers.
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if country == "FR":
        return bool(phonenumbers.is_possible_number(parsed)) and number.lstrip(" (").startswith("0")
    return bool(phonenumbers.is_valid_number(parsed) or (country == "US" and _american(number)))


def _american(number: str) -> bool:
    """415-555-0100: the way North America writes numbers, also invented ones."""
    return re.fullmatch(r"\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}", number) is not None
