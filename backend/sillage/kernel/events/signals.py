"""Telling one person's windows to read something again, without recording an event."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.db import connection

from sillage.kernel.db import current_workspace_id
from sillage.kernel.events.recording import CHANNEL


def tell_member(member_id: UUID | None, kind: str, object: str, record_id: UUID) -> None:
    """Send `kind` to the event streams of a member once the transaction commits; to everybody's for None."""
    signal = {
        "workspace": str(current_workspace_id()),
        "member": str(member_id) if member_id else None,
        "kind": kind,
        "object": object,
        "id": str(record_id),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, orjson.dumps(signal).decode()])
