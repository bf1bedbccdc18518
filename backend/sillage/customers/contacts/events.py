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
