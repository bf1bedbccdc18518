"""The timeline of a record: what happened to it and to what belongs to it, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.activities.calls.queries import call_documents
from sillage.activities.meetings.queries import meeting_documents
from sillage.activities.messages.queries import message_documents
from sillage.activities.notes.queries import note_documents, pinned_notes
from sillage.activities.timeline.readable import Names, readable_changes, shown_fields, want_changes
from sillage.activities.timeline.rows import (
    ACTIVITIES,
    COUNTED,
    KINDS,
    EventRow,
    Kind,
    Search,
    counted_rows,
    event_rows,
)
from sillage.activities.timeline.rules import grouped
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry
from sillage.kernel.text import normalise
from sillage.records.objects.queries import require_known

_PRODUCT = "Sillage"


def timeline(
    actor: Actor,
    object: str,
    record_id: UUID,
    cursor: str | None = None,
    limit: int = 30,
    *,
    kinds: Sequence[Kind] = (),
    member: UUID | None = None,
    q: str | None = None,
) -> dict[str, Any]:
    """One page of the timeline of a record the actor may see, with the cursor of the next.

    `kinds` keeps entries of these kinds, `member` what one member did, `q` what holds a text. Entries about
    other records are there only when he may see those too. Raises `NotFound`, or `InvalidFields` naming `cursor`.
    """
    entry = require_known(object)
    seen = decode_cursor(cursor, datetime, UUID) if cursor else None
    rows = event_rows(record_id, _search(kinds, member, q), seen, limit + 1)
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
    cards = _cards(actor, shown)
    items = grouped(_item(names, row, record_id, cards) for row in shown)
    _add_offered(actor, shown, items)
    token = encode_cursor(page[-1].at.isoformat(), page[-1].id) if len(rows) > limit else None
    return {"items": items, "next_cursor": token}


def timeline_counts(
    actor: Actor, object: str, record_id: UUID, *, member: UUID | None = None, q: str | None = None
) -> dict[str, Any]:
    """How many entries of each kind the timeline of a record has, among its latest thousand events.

    `capped` says that there are more events than were counted. Raises `NotFound`.
    """
    entry = require_known(object)
    rows = counted_rows(record_id, _search((), member, q))
    names = Names(actor)
    names.want(entry.name, [record_id])
    deciding = [(kind, name, about if name in ACTIVITIES else [(name, each)]) for kind, name, each, about in rows]
    for _, _, mentioned in deciding:
        for name, each in mentioned:
            names.want(name, [each])
    names.load()
    if names.of(entry.name, record_id) is None:
        raise NotFound
    counts: dict[Kind, int] = dict.fromkeys(KINDS, 0)
    for kind, name, mentioned in deciding:
        readable = name not in ACTIVITIES or actor.can(f"{name}.see")
        if readable and any(names.of(each, told) is not None for each, told in mentioned):
            counts[kind] += 1
    return {"counts": counts, "all": sum(counts.values()), "capped": len(rows) == COUNTED}


def pinned(actor: Actor, object: str, record_id: UUID) -> dict[str, Any]:
    """The pinned notes of a record the actor may see. Raises `NotFound`."""
    if record_id not in require_known(object).titles(actor, [record_id]):
        raise NotFound
    return {"items": pinned_notes(actor, record_id)}


def _search(kinds: Sequence[Kind], member: UUID | None, q: str | None) -> Search:
    return Search(tuple(dict.fromkeys(kinds)), member, normalise(q) if q else None)


def _mentioned(row: EventRow) -> Sequence[tuple[str, UUID]]:
    """The records whose names and visibility decide about an event."""
    return row.about if row.object in ACTIVITIES else [(row.object, row.record_id)]


def _cards(actor: Actor, rows: Sequence[EventRow]) -> dict[UUID, dict[str, Any]]:
    """The notes, calls, meetings and messages that these events created, as they are now."""
    wanted = {
        name: [row.record_id for row in rows if row.object == name and row.operation == "created"]
        for name in ACTIVITIES
    }
    found: dict[UUID, dict[str, Any]] = {}
    found |= note_documents(wanted["note"]) if wanted["note"] else {}
    found |= call_documents(wanted["call"]) if wanted["call"] else {}
    found |= meeting_documents(wanted["meeting"]) if wanted["meeting"] else {}
    found |= message_documents(actor, wanted["message"]) if wanted["message"] else {}
    return found


def _visible(actor: Actor, names: Names, row: EventRow) -> bool:
    if row.object in ACTIVITIES and not actor.can(f"{row.object}.see"):
        return False
    told = shown_fields(registry.objects().get(row.object))
    if row.changes and told and all(name not in told for name, _, _ in row.changes):
        return False
    return any(names.of(name, mentioned) is not None for name, mentioned in _mentioned(row))


def _item(names: Names, row: EventRow, record_id: UUID, cards: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
    card = cards.get(row.record_id) if row.operation == "created" else None
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
        **{name: card if row.object == name else None for name in ACTIVITIES},
    }


def _about(names: Names, row: EventRow, record_id: UUID) -> dict[str, Any]:
    """The record an entry is about: for an activity the one whose page this is, if it was chosen."""
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
