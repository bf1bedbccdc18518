"""Records of any kind over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Count, Cursor, Limit, OptionalLine, Page
from sillage.kernel.http.versions import expected_version
from sillage.records.grid import actions, queries
from sillage.records.grid.groups import record_groups
from sillage.records.grid.schemas import (
    FilterText,
    GroupsOut,
    Names,
    ObjectName,
    RecordIn,
    RecordOut,
    RecordPatch,
    Words,
)

router = Router(tags=["records"])


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


@endpoint(router, "GET", "/records/{object}", operation="listRecords", permission=MEMBER, response=Page[RecordOut])
def list_records(
    request: ApiRequest,
    object: ObjectName,
    filter: Query[FilterText | None] = None,
    q: Query[Words | None] = None,
    sort: Query[OptionalLine | None] = None,
    fields: Query[Names | None] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
) -> dict[str, Any]:
    """A page of records of a kind the caller may see.

    `filter` is JSON: `{"and": [{"field": "city", "operator": "is", "value": "Rennes"}]}`; `q` words as in
    search; `sort` up to three fields, "-amount,name"; `fields` the fields wanted, by default all but long texts.
    """
    return queries.record_page(
        request.actor, object, filter=filter, q=q, sort=sort, fields=_listed(fields), cursor=cursor, limit=limit
    )


@endpoint(router, "GET", "/records/{object}/count", operation="countRecords", permission=MEMBER, response=Count)
def count_records(
    request: ApiRequest,
    object: ObjectName,
    filter: Query[FilterText | None] = None,
    q: Query[Words | None] = None,
) -> dict[str, Any]:
    """How many records the filter finds, counted to 10,000."""
    return queries.record_count(request.actor, object, filter=filter, q=q)


@endpoint(router, "GET", "/records/{object}/groups", operation="groupRecords", permission=MEMBER, response=GroupsOut)
def group_records(
    request: ApiRequest,
    object: ObjectName,
    by: Query[OptionalLine],
    sum: Query[Names | None] = None,
    filter: Query[FilterText | None] = None,
    q: Query[Words | None] = None,
) -> dict[str, Any]:
    """How many records share each value of `by`, with the sums of number and money fields."""
    return record_groups(request.actor, object, by=by, sum=_listed(sum), filter=filter, q=q)


@endpoint(router, "POST", "/records/{object}", operation="createRecord", permission=MEMBER, response=RecordOut)
def create_record(request: ApiRequest, object: ObjectName, values: RecordIn) -> dict[str, Any]:
    """Create a record of a kind."""
    record_id = actions.create_record(request.actor, object, values.values)
    return queries.record_details(request.actor, object, record_id, after_write=True)


@endpoint(router, "GET", "/records/{object}/{record_id}", operation="getRecord", permission=MEMBER, response=RecordOut)
def get_record(request: ApiRequest, object: ObjectName, record_id: UUID) -> dict[str, Any]:
    """One record with all its fields."""
    return queries.record_details(request.actor, object, record_id)


@endpoint(
    router,
    "PATCH",
    "/records/{object}/{record_id}",
    operation="updateRecord",
    permission=MEMBER,
    response=RecordOut,
)
def update_record(request: ApiRequest, object: ObjectName, record_id: UUID, values: RecordPatch) -> dict[str, Any]:
    """Change the fields given; 412 when `version` (or `If-Match`) is no longer the present one."""
    version = expected_version(request, values.version)
    actions.update_record(request.actor, object, record_id, values.values, version)
    return queries.record_details(request.actor, object, record_id, after_write=True)


@endpoint(router, "DELETE", "/records/{object}/{record_id}", operation="deleteRecord", permission=MEMBER)
def delete_record(request: ApiRequest, object: ObjectName, record_id: UUID) -> None:
    """Put a record in the trash."""
    actions.delete_record(request.actor, object, record_id, expected_version(request))
