"""What happens to calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CallCreated(Event):
    """A call was written down."""

    kind: ClassVar[str] = "call.created"
    outcome: str
    duration_seconds: int


@dataclass(frozen=True, slots=True)
class CallUpdated(Event):
    """Something about a call changed."""

    kind: ClassVar[str] = "call.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallDeleted(Event):
    """A call went to the trash."""

    kind: ClassVar[str] = "call.deleted"


@dataclass(frozen=True, slots=True)
class CallRestored(Event):
    """A call came back from the trash."""

    kind: ClassVar[str] = "call.restored"
