"""What the trash tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ChangeSetUndone(Event):
    """Somebody undid a change set; the records' own events say what came back."""

    kind: ClassVar[str] = "change_set.undone"
    undone: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class RecordPurged(Event):
    """A record left the trash for good; its values are erased from the history."""

    kind: ClassVar[str] = "record.purged"
