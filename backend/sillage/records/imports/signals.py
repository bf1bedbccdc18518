"""Telling the person who runs an import how far it has come."""

from __future__ import annotations

import orjson
from django.db import connection

from sillage.kernel.events.recording import CHANNEL
from sillage.records.imports.models import Import


def tell_progress(entry: Import) -> None:
    """Tell the streams of the import's author, once the transaction commits, to read it again."""
    signal = {
        "workspace": str(entry.workspace_id),
        "member": str(entry.member_id) if entry.member_id else None,
        "kind": "import.progress",
        "object": "import",
        "id": str(entry.id),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, orjson.dumps(signal).decode()])
