"""Inviting colleagues, and answering an invitation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import Router

from sillage.identity.invitations import actions, queries
from sillage.identity.invitations.schemas import (
    AcceptanceIn,
    AcceptanceOut,
    InvitationShownOut,
    InvitationsIn,
    InvitationsOut,
)
from sillage.identity.signing_in import sign_in
from sillage.identity.workspaces.queries import workspace_slug
from sillage.kernel.db import current_unit, current_workspace_id, enter_workspace
from sillage.kernel.http.answers import json_answer, secret_answer
from sillage.kernel.http.endpoint import PUBLIC, endpoint
from sillage.kernel.http.request import ApiRequest

router = Router(tags=["invitations"])


@endpoint(
    router,
    "GET",
    "/invitations",
    operation="listInvitations",
    permission="member.manage",
    response=InvitationsOut,
)
def list_invitations(request: ApiRequest) -> dict[str, Any]:
    """The invitations that wait, newest first."""
    return {"items": queries.open_invitations(request.actor)}


@endpoint(
    router,
    "POST",
    "/invitations",
    operation="createInvitations",
    permission="member.manage",
    response=InvitationsOut,
)
def create_invitations(request: ApiRequest, body: InvitationsIn) -> HttpResponse:
    """Invite colleagues by e-mail; without a mail server each link is in the answer."""
    links = actions.create_invitations(request.actor, body.model_dump()["invitations"])
    made = [row for row in queries.open_invitations(request.actor) if row["id"] in links]
    if settings.SILLAGE_MAIL_CONFIGURED:
        return json_answer({"items": made}, 201)
    shown = [row | {"link": links[row["id"]]} for row in made]
    return secret_answer({"items": shown}, kept={"items": made})


@endpoint(
    router,
    "DELETE",
    "/invitations/{invitation_id}",
    operation="revokeInvitation",
    permission="member.manage",
)
def revoke_invitation(request: ApiRequest, invitation_id: UUID) -> None:
    """Make an invitation worthless."""
    actions.revoke_invitation(request.actor, invitation_id)


@endpoint(
    router,
    "GET",
    "/invitations/by-token/{token}",
    operation="getInvitation",
    permission=PUBLIC,
    limit="sign_in",
    response=InvitationShownOut,
)
def get_invitation(request: ApiRequest, token: str) -> dict[str, Any]:
    """What the holder of a token reads before accepting."""
    return queries.invitation_shown(token, request.language)


@endpoint(
    router,
    "POST",
    "/invitations/by-token/{token}/accept",
    operation="acceptInvitation",
    permission=PUBLIC,
    limit="sign_in",
    response=AcceptanceOut,
    status=200,
)
def accept_invitation(request: ApiRequest, token: str, body: AcceptanceIn) -> HttpResponse:
    """Join the workspace; a new person is signed in at once."""
    before = current_unit().workspace_id
    account, made = actions.accept_invitation(token, signed_in=request.user_id, name=body.name, password=body.password)
    signed_in = made or request.user_id == account.id
    slug = workspace_slug(current_workspace_id())
    if before is not None:
        # The rest of the request belongs to the workspace it came from.
        enter_workspace(before)
    response = json_answer({"workspace_slug": slug, "signed_in": signed_in})
    if made:
        sign_in(request, account, response)
    return response
