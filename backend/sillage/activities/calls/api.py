"""Calls that took place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.activities.about.types import About
from sillage.activities.calls import actions, queries
from sillage.activities.calls.schemas import CallIn, CallOut, CallUpdate
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version

router = Router(tags=["calls"])


@endpoint(router, "POST", "/calls", operation="logCall", permission="call.create", response=CallOut)
def log_call(request: ApiRequest, data: CallIn) -> dict[str, Any]:
    """Write down a call about one or more records."""
    about = [About(each.object, each.id) for each in data.about]
    values = {name: value for name, value in data.dict(exclude={"about"}).items() if value is not None}
    call_id = actions.log_call(request.actor, values, about)
    return queries.current_call(request.actor, call_id)


@endpoint(router, "GET", "/calls/{call_id}", operation="getCall", permission="call.see", response=CallOut)
def get_call(request: ApiRequest, call_id: UUID) -> dict[str, Any]:
    """One call."""
    return queries.current_call(request.actor, call_id)


@endpoint(router, "PATCH", "/calls/{call_id}", operation="updateCall", permission=MEMBER, response=CallOut)
def update_call(request: ApiRequest, call_id: UUID, data: CallUpdate) -> dict[str, Any]:
    """Correct a call."""
    values = data.dict(exclude={"version"}, exclude_unset=True)
    values = {name: value for name, value in values.items() if value is not None}
    actions.update_call(request.actor, call_id, values, expected_version(request, data.version))
    return queries.current_call(request.actor, call_id)


@endpoint(router, "DELETE", "/calls/{call_id}", operation="deleteCall", permission=MEMBER)
def delete_call(request: ApiRequest, call_id: UUID) -> None:
    """Put a call in the trash."""
    actions.delete_call(request.actor, call_id, expected_version(request))


@endpoint(
    router, "POST", "/calls/{call_id}/restore", operation="restoreCall", permission=MEMBER, response=CallOut, status=200
)
def restore_call(request: ApiRequest, call_id: UUID) -> dict[str, Any]:
    """Take a call out of the trash."""
    actions.restore_call(request.actor, call_id, expected_version(request))
    return queries.current_call(request.actor, call_id)
