"""What bulk changes tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class BulkRunStarted(Event):
    """Somebody changes many records at once. `target` is the kind of record."""

    kind: ClassVar[str] = "bulk.started"
    target: str
    operation: str
    records: int


@dataclass(frozen=True, slots=True)
class BulkRunFinished(Event):
    """A bulk change came to its end, was cancelled or failed (`status`)."""

    kind: ClassVar[str] = "bulk.finished"
    target: str
    operation: str
    status: str
    changed: int
    refused: int
