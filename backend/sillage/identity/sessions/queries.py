"""Reads of the present session: who, where, and what is allowed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings

from sillage import __version__
from sillage.identity.roles.queries import role_name
from sillage.identity.sql import memberships_of
from sillage.identity.users.models import Member, User
from sillage.identity.workspaces.queries import workspace
from sillage.kernel.permissions import Actor

_DEMO_ACCOUNT = "admin@demo.test"
_USER = ("id", "email", "name", "language", "theme", "density", "time_zone")


def session_document(user_id: UUID, actor: Actor | None) -> dict[str, Any]:
    """Everything the web app needs to draw its frame.

    While an administrator sees as another member, `member` stays the one who really acts and
    `see_as` names the other; `permissions` are those of the other.
    """
    inside = _inside(user_id, actor) if actor else _outside()
    keyed = actor is not None and actor.key_id is not None
    open_to = [
        {"id": one.workspace_id, "slug": one.slug, "name": one.name}
        for one in memberships_of(user_id)
        if not keyed or (actor is not None and one.workspace_id == actor.workspace_id)
    ]
    return {
        "user": User.objects.values(*_USER).get(id=user_id),
        "workspaces": open_to,
        **inside,
        "mail_configured": bool(settings.SILLAGE_MAIL_CONFIGURED),
        "version": __version__,
    }


def _outside() -> dict[str, Any]:
    return {"workspace": None, "member": None, "permissions": {}, "see_as": None, "demo": False}


def _inside(user_id: UUID, actor: Actor) -> dict[str, Any]:
    present = workspace(actor.workspace_id)
    rows = Member.objects.filter(workspace_id=actor.workspace_id)
    own = rows.filter(user_id=user_id).values("id", "name", "role_id", "role__key", "role__name").get()
    other = actor.read_only and actor.member_id != own["id"]
    return {
        "workspace": present,
        "member": {
            "id": own["id"],
            "name": own["name"],
            "role_id": own["role_id"],
            "role_name": role_name(own["role__key"], own["role__name"], actor.language),
            "team_ids": sorted(actor.team_ids),
        },
        "permissions": dict(actor.grants),
        "see_as": {"id": actor.member_id, "name": actor.name} if other else None,
        "demo": rows.filter(email=_DEMO_ACCOUNT).exists(),
    }
