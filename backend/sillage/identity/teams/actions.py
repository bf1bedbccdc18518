"""Verbs on teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from sillage.identity.teams.errors import NAME_TAKEN, UNKNOWN_MEMBER, TeamInUse
from sillage.identity.teams.events import TeamChanged, TeamCreated, TeamDeleted
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.users.models import Member
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import normalise
from sillage.kernel.values import clean, line

_NAME = {"name": line(120)}


def create_team(actor: Actor, name: str, *, manager_id: UUID | None = None, member_ids: Sequence[UUID] = ()) -> UUID:
    """Make a team. Raises `Forbidden` or `InvalidFields`."""
    require(actor, "team.manage")
    name = clean({"name": name}, _NAME)["name"]
    _refuse_taken_name(name, None)
    _refuse_unknown(actor, manager_id, member_ids)
    team = Team.objects.create(name=name, sort_name=normalise(name), manager_id=manager_id)
    _set_members(team.id, member_ids)
    record(actor, TeamCreated(), object="team", record_id=team.id)
    return team.id


def update_team(actor: Actor, team_id: UUID, changes: dict[str, Any]) -> None:
    """Change `name`, `manager_id` or `member_ids`. Raises `NotFound`, `Forbidden`, `InvalidFields`."""
    team = _team(actor, team_id)
    if changes.get("name") is not None:
        team.name = clean({"name": changes["name"]}, _NAME)["name"]
        team.sort_name = normalise(team.name)
        _refuse_taken_name(team.name, team.id)
    member_ids = changes.get("member_ids")
    _refuse_unknown(actor, changes.get("manager_id"), member_ids or ())
    if "manager_id" in changes:
        team.manager_id = changes["manager_id"]
    team.save(update_fields=["name", "sort_name", "manager"])
    if member_ids is not None:
        _set_members(team.id, member_ids)
    record(actor, TeamChanged(), object="team", record_id=team.id)


def delete_team(actor: Actor, team_id: UUID) -> None:
    """Delete a team no record belongs to. Raises `TeamInUse`, `NotFound`, `Forbidden`."""
    team = _team(actor, team_id)
    try:
        with transaction.atomic():
            TeamMember.objects.filter(team_id=team.id).delete()
            team.delete()
    except IntegrityError as error:
        raise TeamInUse from error
    record(actor, TeamDeleted(), object="team", record_id=team_id)


def _team(actor: Actor, team_id: UUID) -> Team:
    require(actor, "team.manage")
    team = Team.objects.select_for_update().filter(id=team_id).first()
    if team is None:
        raise NotFound
    return team


def _refuse_taken_name(name: str, own_id: UUID | None) -> None:
    bearer = Team.objects.filter(sort_name=normalise(name)).values_list("id", flat=True).first()
    if bearer not in (None, own_id):
        raise InvalidFields.one("name", "name_taken", NAME_TAKEN)


def _refuse_unknown(actor: Actor, manager_id: UUID | None, member_ids: Sequence[UUID]) -> None:
    wanted = set(member_ids) | ({manager_id} if manager_id else set())
    rows = Member.objects.filter(workspace_id=actor.workspace_id, active=True, id__in=wanted)
    known = set(rows.values_list("id", flat=True))
    problems = [
        FieldProblem(f"member_ids.{index}", "unknown_member", UNKNOWN_MEMBER)
        for index, member_id in enumerate(member_ids)
        if member_id not in known
    ]
    if manager_id is not None and manager_id not in known:
        problems.append(FieldProblem("manager_id", "unknown_member", UNKNOWN_MEMBER))
    if problems:
        raise InvalidFields(fields=problems)


def _set_members(team_id: UUID, member_ids: Sequence[UUID]) -> None:
    wanted = set(member_ids)
    TeamMember.objects.filter(team_id=team_id).exclude(member_id__in=wanted).delete()
    # Who leaves a team no longer works mainly for it.
    Member.objects.filter(main_team_id=team_id).exclude(id__in=wanted).update(main_team=None)
    present = set(TeamMember.objects.filter(team_id=team_id).values_list("member_id", flat=True))
    TeamMember.objects.bulk_create(
        TeamMember(team_id=team_id, member_id=member_id) for member_id in sorted(wanted - present)
    )
    Member.objects.filter(id__in=wanted, main_team=None).update(main_team_id=team_id)
