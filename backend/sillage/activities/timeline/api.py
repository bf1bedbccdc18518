"""The timeline of any record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.activities.timeline import queries
from sillage.activities.timeline.rows import Kind
from sillage.activities.timeline.schemas import TimelineItem
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page

router = Router(tags=["timeline"])


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
    kind: Kind = "all",
    limit: Limit = 30,
) -> dict[str, Any]:
    """What happened to a record, newest first, and who did it."""
    return queries.timeline(request.actor, object, record_id, cursor, kind, limit)
