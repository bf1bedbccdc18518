"""Undo and the trash."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router
from pydantic import StringConstraints

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page
from sillage.records.trash import actions, queries
from sillage.records.trash.schemas import TrashItem, UndoOut

router = Router(tags=["trash"])


@endpoint(
    router,
    "POST",
    "/change-sets/{change_set_id}/undo",
    operation="undoChangeSet",
    permission=MEMBER,
    response=UndoOut,
    status=200,
)
def undo_change_set(request: ApiRequest, change_set_id: UUID) -> dict[str, Any]:
    """Undo what one request changed; the answer's `X-Change-Set` undoes the undo."""
    report = actions.undo_change_set(request.actor, change_set_id)
    return {"undone": report.undone, "conflicts": [each.document() for each in report.conflicts]}


@endpoint(router, "GET", "/trash", operation="listTrash", permission=MEMBER, response=Page[TrashItem])
def list_trash(
    request: ApiRequest,
    object: Annotated[str | None, Query(max_length=32)] = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Deleted records, the last deleted first."""
    return queries.trash_page(request.actor, object, cursor=cursor, limit=limit)


@endpoint(router, "DELETE", "/trash/{object}/{record_id}", operation="purgeRecord", permission="trash.purge")
def purge_record(
    request: ApiRequest, object: Annotated[str, StringConstraints(max_length=64)], record_id: UUID
) -> None:
    """Delete a record of the trash for good, with all that belongs to it."""
    actions.purge_record(request.actor, object, record_id)
