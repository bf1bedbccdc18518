"""Who may see and change a view."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

SHARE = "view.share"
SCOPES = ("private", "team", "shared")
LAYOUTS = ("table", "board")


def visible(scope: str, team_id: UUID | None, mine: bool, teams: Collection[UUID], shares: bool) -> bool:
    """True for one's own views, those of one's teams, and shared ones; who shares views sees those of all teams."""
    return mine or scope == "shared" or (scope == "team" and (shares or team_id in teams))


def changeable(scope: str, mine: bool, shares: bool) -> bool:
    """True when a view that is visible may be changed: one's own, or any shared one by who shares views."""
    return (mine and (scope != "shared" or shares)) or (scope != "private" and shares)
