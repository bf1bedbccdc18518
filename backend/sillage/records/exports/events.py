"""What an export tells the house: data left the product, who took it and how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ExportRequested(Event):
    """Somebody asked for a file of records. `target` is their kind."""

    kind: ClassVar[str] = "export.requested"

    target: str
    format: str


@dataclass(frozen=True, slots=True)
class ExportFinished(Event):
    """The file is there, or the export was cancelled or failed (`status`)."""

    kind: ClassVar[str] = "export.finished"

    target: str
    status: str
    rows: int
