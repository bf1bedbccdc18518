"""Setting up custom objects over HTTP; their records go through `/records/{object}`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.records.custom_objects import actions, queries
from sillage.records.custom_objects.rules import ICONS
from sillage.records.custom_objects.schemas import CustomObjectOut, CustomObjectsOut, ObjectIn, ObjectPatch

router = Router(tags=["custom-objects"])
MANAGE = actions.MANAGE
_REQUIRED = ("label", "plural", "title_label", "icon")


@endpoint(router, "GET", "/custom-objects", operation="listCustomObjects", permission=MANAGE, response=CustomObjectsOut)
def list_custom_objects(request: ApiRequest, deleted: Query[bool] = False) -> dict[str, Any]:
    """The kinds of record administrators added; `deleted` gives those in the trash."""
    return {"items": queries.object_documents(deleted=deleted), "icons": list(ICONS)}


@endpoint(
    router, "POST", "/custom-objects", operation="createCustomObject", permission=MANAGE, response=CustomObjectOut
)
def create_custom_object(request: ApiRequest, data: ObjectIn) -> dict[str, Any]:
    """Make a kind of record."""
    return queries.object_document(actions.create_object(request.actor, data.model_dump(exclude_unset=True)))


@endpoint(
    router,
    "PATCH",
    "/custom-objects/{custom_object_id}",
    operation="updateCustomObject",
    permission=MANAGE,
    response=CustomObjectOut,
)
def update_custom_object(request: ApiRequest, custom_object_id: UUID, data: ObjectPatch) -> dict[str, Any]:
    """Rename a kind of record or change its icon."""
    changes = data.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    changes = {name: value for name, value in changes.items() if value is not None or name not in _REQUIRED}
    actions.update_object(request.actor, custom_object_id, changes, version)
    return queries.object_document(custom_object_id)


@endpoint(
    router,
    "DELETE",
    "/custom-objects/{custom_object_id}",
    operation="deleteCustomObject",
    permission=MANAGE,
)
def delete_custom_object(request: ApiRequest, custom_object_id: UUID) -> None:
    """Put a kind of record in the trash with its records, for 30 days."""
    actions.delete_object(request.actor, custom_object_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/custom-objects/{custom_object_id}/restore",
    operation="restoreCustomObject",
    permission=MANAGE,
    response=CustomObjectOut,
    status=200,
)
def restore_custom_object(request: ApiRequest, custom_object_id: UUID) -> dict[str, Any]:
    """Take a kind of record out of the trash with its records."""
    actions.restore_object(request.actor, custom_object_id, expected_version(request))
    return queries.object_document(custom_object_id)
