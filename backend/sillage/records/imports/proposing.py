"""Proposals made from the file: where each column goes, how its numbers and dates are written."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import words

LIKELY = 84.0
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SPLIT_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def heading(value: str) -> str:
    """A header or label as comparable words: `Close_Date`, `closeDate` and `close date` are equal."""
    return " ".join(words(_SPLIT_CAMEL.sub(" ", value).replace("_", " ")))


def propose_fields(
    columns: Sequence[dict[str, Any]], fields: Sequence[Field], own: Container[str] | None = None
) -> list[dict[str, Any]]:
    """The columns with the field each most likely goes to; a field is proposed once.

    An equal name, label or alias is certain (1.0); a similar one counts by its likeness; a column of
    addresses goes to the e-mail field that is left. `own` are the names of the record's own fields: those of
    another record on the line are proposed for an equal name only, where no own field bears it.
    """
    names: dict[str, Field] = {}
    for field in fields:
        if own is None or field.name in own:
            for name in _names_of(field):
                names[name] = field
    similar = list(names)
    for field in fields:
        if own is not None and field.name not in own:
            for name in _names_of(field):
                names.setdefault(name, field)
    candidates: list[tuple[float, int, str]] = []
    for column in columns:
        header = heading(column["header"])
        if header in names:
            candidates.append((1.0, column["index"], names[header].name))
        elif header and (found := process.extractOne(header, similar, scorer=fuzz.token_sort_ratio)):
            name, score, _ = found
            if score >= LIKELY:
                candidates.append((round(score / 100 - 0.05, 2), column["index"], names[name].name))
    chosen = _once_each(candidates)
    _by_content(columns, [field for field in fields if own is None or field.name in own], chosen)
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


def propose_match_field(mapped: Iterable[str | None], fields: Sequence[Field]) -> str | None:
    """The field existing records are recognised by: a reference, number or address before a name.

    The name of a person is no proof: it is offered, not proposed.
    """
    names = set(mapped)
    able = [field for field in fields if field.match and field.name in names]
    able.sort(key=lambda field: field.name in ("name", "full_name"))
    return able[0].name if able else None
