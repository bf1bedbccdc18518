"""The columns of a file as a person chooses among them: header, samples, how many cells are filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sillage.records.imports.types import FileRow, shortened

SAMPLES = 3


def shown_headers(headers: Sequence[str]) -> list[str]:
    """Headers that tell columns apart: a nameless one by its number, a repeated one by its turn."""
    turns: dict[str, int] = {}
    shown = []
    for index, header in enumerate(headers):
        name = shortened(" ".join(header.split()), 120) or f"#{index + 1}"
        turns[name] = turns.get(name, 0) + 1
        shown.append(name if turns[name] == 1 else f"{name} ({turns[name]})")
    return shown


def describe_columns(headers: Sequence[str], rows: Iterable[FileRow]) -> list[dict[str, Any]]:
    """Header, first distinct samples and number of filled cells of each column."""
    samples: list[list[str]] = [[] for _ in headers]
    filled = [0] * len(headers)
    for row in rows:
        for index, cell in enumerate(row.cells[: len(headers)]):
            if cell and not cell.isspace():
                filled[index] += 1
                known = samples[index]
                if len(known) < SAMPLES and (text := shortened(cell.strip(), 80)) not in known:
                    known.append(text)
    return [
        {
            "index": index,
            "header": header,
            "samples": samples[index],
            "filled": filled[index],
            "field": None,
            "confidence": 0.0,
            "rule": "overwrite",
            "invalid": "refuse",
        }
        for index, header in enumerate(shown_headers(headers))
    ]
