"""Where the caller was mentioned."""

from __future__ import annotations

from typing import Any

from ninja import Router

from sillage.activities.mentions import actions, queries
from sillage.activities.mentions.schemas import MentionsOut
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit

router = Router(tags=["mentions"])


@endpoint(router, "GET", "/mentions", operation="listMentions", permission=MEMBER, response=MentionsOut)
def list_mentions(request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 30) -> dict[str, Any]:
    """Texts that mention the caller, the latest first."""
    return queries.mention_page(request.actor, cursor, limit)


@endpoint(router, "POST", "/mentions/read", operation="readMentions", permission=MEMBER)
def read_mentions(request: ApiRequest) -> None:
    """Mark every mention of the caller as read."""
    actions.read_mentions(request.actor)
