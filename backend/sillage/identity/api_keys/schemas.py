"""API keys in the API."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from sillage.kernel.http.schemas import Line, Schema


class ApiKeyIn(Schema):
    """A key to make; without an expiry it lasts a year."""

    name: Line
    permissions: Annotated[list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=500)]
    expires_at: AwareDatetime | None = None


class ApiKeyOut(Schema):
    """A key without its secret; `prefix` tells it apart."""

    id: UUID
    name: str
    prefix: str
    member_id: UUID
    member_name: str
    permissions: list[str]
    status: Literal["active", "expired", "revoked"]
    created_at: AwareDatetime
    expires_at: AwareDatetime | None
    last_used_at: AwareDatetime | None
    revoked_at: AwareDatetime | None


class NewApiKeyOut(ApiKeyOut):
    """A fresh key with its secret, shown this once; a repeated request finds null."""

    secret: str | None
