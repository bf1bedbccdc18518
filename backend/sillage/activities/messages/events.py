"""What happens to messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MessageCreated(Event):
    """An e-mail was added to a record."""

    kind: ClassVar[str] = "message.created"
    direction: str
    attachments: int


@dataclass(frozen=True, slots=True)
class MessageUpdated(Event):
    """An e-mail was added to further records, or taken off some."""

    kind: ClassVar[str] = "message.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageDeleted(Event):
    """An e-mail went to the trash."""

    kind: ClassVar[str] = "message.deleted"


@dataclass(frozen=True, slots=True)
class MessageRestored(Event):
    """An e-mail came back from the trash."""

    kind: ClassVar[str] = "message.restored"
