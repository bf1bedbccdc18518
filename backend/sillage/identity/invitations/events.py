"""What invitations tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MemberInvited(Event):
    """A colleague was asked to join."""

    kind: ClassVar[str] = "member.invited"
    role_id: UUID


@dataclass(frozen=True, slots=True)
class InvitationRevoked(Event):
    """An invitation no longer opens the workspace."""

    kind: ClassVar[str] = "invitation.revoked"


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    """An invited colleague has joined."""

    kind: ClassVar[str] = "invitation.accepted"
    member_id: UUID
