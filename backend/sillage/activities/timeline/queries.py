"""The timeline of a record: what happened to it and to what belongs to it, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.activities.timeline.readable import Names, readable_changes, shown_fields, want_changes
from sillage.activities.timeline.rows import EventRow, Kind, event_rows
from sillage.activities.timeline.rules import grouped
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry
from sillage.records.objects.queries import require_known

_PRODUCT = "Sillage"


def timeline(
    actor: Actor, object: str, record_id: UUID, cursor: str | None = None, kind: Kind = "all", limit: int = 30
) -> dict[str, Any]:
    """One page of the timeline of a record the actor may see, with the cursor of the next.

    Entries about other records are there only when he may see those too. Raises `NotFound`, or
    `InvalidFields` naming `cursor`.
    """
    entry = require_known(object)
    seen = decode_cursor(cursor, datetime, UUID) if cursor else None
    rows = event_rows(record_id, kind, seen, limit + 1)
    page = rows[:limit]
    names = Names(actor)
    names.want(entry.name, [record_id])
    for row in page:
        for name, mentioned in _mentioned(row):
            names.want(name, [mentioned])
    want_changes(names, page)
    names.load()
    if names.of(entry.name, record_id) is None:
        raise NotFound
    shown = [row for row in page if _visible(actor, names, row)]
    items = grouped(_item(names, row, record_id) for row in shown)
    _add_offered(actor, shown, items)
    token = encode_cursor(page[-1].at.isoformat(), page[-1].id) if len(rows) > limit else None
    return {"items": items, "next_cursor": token}


def _mentioned(row: EventRow) -> Sequence[tuple[str, UUID]]:
    """The records whose names and visibility decide about an event."""
    return row.about if row.object == "note" else [(row.object, row.record_id)]


def _visible(actor: Actor, names: Names, row: EventRow) -> bool:
    if row.object == "note" and not actor.can("note.see"):
        return False
    told = shown_fields(registry.objects().get(row.object))
    if row.changes and told and all(name not in told for name, _, _ in row.changes):
        return False
    return any(names.of(name, mentioned) is not None for name, mentioned in _mentioned(row))


def _item(names: Names, row: EventRow, record_id: UUID) -> dict[str, Any]:
    about = _about(names, row, record_id)
    return {
        "id": row.id,
        "at": row.at,
        "kind": row.kind,
        "actor": {"kind": row.actor_kind, "id": row.actor_id, "name": row.actor_name or _PRODUCT},
        "object": row.object,
        "record_id": row.record_id,
        "record_name": about["name"],
        "about": None if about["id"] == record_id else about,
        "change_set_id": row.change_set_id,
        "payload": row.payload,
        "changes": readable_changes(names, registry.objects().get(row.object), row.changes),
        "note": row.note,
    }


def _about(names: Names, row: EventRow, record_id: UUID) -> dict[str, Any]:
    """The record an entry is about: for a note the one whose page this is, if it was chosen."""
    candidates = [
        {"object": name, "id": mentioned, "name": found}
        for name, mentioned in _mentioned(row)
        if (found := names.of(name, mentioned)) is not None
    ]
    return next((each for each in candidates if each["id"] == record_id), candidates[0])


def _add_offered(actor: Actor, rows: Sequence[EventRow], items: list[dict[str, Any]]) -> None:
    """What other modules add to the payload of their own events."""
    for source in registry.timeline_sources():
        matching = [row for row in rows if row.kind.startswith(source.prefix)]
        added = source.load(actor, matching) if matching else {}
        for item in items:
            item["payload"] |= added.get(item["id"], {})
