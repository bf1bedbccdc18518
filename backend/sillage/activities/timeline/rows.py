"""The statement behind a timeline: events of a record with their actor, changes and note, by keyset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import orjson
from django.db import connection

Kind = Literal["all", "notes", "changes"]

# A note is one entry: its later changes show in its text, and a deleted one shows as deleted only.
_NOTE_SHOWN = (
    "(e.object <> 'note' OR (e.kind = 'note.created' AND n.deleted_at IS NULL)"
    " OR (e.kind = 'note.deleted' AND n.deleted_at IS NOT NULL))"
)
_KINDS: dict[Kind, str] = {
    "all": _NOTE_SHOWN,
    "notes": f"e.object = 'note' AND {_NOTE_SHOWN}",
    "changes": "e.object <> 'note'",
}
_SELECT = """
SELECT e.id, e.kind, e.object, e.record_id, e.operation, e.actor_kind, e.actor_id, coalesce(k.name, m.name),
  e.payload, e.change_set_id, l.occurred_at,
  (SELECT jsonb_agg(jsonb_build_array(c.field, c.before, c.after) ORDER BY c.field) FROM kernel_field_change c
   WHERE c.workspace_id = e.workspace_id AND c.event_id = e.id AND e.object <> 'note'),
  CASE WHEN e.kind = 'note.created' THEN jsonb_build_object('id', n.id, 'body', n.body, 'version', n.version,
    'pinned', n.pinned, 'author_id', n.owner_id) END,
  CASE WHEN e.object = 'note' THEN
    (SELECT jsonb_agg(jsonb_build_array(a.object, a.record_id)) FROM activities_note_link a
     WHERE a.workspace_id = e.workspace_id AND a.note_id = e.record_id AND a.direct) END
FROM kernel_event_link l
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id
LEFT JOIN identity_member m ON m.workspace_id = e.workspace_id AND m.id = e.actor_id
LEFT JOIN identity_api_key k ON k.workspace_id = e.workspace_id AND k.id = e.actor_id
LEFT JOIN activities_note n ON n.workspace_id = e.workspace_id AND n.id = e.record_id AND e.object = 'note'
WHERE l.record_id = %s AND {kinds} {after}
ORDER BY l.occurred_at DESC, l.event_id DESC
LIMIT %s
"""
_AFTER = "AND (l.occurred_at, l.event_id) < (%s, %s)"


@dataclass(slots=True)
class EventRow:
    """One event of a timeline as the database has it."""

    id: UUID
    kind: str
    object: str
    record_id: UUID
    operation: str | None
    actor_kind: str
    actor_id: UUID | None
    actor_name: str | None
    payload: dict[str, Any]
    change_set_id: UUID | None
    at: datetime
    changes: list[list[Any]]
    note: dict[str, Any] | None
    about: list[tuple[str, UUID]]

    @property
    def position(self) -> tuple[datetime, UUID]:
        """Where the event stands in a timeline, for the cursor."""
        return self.at, self.id


def event_rows(record_id: UUID, kind: Kind, seen: Sequence[Any] | None, limit: int) -> list[EventRow]:
    """The events linked to a record, newest first, after the cursor's position."""
    statement = _SELECT.format(kinds=_KINDS[kind], after=_AFTER if seen else "")
    with connection.cursor() as cursor:
        cursor.execute(statement, [record_id, *(seen or ()), limit])
        return [_row(row) for row in cursor.fetchall()]


def _row(row: Sequence[Any]) -> EventRow:
    event_id, kind, object_, record_id, operation, actor_kind, actor_id, actor_name = row[:8]
    payload, change_set_id, at, changes, note, about = row[8:]
    return EventRow(
        id=event_id,
        kind=kind,
        object=object_,
        record_id=record_id,
        operation=operation,
        actor_kind=actor_kind,
        actor_id=actor_id,
        actor_name=actor_name,
        payload=_json(payload) or {},
        change_set_id=change_set_id,
        at=at,
        changes=_json(changes) or [],
        note=_json(note),
        about=[(name, UUID(mentioned)) for name, mentioned in _json(about) or []],
    )


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
