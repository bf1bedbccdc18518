"""Teams."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.identity.teams import actions, queries
from sillage.identity.teams.schemas import TeamChanges, TeamIn, TeamOut, TeamsOut
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest

router = Router(tags=["teams"])


@endpoint(router, "GET", "/teams", operation="listTeams", permission=MEMBER, response=TeamsOut)
def list_teams(request: ApiRequest) -> dict[str, Any]:
    """The teams of the workspace by name."""
    return {"items": queries.teams_of_workspace(request.actor)}


@endpoint(router, "POST", "/teams", operation="createTeam", permission="team.manage", response=TeamOut)
def create_team(request: ApiRequest, body: TeamIn) -> dict[str, Any]:
    """Make a team."""
    team_id = actions.create_team(request.actor, body.name, manager_id=body.manager_id, member_ids=body.member_ids)
    return queries.team(request.actor, team_id)


@endpoint(router, "PATCH", "/teams/{team_id}", operation="updateTeam", permission="team.manage", response=TeamOut)
def update_team(request: ApiRequest, team_id: UUID, body: TeamChanges) -> dict[str, Any]:
    """Change a team's name, manager or members."""
    actions.update_team(request.actor, team_id, body.model_dump(exclude_unset=True))
    return queries.team(request.actor, team_id)


@endpoint(router, "DELETE", "/teams/{team_id}", operation="deleteTeam", permission="team.manage")
def delete_team(request: ApiRequest, team_id: UUID) -> None:
    """Delete a team no record belongs to."""
    actions.delete_team(request.actor, team_id)
