"""The request as handlers of the API receive it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from sillage.kernel.permissions.actor import Actor
from sillage.kernel.text import Language


class ApiRequest(HttpRequest):
    """An HTTP request that passed the gate. `actor` is only there for workspace endpoints."""

    actor: Actor
    user_id: UUID | None
    request_id: str
    language: Language
