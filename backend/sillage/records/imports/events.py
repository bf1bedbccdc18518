"""What an import tells the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ImportStarted(Event):
    """An import began to write. `target` is the kind of record."""

    kind: ClassVar[str] = "import.started"

    target: str
    rows: int


@dataclass(frozen=True, slots=True)
class ImportFinished(Event):
    """An import came to its end, was cancelled or failed (`status`)."""

    kind: ClassVar[str] = "import.finished"

    target: str
    status: str
    created: int
    updated: int
    skipped: int
    refused: int


@dataclass(frozen=True, slots=True)
class ImportUndone(Event):
    """An import was taken back, except the records changed since (`conflicts`)."""

    kind: ClassVar[str] = "import.undone"

    target: str
    undone: int
    conflicts: int
