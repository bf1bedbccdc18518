"""The outbox in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sillage.kernel.http.schemas import Schema


class OutboxMailOut(Schema):
    """One message Sillage sent or kept."""

    id: UUID
    kind: str
    recipient: str
    subject: str
    status: Literal["kept", "queued", "sending", "sent", "failed", "unknown"]
    error: str | None
    created_at: datetime
    updated_at: datetime


class OutboxMailTextOut(OutboxMailOut):
    """One message with its text, and its HTML form when it has one."""

    text: str
    html: str | None
