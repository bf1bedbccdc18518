"""Reads of the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import after, decode_cursor, encode_cursor, ordering
from sillage.kernel.mail.models import OutboxMail
from sillage.kernel.permissions import Actor, require

_COLUMNS = ("id", "kind", "recipient", "subject", "status", "error", "created_at", "updated_at")


def outbox_page(actor: Actor, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of the workspace's mail, newest first. Raises `Forbidden`."""
    require(actor, "mail_outbox.see")
    rows = OutboxMail.objects.order_by(*ordering("created_at", descending=True))
    if cursor:
        created_at, mail_id = decode_cursor(cursor, datetime, UUID)
        rows = rows.filter(after("created_at", created_at, mail_id, descending=True))
    found = list(rows.values(*_COLUMNS)[: limit + 1])
    items = found[:limit]
    more = encode_cursor(items[-1]["created_at"], items[-1]["id"]) if len(found) > limit else None
    return {"items": items, "next_cursor": more}


def outbox_mail(actor: Actor, mail_id: UUID) -> dict[str, Any]:
    """One message with its text and HTML. Raises `Forbidden` or `NotFound`."""
    require(actor, "mail_outbox.see")
    row = OutboxMail.objects.filter(id=mail_id).values(*_COLUMNS, "text", "html").first()
    if row is None:
        raise NotFound
    return dict(row)
