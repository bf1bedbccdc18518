"""Reads of the people of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.identity.teams.models import Team
from sillage.identity.users.models import Member, User
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.text import Text

_NO_MEMBER = Text(
    fr="Cette personne n’est pas un membre actif de cet espace", en="This person is no active member of this workspace"
)
_NO_TEAM = Text(fr="Cette équipe n’existe pas dans cet espace", en="This team does not exist in this workspace")
_OUT_OF_REACH = Text(
    fr="Votre rôle ne permet pas de créer une fiche pour ce responsable",
    en="Your role does not allow creating a record for this owner",
)


def account_exists(email: str) -> bool:
    """True when somebody signs in with this address, in whatever workspace."""
    return User.objects.filter(email=email).exists()


def member_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The display name of each of these members of the entered workspace, active or not."""
    wanted = set(ids)
    return dict(Member.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def member_address(member_id: UUID) -> str | None:
    """The e-mail address of an active member of the entered workspace."""
    return Member.objects.filter(id=member_id, active=True).values_list("email", flat=True).first()


def members_by_name(actor: Actor) -> dict[str, UUID]:
    """Active members by normalised name; a name two people bear is left out."""
    found: dict[str, UUID] = {}
    doubled: set[str] = set()
    rows = Member.objects.filter(workspace_id=actor.workspace_id, active=True)
    for name, member_id in rows.values_list("sort_name", "id"):
        if name in found:
            doubled.add(name)
        found[name] = member_id
    return {name: member_id for name, member_id in found.items() if name not in doubled}


def members_by_address() -> dict[str, UUID]:
    """Active members of the entered workspace by their sign-in address."""
    return dict(Member.objects.filter(active=True).values_list("email", "id"))


def active_main_teams(ids: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """The main team (or None) of those of these members that exist here and are active."""
    wanted = set(ids)
    rows = Member.objects.filter(id__in=wanted, active=True)
    return dict(rows.values_list("id", "main_team_id")) if wanted else {}


def role_of_member(member_id: UUID) -> UUID | None:
    """The role a member of the entered workspace holds."""
    return Member.objects.filter(id=member_id).values_list("role_id", flat=True).first()


def known_teams(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these teams that exist in the entered workspace."""
    wanted = set(ids)
    return set(Team.objects.filter(id__in=wanted).values_list("id", flat=True)) if wanted else set()


def settle_ownership(actor: Actor, rows: Sequence[dict[str, Any]], *, creating: str | None, many: bool = False) -> None:
    """Complete `owner_id` and `team_id` of new or changed records, in place.

    A new record (`creating` names the permission) belongs to the caller unless said otherwise; the
    team follows the owner unless given. Raises `InvalidFields` naming the field of an unknown member or
    team, or of an owner outside what the caller may create for; with `many` the path starts with the row.
    """
    if creating:
        for row in rows:
            row.setdefault("owner_id", actor.member_id)
    teams = _main_teams(actor, rows)
    named = {row["team_id"] for row in rows if row.get("team_id")} - {actor.main_team_id}
    known = known_teams(named) | ({actor.main_team_id} if actor.main_team_id else set())
    problems: list[FieldProblem] = []
    for index, row in enumerate(rows):
        path = f"{index}." if many else ""
        owner = row.get("owner_id")
        if owner is not None and owner not in teams:
            problems.append(FieldProblem(f"{path}owner_id", "unknown_member", _NO_MEMBER))
        elif "owner_id" in row:
            row.setdefault("team_id", teams.get(owner))
        if row.get("team_id") is not None and row["team_id"] not in known | set(teams.values()):
            problems.append(FieldProblem(f"{path}team_id", "unknown_team", _NO_TEAM))
        if creating and not covers(actor, creating, SimpleNamespace(owner_id=owner, team_id=row.get("team_id"))):
            problems.append(FieldProblem(f"{path}owner_id", "out_of_reach", _OUT_OF_REACH))
    if problems:
        raise InvalidFields(fields=problems)


def _main_teams(actor: Actor, rows: Sequence[dict[str, Any]]) -> dict[Any, Any]:
    """Main team by owner; the caller's own is known without asking."""
    owners = {row["owner_id"] for row in rows if row.get("owner_id")}
    own = {actor.member_id: actor.main_team_id} if actor.member_id else {}
    return own | active_main_teams(owners - set(own))
