"""Reading exports."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sillage.kernel.errors import NotFound
from sillage.kernel.files import link_token
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.exports.errors import ExportNotReady
from sillage.records.exports.models import Export

_SHOWN = (
    "id", "object", "format", "status", "rows_total", "rows_done",
    "file_name", "file_size", "created_at", "finished_at",
)  # fmt: skip


def exports_visible_to(actor: Actor) -> QuerySet[Export]:
    """The exports an actor asked for: a file holds what its author may see, so nobody else reads it."""
    return Export.objects.filter(member_id=actor.member_id, key_id=actor.key_id)


def export_page(actor: Actor, *, cursor: str | None, limit: int) -> dict[str, Any]:
    """The actor's exports, the latest first."""
    rows = exports_visible_to(actor)
    if cursor is not None:
        created_at, last_id = decode_cursor(cursor, datetime, UUID)
        rows = rows.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, id__lt=last_id))
    found = list(rows.order_by("-created_at", "-id")[: limit + 1])
    items, more = found[:limit], len(found) > limit
    token = encode_cursor(items[-1].created_at.isoformat(), items[-1].id) if more else None
    return {"items": [_document(actor, export) for export in items], "next_cursor": token}


def export_details(actor: Actor, export_id: UUID) -> dict[str, Any]:
    """One export with its progress. Raises `NotFound`."""
    return _document(actor, _visible(actor, export_id))


def export_link(actor: Actor, export_id: UUID) -> dict[str, str]:
    """A link to the file that works for five minutes. Raises `NotFound` or `ExportNotReady`."""
    export = _visible(actor, export_id)
    if not export.storage_name:
        raise ExportNotReady
    return {"url": f"/api/v1/export-content/{link_token(export.id)}"}


def export_of_token(export_id: UUID) -> Export:
    """The export a download link speaks of, in the entered workspace. Raises `NotFound`."""
    export = Export.objects.filter(id=export_id).exclude(storage_name="").first()
    if export is None:
        raise NotFound
    return export


def _visible(actor: Actor, export_id: UUID) -> Export:
    export = exports_visible_to(actor).filter(id=export_id).first()
    if export is None:
        raise NotFound
    return export


def _document(actor: Actor, export: Export) -> dict[str, Any]:
    error = Text(**export.error).in_language(actor.language) if export.error else None
    return {name: getattr(export, name) for name in _SHOWN} | {"error": error, "ready": bool(export.storage_name)}
