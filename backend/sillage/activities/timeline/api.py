"""The timeline of any record."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router
from pydantic import StringConstraints

from sillage.activities.timeline import queries
from sillage.activities.timeline.rows import KINDS, Kind
from sillage.activities.timeline.schemas import PinnedNotes, TimelineCounts, TimelineItem
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page

router = Router(tags=["timeline"])
SearchText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


@endpoint(
    router,
    "GET",
    "/timeline/{object}/{record_id}",
    operation="getTimeline",
    permission=MEMBER,
    response=Page[TimelineItem],
)
def get_timeline(
    request: ApiRequest,
    object: str,
    record_id: UUID,
    cursor: Cursor | None = None,
    kinds: Annotated[list[Kind] | None, Query(max_length=len(KINDS))] = None,
    member_id: Annotated[UUID | None, Query()] = None,
    q: SearchText | None = None,
    limit: Limit = 30,
) -> dict[str, Any]:
    """What happened to a record, newest first, and who did it; by kinds, member and text."""
    return queries.timeline(request.actor, object, record_id, cursor, limit, kinds=kinds or (), member=member_id, q=q)


@endpoint(
    router,
    "GET",
    "/timeline/{object}/{record_id}/counts",
    operation="countTimeline",
    permission=MEMBER,
    response=TimelineCounts,
)
def count_timeline(
    request: ApiRequest,
    object: str,
    record_id: UUID,
    member_id: Annotated[UUID | None, Query()] = None,
    q: SearchText | None = None,
) -> dict[str, Any]:
    """How many entries of each kind the timeline of a record has."""
    return queries.timeline_counts(request.actor, object, record_id, member=member_id, q=q)


@endpoint(
    router,
    "GET",
    "/timeline/{object}/{record_id}/pinned",
    operation="listPinnedNotes",
    permission=MEMBER,
    response=PinnedNotes,
)
def list_pinned_notes(request: ApiRequest, object: str, record_id: UUID) -> dict[str, Any]:
    """The pinned notes of a record."""
    return queries.pinned(request.actor, object, record_id)
