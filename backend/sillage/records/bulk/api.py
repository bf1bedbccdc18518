"""Bulk changes over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.records.bulk import actions, queries
from sillage.records.bulk.schemas import BulkIn, BulkOut, BulkRunOut
from sillage.records.grid.schemas import ObjectName

router = Router(tags=["records"])


@endpoint(
    router,
    "POST",
    "/records/{object}/bulk",
    operation="bulkEditRecords",
    permission=MEMBER,
    response=BulkOut,
    status=200,
)
def bulk_edit_records(request: ApiRequest, object: ObjectName, values: BulkIn) -> dict[str, Any]:
    """Change, tag, untag or delete the records of a selection, or only tell what that would do (`preview`).

    Up to 200 records are done when this answers; more are done in the background, see the run.
    """
    actor = request.actor
    change = actions.checked_change(actor, object, values.operation, values.values or {}, values.tags or ())
    chosen = values.selection
    selection: dict[str, Any] = {"ids": chosen.ids} if chosen.ids is not None else {"filter": chosen.filter}
    selection |= {"q": chosen.q, "except": chosen.excluded}
    if values.preview:
        return {"preview": queries.bulk_preview(actor, object, selection, change), "run": None}
    run_id = actions.start_bulk(actor, object, selection, change)
    return {"preview": None, "run": queries.run_details(actor, run_id)}


@endpoint(router, "GET", "/bulk-runs/{run_id}", operation="getBulkRun", permission=MEMBER, response=BulkRunOut)
def get_bulk_run(request: ApiRequest, run_id: UUID) -> dict[str, Any]:
    """How far a bulk change of the caller's own is."""
    return queries.run_details(request.actor, run_id)


@endpoint(
    router,
    "POST",
    "/bulk-runs/{run_id}/cancel",
    operation="cancelBulkRun",
    permission=MEMBER,
    response=BulkRunOut,
    status=200,
)
def cancel_bulk_run(request: ApiRequest, run_id: UUID) -> dict[str, Any]:
    """Stop a bulk change; what is done stays and can be undone."""
    actions.cancel_bulk(request.actor, run_id)
    return queries.run_details(request.actor, run_id)
