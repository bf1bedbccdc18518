"""Saved views over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.records.grid.schemas import ObjectName
from sillage.records.views import actions, queries
from sillage.records.views.schemas import ViewDefaultIn, ViewIn, ViewOut, ViewPatch, ViewsOut

router = Router(tags=["views"])


@endpoint(router, "GET", "/views", operation="listViews", permission=MEMBER, response=ViewsOut)
def list_views(request: ApiRequest, object: Query[ObjectName]) -> dict[str, Any]:
    """The views of a kind of record: the caller's own, those of his teams, and the shared ones."""
    return queries.views_of(request.actor, object)


@endpoint(router, "POST", "/views", operation="createView", permission=MEMBER, response=ViewOut)
def create_view(request: ApiRequest, values: ViewIn) -> dict[str, Any]:
    """Save a view. Sharing it with the whole workspace needs `view.share`."""
    given = values.model_dump(exclude_unset=True, exclude={"object"})
    view_id = actions.create_view(request.actor, values.object, given)
    return queries.view_details(request.actor, view_id)


@endpoint(router, "PATCH", "/views/{view_id}", operation="updateView", permission=MEMBER, response=ViewOut)
def update_view(request: ApiRequest, view_id: UUID, values: ViewPatch) -> dict[str, Any]:
    """Change a view; 412 when `version` (or `If-Match`) is no longer the present one."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_view(request.actor, view_id, changes, version)
    return queries.view_details(request.actor, view_id)


@endpoint(router, "DELETE", "/views/{view_id}", operation="deleteView", permission=MEMBER)
def delete_view(request: ApiRequest, view_id: UUID) -> None:
    """Remove a view."""
    actions.delete_view(request.actor, view_id, expected_version(request))


@endpoint(
    router, "PUT", "/views/{view_id}/default", operation="setDefaultView", permission="view.share", response=ViewOut
)
def set_default_view(request: ApiRequest, view_id: UUID, values: ViewDefaultIn) -> dict[str, Any]:
    """Make a shared view the one that opens first for these roles, and for no other."""
    actions.set_default_view(request.actor, view_id, values.role_ids)
    return queries.view_details(request.actor, view_id)
