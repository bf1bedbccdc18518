"""Reads of API keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.identity.api_keys.models import ApiKey
from sillage.kernel import clock
from sillage.kernel.http.cursor import after, decode_cursor, encode_cursor, ordering
from sillage.kernel.permissions import Actor, require

_COLUMNS = (
    "id",
    "name",
    "prefix",
    "member_id",
    "member__name",
    "permissions",
    "created_at",
    "expires_at",
    "last_used_at",
    "revoked_at",
)


def api_key_page(actor: Actor, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of the workspace's keys, oldest first. Raises `Forbidden`."""
    require(actor, "api_key.manage")
    rows = ApiKey.objects.order_by(*ordering("created_at"))
    if cursor:
        rows = rows.filter(after("created_at", *decode_cursor(cursor, datetime, UUID)))
    found = list(rows.values(*_COLUMNS)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return {
        "items": [_key(row) for row in found[:limit]],
        "next_cursor": encode_cursor(last["created_at"], last["id"]) if last else None,
    }


def api_key(actor: Actor, key_id: UUID) -> dict[str, Any]:
    """One key as `api_key_page` gives it."""
    require(actor, "api_key.manage")
    return _key(ApiKey.objects.values(*_COLUMNS).get(id=key_id))


def _key(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in row.items() if name != "member__name"}
    ended = row["revoked_at"] is not None
    expired = row["expires_at"] is not None and row["expires_at"] <= clock.now()
    status = "revoked" if ended else "expired" if expired else "active"
    return shown | {"member_name": row["member__name"], "status": status}
