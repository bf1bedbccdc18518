"""What happens to organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class OrganisationCreated(Event):
    """An organisation was added."""

    kind: ClassVar[str] = "organisation.created"
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class OrganisationUpdated(Event):
    """Fields of an organisation changed; their values are in the change rows."""

    kind: ClassVar[str] = "organisation.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationDeleted(Event):
    """An organisation went to the trash."""

    kind: ClassVar[str] = "organisation.deleted"


@dataclass(frozen=True, slots=True)
class OrganisationRestored(Event):
    """An organisation came back from the trash."""

    kind: ClassVar[str] = "organisation.restored"
