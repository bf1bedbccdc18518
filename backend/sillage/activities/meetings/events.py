"""What happens to meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MeetingCreated(Event):
    """A meeting was written down."""

    kind: ClassVar[str] = "meeting.created"
    status: str


@dataclass(frozen=True, slots=True)
class MeetingUpdated(Event):
    """Something about a meeting changed."""

    kind: ClassVar[str] = "meeting.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingDeleted(Event):
    """A meeting went to the trash."""

    kind: ClassVar[str] = "meeting.deleted"


@dataclass(frozen=True, slots=True)
class MeetingRestored(Event):
    """A meeting came back from the trash."""

    kind: ClassVar[str] = "meeting.restored"
