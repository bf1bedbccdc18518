"""What teams refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict
from sillage.kernel.text import Text


class TeamInUse(Conflict):
    """Records still belong to the team."""

    code = "team_in_use"
    title = Text(fr="Des fiches appartiennent encore à cette équipe", en="Records still belong to this team")


NAME_TAKEN = Text(fr="Une équipe porte déjà ce nom", en="A team already has this name")
UNKNOWN_MEMBER = Text(
    fr="Ce membre n’existe pas ou n’est plus actif", en="This member does not exist or is no longer active"
)
UNKNOWN_TEAM = Text(fr="Cette équipe n’existe pas", en="This team does not exist")
