"""Proposals made from the file: where each column goes, how its numbers and dates are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import words
from sillage.records.imports.types import FileRow, shortened

SAMPLES = 3
LIKELY = 84.0
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SPLIT_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_COMMA_NUMBER = re.compile(r"-?[\d\s\u00a0\u202f.]*\d,\d{1,4}\s*[€$%]?")
_POINT_NUMBER = re.compile(r"-?[$€]?[\d\s,]*\d\.\d{1,4}\s*[€$%]?")
_DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?!\d)")


def heading(value: str) -> str:
    """A header or label as comparable words: `Close_Date`, `closeDate` and `close date` are equal."""
    return " ".join(words(_SPLIT_CAMEL.sub(" ", value).replace("_", " ")))


def describe_columns(headers: Sequence[str], rows: Iterable[FileRow]) -> tuple[list[dict[str, Any]], int]:
    """Header, first distinct samples and number of filled cells of each column; and how many rows there are."""
    samples: list[list[str]] = [[] for _ in headers]
    filled = [0] * len(headers)
    total = 0
    for row in rows:
        total += 1
        for index, cell in enumerate(row.cells[: len(headers)]):
            if cell and not cell.isspace():
                filled[index] += 1
                known = samples[index]
                if len(known) < SAMPLES and (text := shortened(cell.strip(), 80)) not in known:
                    known.append(text)
    columns = [
        {
            "index": index,
            "header": shortened(header, 120) or f"#{index + 1}",
            "samples": samples[index],
            "filled": filled[index],
            "field": None,
            "confidence": 0.0,
        }
        for index, header in enumerate(headers)
    ]
    return columns, total


def propose_fields(columns: Sequence[dict[str, Any]], fields: Sequence[Field]) -> list[dict[str, Any]]:
    """The columns with the field each most likely goes to; a field is proposed once.

    An equal name, label or alias is certain (1.0); a similar one counts by its likeness; a column of
    addresses goes to the e-mail field that is left.
    """
    names = {name: field for field in fields for name in reversed(_names_of(field))}
    candidates: list[tuple[float, int, str]] = []
    for column in columns:
        header = heading(column["header"])
        if header in names:
            candidates.append((1.0, column["index"], names[header].name))
        elif header and (found := process.extractOne(header, list(names), scorer=fuzz.token_sort_ratio)):
            name, score, _ = found
            if score >= LIKELY:
                candidates.append((round(score / 100 - 0.05, 2), column["index"], names[name].name))
    chosen = _once_each(candidates)
    _by_content(columns, fields, chosen)
    return [
        column | {"field": chosen[column["index"]][0], "confidence": chosen[column["index"]][1]}
        if column["index"] in chosen
        else column
        for column in columns
    ]


def _names_of(field: Field) -> list[str]:
    return [heading(name) for name in (field.label.fr, field.label.en, field.name, *field.aliases)]


def _once_each(candidates: list[tuple[float, int, str]]) -> dict[int, tuple[str, float]]:
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for confidence, index, name in sorted(candidates, key=lambda entry: (-entry[0], entry[1])):
        if index not in chosen and name not in taken:
            chosen[index] = (name, confidence)
            taken.add(name)
    return chosen


def _by_content(
    columns: Sequence[dict[str, Any]], fields: Sequence[Field], chosen: dict[int, tuple[str, float]]
) -> None:
    taken = {name for name, _ in chosen.values()}
    free = [field.name for field in fields if field.kind is FieldKind.EMAIL and field.name not in taken]
    for column in columns:
        samples = column["samples"]
        if free and column["index"] not in chosen and samples and all(map(_EMAIL.fullmatch, samples)):
            chosen[column["index"]] = (free.pop(0), 0.7)


def propose_match_field(mapped: Iterable[str], fields: Sequence[Field]) -> str | None:
    """The field existing records are recognised by: a reference, number or address before a name."""
    names = set(mapped)
    able = [field for field in fields if field.match and field.name in names]
    able.sort(key=lambda field: field.name in ("name", "full_name"))
    return able[0].name if able else None


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
