"""Making actors from members and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from sillage.identity.api_keys.models import ApiKey
from sillage.identity.roles.queries import grants_of
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.users.models import Member
from sillage.kernel.permissions import Actor, ActorKind, Scope
from sillage.kernel.text import Language

_COLUMNS = (
    "id",
    "name",
    "user_id",
    "workspace_id",
    "main_team_id",
    "role__key",
    "role__permissions",
    "user__language",
    "user__time_zone",
)


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What a process remembers of an API key; rights are read again when a version changes."""

    key_id: UUID
    workspace_id: UUID
    member_id: UUID
    user_id: UUID
    expires_at: datetime | None


def teams_of(member_id: UUID) -> frozenset[UUID]:
    """The teams a member belongs to or manages."""
    belongs = TeamMember.objects.filter(member_id=member_id).values_list("team_id", flat=True)
    manages = Team.objects.filter(manager_id=member_id).values_list("id", flat=True)
    return frozenset(belongs.union(manages))


def _actor(row: Mapping[str, Any], grants: Mapping[str, Scope], **more: Any) -> Actor:
    values: dict[str, Any] = {
        "kind": ActorKind.MEMBER,
        "workspace_id": row["workspace_id"],
        "member_id": row["id"],
        "user_id": row["user_id"],
        "name": row["name"],
        "main_team_id": row["main_team_id"],
        "team_ids": teams_of(row["id"]),
        "grants": MappingProxyType(dict(grants)),
        "language": cast(Language, row["user__language"]),
        "time_zone": row["user__time_zone"],
    }
    return Actor(**(values | more))


def actor_of_user(user_id: UUID) -> Actor | None:
    """The actor a person is in the entered workspace, or None when not an active member."""
    row = Member.objects.filter(user_id=user_id, active=True, user__is_active=True).values(*_COLUMNS).first()
    return _actor(row, grants_of(row["role__key"], row["role__permissions"])) if row else None


def actor_of_member(member_id: UUID) -> Actor | None:
    """The actor a member is in the entered workspace, or None when not active."""
    row = Member.objects.filter(id=member_id, active=True).values(*_COLUMNS).first()
    return _actor(row, grants_of(row["role__key"], row["role__permissions"])) if row else None


def actor_seen_as(member_id: UUID, by: Actor) -> Actor | None:
    """What a member sees, for an administrator who looks without touching; None when not active."""
    row = Member.objects.filter(id=member_id, active=True).values(*_COLUMNS).first()
    if row is None:
        return None
    return _actor(
        row,
        grants_of(row["role__key"], row["role__permissions"]),
        user_id=by.user_id,
        language=by.language,
        time_zone=by.time_zone,
        read_only=True,
    )


def actor_of_key(known: KnownKey) -> Actor | None:
    """The actor of a key: its member's rights, cut down to the key's; None when either has ended."""
    key = ApiKey.objects.filter(id=known.key_id, revoked_at__isnull=True).values("name", "permissions").first()
    member = Member.objects.filter(id=known.member_id, active=True, user__is_active=True).values(*_COLUMNS).first()
    if key is None or member is None:
        return None
    held = grants_of(member["role__key"], member["role__permissions"])
    grants = {name: held[name] for name in key["permissions"] if name in held}
    return _actor(member, grants, kind=ActorKind.API_KEY, key_id=known.key_id, name=key["name"])
