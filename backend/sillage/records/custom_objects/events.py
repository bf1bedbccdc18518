"""What happens to custom objects and to their records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ObjectCreated(Event):
    """A kind of record was added."""

    kind: ClassVar[str] = "custom_object.created"
    name: str


@dataclass(frozen=True, slots=True)
class ObjectUpdated(Event):
    """A kind of record was renamed or got another icon."""

    kind: ClassVar[str] = "custom_object.updated"
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectDeleted(Event):
    """A kind of record went to the trash with its records."""

    kind: ClassVar[str] = "custom_object.deleted"
    name: str


@dataclass(frozen=True, slots=True)
class ObjectRestored(Event):
    """A kind of record came back from the trash with its records."""

    kind: ClassVar[str] = "custom_object.restored"
    name: str


@dataclass(frozen=True, slots=True)
class RecordCreated(Event):
    """A record of a custom object was made."""

    kind: ClassVar[str] = "custom_record.created"
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class RecordUpdated(Event):
    """Fields of a record of a custom object changed."""

    kind: ClassVar[str] = "custom_record.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordDeleted(Event):
    """A record of a custom object went to the trash."""

    kind: ClassVar[str] = "custom_record.deleted"


@dataclass(frozen=True, slots=True)
class RecordRestored(Event):
    """A record of a custom object came back from the trash."""

    kind: ClassVar[str] = "custom_record.restored"
