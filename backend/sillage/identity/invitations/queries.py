"""Reads of invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sillage.identity.api_keys.rules import hash_secret
from sillage.identity.invitations.errors import InvitationEnded
from sillage.identity.invitations.rules import SHAPE
from sillage.identity.roles.queries import role_name
from sillage.identity.users.models import Invitation, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.db import enter_workspace
from sillage.kernel.permissions import Actor, require


def invitation_by_token(token: str, *, lock: bool = False) -> Invitation:
    """Enter the workspace a token names and find its invitation. Raises `InvitationEnded`."""
    shape = SHAPE.fullmatch(token)
    if shape is None:
        raise InvitationEnded
    enter_workspace(UUID(shape[1]))
    rows = Invitation.objects.select_related("role", "invited_by")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(
        token_hash=hash_secret(token), accepted_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).first()
    if found is None or not found.invited_by.active:
        raise InvitationEnded
    return found


def invitation_shown(token: str, language: str) -> dict[str, Any]:
    """What the holder of a token reads before accepting. Raises `InvitationEnded`."""
    found = invitation_by_token(token)
    return {
        "email": found.email,
        "workspace_name": Workspace.objects.values_list("name", flat=True).get(id=found.workspace_id),
        "role_name": role_name(found.role.key, found.role.name, language),
        "invited_by": found.invited_by.name,
        "language": found.language,
        "expires_at": found.expires_at,
        "has_account": User.objects.filter(email=found.email).exists(),
    }


def open_invitations(actor: Actor) -> list[dict[str, Any]]:
    """The invitations that wait for an answer, newest first. Raises `Forbidden`."""
    require(actor, "member.manage")
    rows = Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-created_at", "-id")
    columns = (
        "id",
        "email",
        "role_id",
        "role__key",
        "role__name",
        "team_id",
        "invited_by__name",
        "created_at",
        "expires_at",
    )
    return [
        {
            "id": row["id"],
            "email": row["email"],
            "role_id": row["role_id"],
            "role_name": role_name(row["role__key"], row["role__name"], actor.language),
            "team_id": row["team_id"],
            "invited_by": row["invited_by__name"],
            "created_at": row["created_at"],
            "expires_at": row["expires_at"],
            "expired": row["expires_at"] <= clock.now(),
            "link": None,
        }
        for row in rows.values(*columns)[:500]
    ]
