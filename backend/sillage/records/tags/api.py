"""Tags over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.records.tags import actions, queries
from sillage.records.tags.schemas import TagIn, TagMerge, TagOut, TagPatch, TagsOut

router = Router(tags=["tags"])


@endpoint(router, "GET", "/tags", operation="listTags", permission=MEMBER, response=TagsOut)
def list_tags(request: ApiRequest, counted: Query[bool] = False) -> dict[str, Any]:
    """Every tag by name; `counted` adds how many records carry each."""
    return {"items": queries.tag_list(counted=counted)}


@endpoint(router, "POST", "/tags", operation="createTag", permission=MEMBER, response=TagOut)
def create_tag(request: ApiRequest, data: TagIn) -> dict[str, Any]:
    """Make a tag: whoever may create or edit records may."""
    return queries.tag_document(actions.create_tag(request.actor, data.model_dump(exclude_unset=True)))


@endpoint(router, "PATCH", "/tags/{tag_id}", operation="updateTag", permission=actions.MANAGE, response=TagOut)
def update_tag(request: ApiRequest, tag_id: UUID, data: TagPatch) -> dict[str, Any]:
    """Rename a tag or change its colour; records keep it."""
    changes = {name: value for name, value in data.model_dump(exclude_unset=True).items() if value is not None}
    actions.update_tag(request.actor, tag_id, changes, expected_version(request, changes.pop("version", None)))
    return queries.tag_document(tag_id)


@endpoint(
    router,
    "POST",
    "/tags/{tag_id}/merge",
    operation="mergeTag",
    permission=actions.MANAGE,
    response=TagOut,
    status=200,
)
def merge_tag(request: ApiRequest, tag_id: UUID, data: TagMerge) -> dict[str, Any]:
    """Replace a tag by another on all records; gives the one that stays."""
    actions.merge_tags(request.actor, tag_id, data.into, expected_version(request, data.version))
    return queries.tag_document(data.into)


@endpoint(router, "DELETE", "/tags/{tag_id}", operation="deleteTag", permission=actions.MANAGE)
def delete_tag(request: ApiRequest, tag_id: UUID) -> None:
    """Put a tag in the trash, from where it comes back with its records within 30 days."""
    actions.delete_tag(request.actor, tag_id, expected_version(request))
