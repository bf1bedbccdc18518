"""Members of the workspace."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.identity.members import actions, queries
from sillage.identity.members.schemas import (
    DeactivationIn,
    DeactivationOut,
    DeactivationPreviewOut,
    MemberChanges,
    MemberOut,
)
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page

router = Router(tags=["members"])


@endpoint(router, "GET", "/members", operation="listMembers", permission=MEMBER, response=Page[MemberOut])
def list_members(
    request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 200, active: bool | None = None
) -> dict[str, Any]:
    """The members of the workspace by name."""
    return queries.member_page(request.actor, cursor, limit, active=active)


@endpoint(
    router,
    "PATCH",
    "/members/{member_id}",
    operation="updateMember",
    permission="member.manage",
    response=MemberOut,
)
def update_member(request: ApiRequest, member_id: UUID, body: MemberChanges) -> dict[str, Any]:
    """Change a member's role or teams."""
    actions.update_member(request.actor, member_id, body.model_dump(exclude_unset=True))
    return queries.member(request.actor, member_id)


@endpoint(
    router,
    "GET",
    "/members/{member_id}/deactivation",
    operation="previewDeactivation",
    permission="member.manage",
    response=DeactivationPreviewOut,
)
def preview_deactivation(request: ApiRequest, member_id: UUID) -> dict[str, Any]:
    """What the member would leave behind."""
    return queries.deactivation_preview(request.actor, member_id)


@endpoint(
    router,
    "POST",
    "/members/{member_id}/deactivate",
    operation="deactivateMember",
    permission="member.manage",
    response=DeactivationOut,
    status=200,
)
def deactivate_member(request: ApiRequest, member_id: UUID, body: DeactivationIn) -> dict[str, Any]:
    """End a member's sessions and keys and hand the records to a colleague."""
    moved = actions.deactivate_member(request.actor, member_id, body.hand_over_to)
    return {"member": queries.member(request.actor, member_id), "handed_over": moved}


@endpoint(
    router,
    "POST",
    "/members/{member_id}/reactivate",
    operation="reactivateMember",
    permission="member.manage",
    response=MemberOut,
    status=200,
)
def reactivate_member(request: ApiRequest, member_id: UUID) -> dict[str, Any]:
    """Let a member in again."""
    actions.reactivate_member(request.actor, member_id)
    return queries.member(request.actor, member_id)
