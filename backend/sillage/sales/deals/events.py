"""What happens to deals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class DealCreated(Event):
    """A deal was added. `amount_minor` is in cents of `currency`, without VAT."""

    kind: ClassVar[str] = "deal.created"
    pipeline_id: UUID
    stage_id: UUID
    status: str
    amount_minor: int
    currency: str
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class DealUpdated(Event):
    """Fields of a deal changed; their values are in the change rows."""

    kind: ClassVar[str] = "deal.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealMoved(Event):
    """A deal went from one stage to another; `status` says whether that won, lost or reopened it."""

    kind: ClassVar[str] = "deal.moved"
    pipeline_id: UUID
    from_stage_id: UUID
    to_stage_id: UUID
    from_status: str
    status: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DealRanked(Event):
    """A deal took another place in its stage; nothing else about it changed."""

    kind: ClassVar[str] = "deal.ranked"
    stage_id: UUID


@dataclass(frozen=True, slots=True)
class DealDeleted(Event):
    """A deal went to the trash."""

    kind: ClassVar[str] = "deal.deleted"


@dataclass(frozen=True, slots=True)
class DealRestored(Event):
    """A deal came back from the trash."""

    kind: ClassVar[str] = "deal.restored"
