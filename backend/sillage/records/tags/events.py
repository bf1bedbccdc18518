"""What happens to tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class TagCreated(Event):
    """A tag was made."""

    kind: ClassVar[str] = "tag.created"


@dataclass(frozen=True, slots=True)
class TagUpdated(Event):
    """A tag was renamed or got another colour."""

    kind: ClassVar[str] = "tag.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagDeleted(Event):
    """A tag went to the trash; `merged_into` is the tag its records carry instead."""

    kind: ClassVar[str] = "tag.deleted"
    merged_into: UUID | None = None


@dataclass(frozen=True, slots=True)
class TagRestored(Event):
    """A tag came back from the trash, on the records that carried it."""

    kind: ClassVar[str] = "tag.restored"
