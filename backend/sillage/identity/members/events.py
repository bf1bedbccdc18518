"""What happens to the people of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MemberJoined(Event):
    """A person belongs to the workspace."""

    kind: ClassVar[str] = "member.joined"
    role_id: UUID


@dataclass(frozen=True, slots=True)
class MemberChanged(Event):
    """A member has another role or other teams."""

    kind: ClassVar[str] = "member.changed"
    role_id: UUID
    team_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class MemberDeactivated(Event):
    """A member can no longer sign in here; the records went to a colleague."""

    kind: ClassVar[str] = "member.deactivated"
    handed_over_to: UUID | None
    handed_over: int


@dataclass(frozen=True, slots=True)
class MemberReactivated(Event):
    """A member is back."""

    kind: ClassVar[str] = "member.reactivated"
