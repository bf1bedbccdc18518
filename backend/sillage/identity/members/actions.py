"""Verbs on members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sillage.identity.api_keys.actions import revoke_keys_of
from sillage.identity.members.errors import (
    RECEIVER_NEEDED,
    WRONG_RECEIVER,
    YourselfNotAllowed,
)
from sillage.identity.members.events import (
    MemberChanged,
    MemberDeactivated,
    MemberJoined,
    MemberReactivated,
)
from sillage.identity.members.queries import hand_over_offers
from sillage.identity.roles.errors import LastAdministrator
from sillage.identity.roles.queries import beyond_actor, grants_of, role_within_reach
from sillage.identity.roles.rules import ADMINISTRATOR
from sillage.identity.sql import end_sessions, lock_workspace, memberships_of
from sillage.identity.teams.errors import UNKNOWN_TEAM
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.users.models import Member, User
from sillage.kernel import clock
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import normalise


def add_member(actor: Actor, user_id: UUID, role_id: UUID, *, team_id: UUID | None = None) -> UUID:
    """Make a person a member, or an active one again. Raises `Forbidden` or `InvalidFields`."""
    require(actor, "member.manage")
    role_within_reach(actor, role_id)
    account = User.objects.get(id=user_id)
    values = {
        "name": account.name,
        "sort_name": normalise(account.name),
        "email": account.email,
        "role_id": role_id,
        "active": True,
        "deactivated_at": None,
    }
    member, _ = Member.objects.update_or_create(workspace_id=actor.workspace_id, user_id=user_id, defaults=values)
    if team_id is not None:
        _set_teams(actor, member, [team_id], team_id)
        member.save(update_fields=["main_team"])
    record(actor, MemberJoined(role_id), object="member", record_id=member.id)
    return member.id


def update_member(actor: Actor, member_id: UUID, changes: dict[str, Any]) -> None:
    """Change `role_id`, `team_ids` or `main_team_id` of a member.

    Raises `NotFound`, `Forbidden` for a member above oneself, `LastAdministrator`, `InvalidFields`.
    """
    member = _manageable(actor, member_id)
    if changes.get("role_id") is not None and changes["role_id"] != member.role_id:
        role_within_reach(actor, changes["role_id"])
        _keep_an_administrator(actor, member)
        member.role_id = changes["role_id"]
    if "team_ids" in changes or "main_team_id" in changes:
        present = TeamMember.objects.filter(member_id=member.id).values_list("team_id", flat=True)
        wanted = list(present) if changes.get("team_ids") is None else changes["team_ids"]
        main = changes.get("main_team_id", member.main_team_id)
        if "main_team_id" not in changes and main not in wanted:
            main = wanted[0] if wanted else None
        _set_teams(actor, member, wanted, main)
    member.save(update_fields=["role", "main_team"])
    team_ids = TeamMember.objects.filter(member_id=member.id).values_list("team_id", flat=True)
    told = MemberChanged(member.role_id, tuple(sorted(team_ids)))
    record(actor, told, object="member", record_id=member.id)


def deactivate_member(actor: Actor, member_id: UUID, hand_over_to: UUID | None) -> int:
    """End a member's sessions and keys and hand the records to a colleague; gives how many moved.

    Raises `NotFound`, `Forbidden`, `YourselfNotAllowed`, `LastAdministrator`, and `InvalidFields`
    when there are records and nobody to take them.
    """
    member = _manageable(actor, member_id)
    if member.id == actor.member_id:
        raise YourselfNotAllowed
    _keep_an_administrator(actor, member)
    _check_receiver(actor, member, hand_over_to)
    offers = hand_over_offers().values()
    if hand_over_to is None and any(offer(actor, member.id, None, dry_run=True) for offer in offers):
        raise InvalidFields.one("hand_over_to", "missing", RECEIVER_NEEDED)
    moved = 0
    if hand_over_to is not None:
        moved = sum(offer(actor, member.id, hand_over_to, dry_run=False) for offer in offers)
    revoke_keys_of(actor, member.id)
    Team.objects.filter(manager_id=member.id).update(manager_id=hand_over_to)
    member.active, member.deactivated_at = False, clock.now()
    member.save(update_fields=["active", "deactivated_at"])
    if not memberships_of(member.user_id):
        end_sessions(member.user_id)
    told = MemberDeactivated(hand_over_to, moved)
    record(actor, told, object="member", record_id=member.id, about=[hand_over_to])
    return moved


def reactivate_member(actor: Actor, member_id: UUID) -> None:
    """Let a member in again; records and keys do not come back. Raises `NotFound` or `Forbidden`."""
    member = _manageable(actor, member_id)
    if member.active:
        return
    member.active, member.deactivated_at = True, None
    member.save(update_fields=["active", "deactivated_at"])
    record(actor, MemberReactivated(), object="member", record_id=member.id)


def _manageable(actor: Actor, member_id: UUID) -> Member:
    """A member the actor may manage: nobody manages a member with more rights than himself."""
    require(actor, "member.manage")
    # Members of one workspace are managed one after the other, so that a last administrator stays.
    lock_workspace(actor.workspace_id)
    rows = Member.objects.select_for_update(of=("self",)).select_related("role")
    member = rows.filter(workspace_id=actor.workspace_id, id=member_id).first()
    if member is None:
        raise NotFound
    if beyond_actor(actor, grants_of(member.role.key, member.role.permissions)):
        raise Forbidden
    return member


def _keep_an_administrator(actor: Actor, leaving: Member) -> None:
    """Raise `LastAdministrator` when nobody else administers the workspace."""
    if leaving.role.key != ADMINISTRATOR or not leaving.active:
        return
    administrators = Member.objects.filter(workspace_id=actor.workspace_id, role_id=leaving.role_id, active=True)
    if not administrators.exclude(id=leaving.id).exists():
        raise LastAdministrator


def _check_receiver(actor: Actor, leaving: Member, receiver: UUID | None) -> None:
    if receiver is None:
        return
    known = Member.objects.filter(workspace_id=actor.workspace_id, id=receiver, active=True)
    if receiver == leaving.id or not known.exists():
        raise InvalidFields.one("hand_over_to", "unknown_member", WRONG_RECEIVER)


def _set_teams(actor: Actor, member: Member, team_ids: Sequence[UUID], main: UUID | None) -> None:
    wanted = set(team_ids) | ({main} if main else set())
    known = set(Team.objects.filter(id__in=wanted).values_list("id", flat=True))
    problems = [
        FieldProblem(f"team_ids.{index}", "unknown_team", UNKNOWN_TEAM)
        for index, team_id in enumerate(team_ids)
        if team_id not in known
    ]
    if main is not None and main not in known and main not in team_ids:
        problems.append(FieldProblem("main_team_id", "unknown_team", UNKNOWN_TEAM))
    if problems:
        raise InvalidFields(fields=problems)
    TeamMember.objects.filter(member_id=member.id).exclude(team_id__in=wanted).delete()
    present = set(TeamMember.objects.filter(member_id=member.id).values_list("team_id", flat=True))
    TeamMember.objects.bulk_create(
        TeamMember(team_id=team_id, member_id=member.id) for team_id in sorted(wanted - present)
    )
    member.main_team_id = main
