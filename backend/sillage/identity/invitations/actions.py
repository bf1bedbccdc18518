"""Verbs on invitations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from sillage.identity.actors import actor_of_member
from sillage.identity.api_keys.rules import hash_secret
from sillage.identity.invitations.errors import (
    ALREADY_MEMBER,
    REQUIRED,
    TWICE,
    InvitationEnded,
    OtherAccount,
)
from sillage.identity.invitations.events import InvitationAccepted, InvitationRevoked, MemberInvited
from sillage.identity.invitations.letters import INVITATION
from sillage.identity.invitations.queries import invitation_by_token
from sillage.identity.invitations.rules import LIFE, new_token
from sillage.identity.members.actions import add_member
from sillage.identity.roles.queries import role_within_reach
from sillage.identity.teams.errors import UNKNOWN_TEAM
from sillage.identity.teams.queries import team_exists
from sillage.identity.users.actions import choose_workspace, create_account
from sillage.identity.users.models import Invitation, Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.mail.outbox import send
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, email


def create_invitations(actor: Actor, wanted: Sequence[Mapping[str, Any]]) -> dict[UUID, str]:
    """Invite colleagues by `email`, `role_id` and `team_id`; gives each invitation's link by its id.

    An open invitation of the same address is replaced. Raises `Forbidden` or `InvalidFields`.
    """
    require(actor, "member.manage")
    if actor.member_id is None:
        raise Forbidden
    addresses = _checked(actor, wanted)
    workspace = Workspace.objects.get(id=actor.workspace_id)
    links: dict[UUID, str] = {}
    for entry, address in zip(wanted, addresses, strict=True):
        _revoke_open(actor, address)
        token = new_token(actor.workspace_id)
        invitation = Invitation.objects.create(
            email=address,
            role_id=entry["role_id"],
            team_id=entry.get("team_id"),
            invited_by_id=actor.member_id,
            language=workspace.language,
            token_hash=hash_secret(token),
            created_at=clock.now(),
            expires_at=clock.now() + LIFE,
        )
        links[invitation.id] = f"{settings.SILLAGE_ADDRESS}/invitation/{token}"
        _write_to(invitation, workspace, actor, links[invitation.id])
        record(actor, MemberInvited(invitation.role_id), object="invitation", record_id=invitation.id)
    return links


def revoke_invitation(actor: Actor, invitation_id: UUID) -> None:
    """Make an invitation worthless. Raises `NotFound` when it is not open, or `Forbidden`."""
    require(actor, "member.manage")
    rows = Invitation.objects.filter(id=invitation_id, accepted_at=None, revoked_at=None)
    if not rows.update(revoked_at=clock.now()):
        raise NotFound
    record(actor, InvitationRevoked(), object="invitation", record_id=invitation_id)


def accept_invitation(
    token: str, *, signed_in: UUID | None, name: str | None, password: str | None
) -> tuple[User, bool]:
    """Join the workspace a token opens; gives the account and whether it was made just now.

    A new person gives name and password. Somebody who has an account joins with it and signs in as
    usual: holding the token is no proof for the account. Raises `InvitationEnded`, `OtherAccount`,
    `InvalidFields`.
    """
    invitation = invitation_by_token(token, lock=True)
    account = User.objects.filter(email=invitation.email).first()
    if signed_in is not None and (account is None or account.id != signed_in):
        raise OtherAccount
    made = account is None
    if account is None:
        account = _account_for(invitation, name, password)
    inviter = actor_of_member(invitation.invited_by_id)
    if inviter is None or not inviter.can("member.manage"):
        raise InvitationEnded
    member_id = add_member(inviter, account.id, invitation.role_id, team_id=invitation.team_id)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    choose_workspace(account.id, invitation.workspace_id)
    joined = actor_of_member(member_id)
    assert joined is not None, "a member just added is active"
    record(joined, InvitationAccepted(member_id), object="invitation", record_id=invitation.id)
    return account, made


def _account_for(invitation: Invitation, name: str | None, password: str | None) -> User:
    given = {"name": name, "password": password}
    if empty := [field for field, value in given.items() if not value]:
        raise InvalidFields(fields=[FieldProblem(field, "missing", REQUIRED) for field in empty])
    values = {"email": invitation.email, "language": invitation.language, **given}
    return create_account(values)


def _checked(actor: Actor, wanted: Sequence[Mapping[str, Any]]) -> list[str]:
    """The addresses in lower case. Raises `InvalidFields` naming each entry that cannot be invited."""
    addresses: list[str] = []
    problems: list[FieldProblem] = []
    active = Member.objects.filter(workspace_id=actor.workspace_id, active=True)
    for index, entry in enumerate(wanted):
        path = f"invitations.{index}."
        address = clean({"email": entry["email"]}, {"email": email}, path=path)["email"]
        if address in addresses:
            problems.append(FieldProblem(f"{path}email", "twice", TWICE))
        if active.filter(email=address).exists():
            problems.append(FieldProblem(f"{path}email", "already_member", ALREADY_MEMBER))
        role_within_reach(actor, entry["role_id"], f"{path}role_id")
        if entry.get("team_id") is not None and not team_exists(entry["team_id"]):
            problems.append(FieldProblem(f"{path}team_id", "unknown_team", UNKNOWN_TEAM))
        addresses.append(address)
    if problems:
        raise InvalidFields(fields=problems)
    return addresses


def _revoke_open(actor: Actor, address: str) -> None:
    rows = Invitation.objects.filter(email=address, accepted_at=None, revoked_at=None)
    for invitation_id in list(rows.values_list("id", flat=True)):
        revoke_invitation(actor, invitation_id)


def _write_to(invitation: Invitation, workspace: Workspace, actor: Actor, link: str) -> None:
    inviter = Member.objects.values_list("name", flat=True).get(id=invitation.invited_by_id)
    letter = INVITATION.written(invitation.language, link=link, inviter=inviter, workspace=workspace.name)
    send(
        to=invitation.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        kind="invitation",
        workspace_id=workspace.id,
        key=str(invitation.id),
    )
