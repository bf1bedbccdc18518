"""Search over every kind of record."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router
from pydantic import Field

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.records.search.queries import search_records
from sillage.records.search.schemas import SearchOut

router = Router(tags=["search"])


@endpoint(router, "GET", "/search", operation="search", permission=MEMBER, response=SearchOut)
def search(
    request: ApiRequest,
    q: Annotated[str, Query(max_length=200)],
    limit: Annotated[int, Field(ge=1, le=50)] = 20,
) -> dict[str, Any]:
    """The records that hold every word of `q`; a word may be unfinished."""
    return {"items": [hit.document() for hit in search_records(request.actor, q, limit=limit)]}
