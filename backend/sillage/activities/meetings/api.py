"""Meetings, planned and held."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.activities.about.types import About
from sillage.activities.meetings import actions, queries
from sillage.activities.meetings.schemas import MeetingIn, MeetingOut, MeetingUpdate
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version

router = Router(tags=["meetings"])


@endpoint(router, "POST", "/meetings", operation="createMeeting", permission="meeting.create", response=MeetingOut)
def create_meeting(request: ApiRequest, data: MeetingIn) -> dict[str, Any]:
    """Plan a meeting, or write down one that was held."""
    about = [About(each.object, each.id) for each in data.about]
    values = {name: value for name, value in data.dict(exclude={"about"}).items() if value is not None}
    meeting_id = actions.create_meeting(request.actor, values, about)
    return queries.current_meeting(request.actor, meeting_id)


@endpoint(
    router, "GET", "/meetings/{meeting_id}", operation="getMeeting", permission="meeting.see", response=MeetingOut
)
def get_meeting(request: ApiRequest, meeting_id: UUID) -> dict[str, Any]:
    """One meeting."""
    return queries.current_meeting(request.actor, meeting_id)


@endpoint(router, "PATCH", "/meetings/{meeting_id}", operation="updateMeeting", permission=MEMBER, response=MeetingOut)
def update_meeting(request: ApiRequest, meeting_id: UUID, data: MeetingUpdate) -> dict[str, Any]:
    """Correct a meeting."""
    values = data.dict(exclude={"version"}, exclude_unset=True)
    values = {
        name: value
        for name, value in values.items()
        if value is not None or name in ("duration_minutes", "place", "link")
    }
    actions.update_meeting(request.actor, meeting_id, values, expected_version(request, data.version))
    return queries.current_meeting(request.actor, meeting_id)


@endpoint(router, "DELETE", "/meetings/{meeting_id}", operation="deleteMeeting", permission=MEMBER)
def delete_meeting(request: ApiRequest, meeting_id: UUID) -> None:
    """Put a meeting in the trash."""
    actions.delete_meeting(request.actor, meeting_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/meetings/{meeting_id}/restore",
    operation="restoreMeeting",
    permission=MEMBER,
    response=MeetingOut,
    status=200,
)
def restore_meeting(request: ApiRequest, meeting_id: UUID) -> dict[str, Any]:
    """Take a meeting out of the trash."""
    actions.restore_meeting(request.actor, meeting_id, expected_version(request))
    return queries.current_meeting(request.actor, meeting_id)
