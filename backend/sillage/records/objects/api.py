"""The kinds of record and their fields."""

from __future__ import annotations

from typing import Any

from ninja import Router

from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.records.objects.queries import described_objects
from sillage.records.objects.schemas import ObjectsOut

router = Router(tags=["objects"])


@endpoint(router, "GET", "/objects", operation="listObjects", permission=MEMBER, response=ObjectsOut)
def list_objects(request: ApiRequest) -> dict[str, Any]:
    """The kinds of record the caller may see, with their fields."""
    return {"items": described_objects(request.actor)}
