"""What crosses the door of the trash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record, or some of its fields, that somebody changed since; it was left as it is."""

    object: str
    id: UUID
    name: str
    reason: str
    fields: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The conflict as the API shows it."""
        return {
            "object": self.object,
            "id": self.id,
            "name": self.name,
            "reason": self.reason,
            "fields": list(self.fields),
        }


@dataclass(slots=True)
class UndoReport:
    """What an undo did: how many records went back, and which could not."""

    undone: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
