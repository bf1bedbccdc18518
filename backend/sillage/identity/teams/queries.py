"""Reads of teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.identity.teams.models import Team, TeamMember
from sillage.kernel.permissions import Actor


def teams_of_workspace(actor: Actor) -> list[dict[str, Any]]:
    """Every team by name, with its manager and the ids of its active members."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    rows = TeamMember.objects.filter(member__active=True).order_by("member__sort_name", "member_id")
    for team_id, member_id in rows.values_list("team_id", "member_id"):
        members[team_id].append(member_id)
    teams = Team.objects.order_by("sort_name").values("id", "name", "manager_id", "manager__name")
    return [
        {
            "id": team["id"],
            "name": team["name"],
            "manager_id": team["manager_id"],
            "manager_name": team["manager__name"],
            "member_ids": members[team["id"]],
        }
        for team in teams
    ]


def team(actor: Actor, team_id: UUID) -> dict[str, Any]:
    """One team as `teams_of_workspace` gives it. Raises `KeyError`."""
    return {row["id"]: row for row in teams_of_workspace(actor)}[team_id]


def team_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these teams of the entered workspace."""
    wanted = set(ids)
    return dict(Team.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def team_exists(team_id: UUID) -> bool:
    """True when the entered workspace has this team."""
    return Team.objects.filter(id=team_id).exists()
