"""Reads of the members of a workspace, and what each would leave behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sillage.identity.roles.queries import role_name
from sillage.identity.teams.models import TeamMember
from sillage.identity.users.models import Member
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import after, decode_cursor, encode_cursor, ordering
from sillage.kernel.permissions import Actor, require
from sillage.kernel.registry import registry
from sillage.kernel.text import Text

HAND_OVER = "hand_over:"
_COLUMNS = (
    "id",
    "name",
    "sort_name",
    "email",
    "role_id",
    "role__key",
    "role__name",
    "main_team_id",
    "active",
    "deactivated_at",
    "created_at",
)


def member_page(actor: Actor, cursor: str | None, limit: int, *, active: bool | None = None) -> dict[str, Any]:
    """One page of the workspace's members by name."""
    rows = Member.objects.filter(workspace_id=actor.workspace_id).order_by(*ordering("sort_name"))
    if active is not None:
        rows = rows.filter(active=active)
    if cursor:
        rows = rows.filter(after("sort_name", *decode_cursor(cursor, str, UUID)))
    found = list(rows.values(*_COLUMNS)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return {
        "items": _members(actor, found[:limit]),
        "next_cursor": encode_cursor(last["sort_name"], last["id"]) if last else None,
    }


def member(actor: Actor, member_id: UUID) -> dict[str, Any]:
    """One member as `member_page` gives it. Raises `NotFound`."""
    rows = Member.objects.filter(workspace_id=actor.workspace_id, id=member_id).values(*_COLUMNS)
    found = _members(actor, rows)
    if not found:
        raise NotFound
    return found[0]


def members_with_address(addresses: Iterable[str]) -> set[UUID]:
    """The members of the entered workspace who have one of these e-mail addresses."""
    wanted = {address.lower() for address in addresses}
    return set(Member.objects.filter(email__in=wanted).values_list("id", flat=True)) if wanted else set()


def _members(actor: Actor, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = list(rows)
    teams: dict[UUID, list[UUID]] = defaultdict(list)
    links = TeamMember.objects.filter(member_id__in=[row["id"] for row in found]).order_by("team_id")
    for member_id, team_id in links.values_list("member_id", "team_id"):
        teams[member_id].append(team_id)
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "email": row["email"],
            "role_id": row["role_id"],
            "role_name": role_name(row["role__key"], row["role__name"], actor.language),
            "main_team_id": row["main_team_id"],
            "team_ids": teams[row["id"]],
            "active": row["active"],
            "deactivated_at": row["deactivated_at"],
            "created_at": row["created_at"],
        }
        for row in found
    ]


_OTHER_RECORDS = Text(fr="Fiches d’objets personnalisés", en="Records of custom objects")


def hand_over_offers() -> dict[str, Callable[..., int]]:
    """What modules hand over when a member leaves: `(actor, from, to, *, dry_run) -> count` by object."""
    return {
        name.removeprefix(HAND_OVER): offer
        for manifest in registry.manifests()
        for name, offer in manifest.offers.items()
        if name.startswith(HAND_OVER)
    }


def deactivation_preview(actor: Actor, member_id: UUID) -> dict[str, Any]:
    """What the member would leave behind, by kind of record. Raises `NotFound` or `Forbidden`."""
    require(actor, "member.manage")
    leaving = member(actor, member_id)
    objects = registry.objects()
    counts = {name: offer(actor, member_id, None, dry_run=True) for name, offer in hand_over_offers().items()}
    return {
        "member": {"id": leaving["id"], "name": leaving["name"]},
        "items": [
            {
                "object": name,
                "label": (objects[name].plural if name in objects else _OTHER_RECORDS).in_language(actor.language),
                "count": count,
            }
            for name, count in counts.items()
            # The workspace's own kinds of record are handed over together, and told when there are any.
            if count or name in objects
        ],
        "total": sum(counts.values()),
    }
