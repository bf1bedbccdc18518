"""What happens to contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ContactCreated(Event):
    """A contact was added."""

    kind: ClassVar[str] = "contact.created"
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactUpdated(Event):
    """Fields of a contact changed; their values are in the change rows."""

    kind: ClassVar[str] = "contact.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactDeleted(Event):
    """A contact went to the trash."""

    kind: ClassVar[str] = "contact.deleted"


@dataclass(frozen=True, slots=True)
class ContactRestored(Event):
    """A contact came back from the trash."""

    kind: ClassVar[str] = "contact.restored"


@dataclass(frozen=True, slots=True)
class ContactOptedOut(Event):
    """A contact objects to being reached by these channels."""

    kind: ClassVar[str] = "contact.opted_out"
    channels: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class ContactOptOutLifted(Event):
    """A person ended a contact's objection to a channel; the reason is kept with the proof."""

    kind: ClassVar[str] = "contact.opt_out_lifted"
    channel: str
