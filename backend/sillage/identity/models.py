"""The tables of identity, gathered for Django."""

from sillage.identity.api_keys.models import ApiKey
from sillage.identity.roles.models import Role
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.users.models import Invitation, Member, User
from sillage.identity.workspaces.models import Workspace

__all__ = ["ApiKey", "Invitation", "Member", "Role", "Team", "TeamMember", "User", "Workspace"]
