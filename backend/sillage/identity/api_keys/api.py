"""API keys."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from sillage.identity.api_keys import actions, queries
from sillage.identity.api_keys.schemas import ApiKeyIn, ApiKeyOut, NewApiKeyOut
from sillage.kernel.http.answers import secret_answer
from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page

router = Router(tags=["API keys"])


@endpoint(
    router,
    "GET",
    "/api-keys",
    operation="listApiKeys",
    permission="api_key.manage",
    response=Page[ApiKeyOut],
)
def list_api_keys(request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 50) -> dict[str, Any]:
    """The keys of the workspace, oldest first."""
    return queries.api_key_page(request.actor, cursor, limit)


@endpoint(
    router,
    "POST",
    "/api-keys",
    operation="createApiKey",
    permission="api_key.manage",
    response=NewApiKeyOut,
)
def create_api_key(request: ApiRequest, body: ApiKeyIn) -> HttpResponse:
    """Make a key; its secret is in this answer only."""
    key_id, secret = actions.create_api_key(request.actor, body.name, body.permissions, body.expires_at)
    shown = queries.api_key(request.actor, key_id)
    return secret_answer(shown | {"secret": secret.value}, kept=shown | {"secret": None})


@endpoint(router, "DELETE", "/api-keys/{key_id}", operation="revokeApiKey", permission="api_key.manage")
def revoke_api_key(request: ApiRequest, key_id: UUID) -> None:
    """End a key at once."""
    actions.revoke_api_key(request.actor, key_id)
