"""What crosses the door of exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sillage.kernel.registry import FieldKind

Format = Literal["xlsx", "csv", "json"]
FORMATS: tuple[Format, ...] = ("xlsx", "csv", "json")
MEDIA_TYPES: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an exported file: `name` is the field, `header` its label."""

    name: str
    kind: FieldKind
    header: str
