"""Plain values that pass between the parts of an import, and doors for those who take part."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from sillage.kernel.text import Text

Outcome = Literal["create", "update", "restore", "identical", "skip", "refuse"]
OUTCOMES: tuple[Outcome, ...] = ("create", "update", "restore", "identical", "skip", "refuse")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written. `header_line` is the line of its headers, or of its first row without, from 1.

    Encoding and separator mean something for text only, `sheet` and `sheets` for workbooks. Telephone
    numbers without country code are those of `phone_country`.
    """

    encoding: str
    separator: str
    decimal_sign: str = "."
    date_order: str = "dmy"
    header_line: int = 1
    format: str = "csv"
    has_header: bool = True
    sheet: str | None = None
    sheets: Sequence[str] = ()
    phone_country: str = "FR"


class FileRow(NamedTuple):
    """One record of the file and the line it starts on, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused: which field, which value, and a sentence."""

    code: str
    message: Text
    field: str | None = None
    label: Text | None = None
    value: str | None = None

    def document(self) -> dict[str, Any]:
        """The reason as it is stored, in both languages."""
        return {
            "field": self.field,
            "label": text_document(self.label),
            "value": None if self.value is None else shortened(self.value),
            "code": self.code,
            "message": text_document(self.message),
        }


@dataclass(frozen=True, slots=True)
class ValueOption:
    """A value of a field that exists: a stage, a member, a choice. `kind` is open, won or lost for stages."""

    id: str
    label: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class NewValue:
    """A value an import asks to be created."""

    label: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PendingValue:
    """A value of a relation that does not exist yet and will be created with the row.

    `details` are what the row tells of the record besides its name: the SIREN of an organisation, say.
    """

    field: str
    key: str
    label: str
    kind: str | None = None
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False, hash=False)


@dataclass(slots=True)
class Judged:
    """What becomes of one row.

    `parts` are the values for other records on the same line, by relation or kind of record; `labels` the
    cells that name a related record; `filled` the fields the file speaks of; `note` says why a row is left
    aside though nothing is wrong with it.
    """

    row: FileRow
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    outcome: Outcome = "create"
    key: str | None = None
    note: Reason | None = None
    existing: Any = None
    record_id: Any = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def text_document(text: Text | None) -> dict[str, str] | None:
    """A text in both languages as JSON."""
    return None if text is None else {"fr": text.fr, "en": text.en}


def in_language(document: Mapping[str, str] | None, language: str) -> str | None:
    """The wording of a stored text in one language."""
    return None if document is None else document.get(language) or document["fr"]


def shortened(value: str, length: int = 200) -> str:
    """The beginning of a long text, so that one cell cannot fill an answer; NUL made visible for the database."""
    value = value.replace("\x00", "␀")
    return value if len(value) <= length else value[: length - 1] + "…"


def lowered(sentence: str) -> str:
    """A sentence as it goes on after a colon."""
    return sentence[:1].lower() + sentence[1:]


def shortened_all(values: Sequence[str]) -> list[str]:
    """The cells of a row, each cut to what a person needs to recognise it."""
    return [shortened(value) for value in values]
