"""The statement behind a timeline: events of a record with their actor and changes, by keyset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

import orjson
from django.db import connection

Kind = Literal["notes", "calls", "meetings", "messages", "stages", "files", "changes"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ACTIVITIES = ("note", "call", "meeting", "message")

# Which kind of entry an event is.
_BUCKET = """
CASE e.object WHEN 'note' THEN 'notes' WHEN 'call' THEN 'calls' WHEN 'meeting' THEN 'meetings'
  WHEN 'message' THEN 'messages' WHEN 'file' THEN 'files'
  ELSE CASE WHEN e.kind = 'deal.moved' THEN 'stages' ELSE 'changes' END END
"""
# The activity behind an event: the texts a search looks into, who it belongs to, whether it is in the trash.
_ACTIVITY = """
LEFT JOIN LATERAL (
  SELECT n.body AS texts, n.owner_id, n.deleted_at FROM activities_note n
  WHERE e.object = 'note' AND n.workspace_id = e.workspace_id AND n.id = e.record_id
  UNION ALL
  SELECT c.summary, c.owner_id, c.deleted_at FROM activities_call c
  WHERE e.object = 'call' AND c.workspace_id = e.workspace_id AND c.id = e.record_id
  UNION ALL
  SELECT concat_ws(' ', g.title, g.place, g.outcome, g.notes), g.owner_id, g.deleted_at FROM activities_meeting g
  WHERE e.object = 'meeting' AND g.workspace_id = e.workspace_id AND g.id = e.record_id
  UNION ALL
  SELECT concat_ws(' ', s.subject, s.text), s.owner_id, s.deleted_at FROM activities_message s
  WHERE e.object = 'message' AND s.workspace_id = e.workspace_id AND s.id = e.record_id
) AS activity ON true
"""
# An activity is one entry: its later changes show in it, and a deleted one shows as deleted only.
_SHOWN = """
(e.object NOT IN ('note', 'call', 'meeting', 'message')
  OR (e.operation = 'created' AND activity.deleted_at IS NULL)
  OR (e.operation = 'deleted' AND activity.deleted_at IS NOT NULL))
AND e.kind NOT IN ('deal.ranked', 'member.mentioned')
"""
_EVENTS = f"""
FROM kernel_event_link l
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id
{_ACTIVITY}
"""
_WHERE = f"WHERE l.record_id = %(record)s AND {_SHOWN}"
_ABOUT = "\n  UNION ALL\n".join(
    f"  SELECT a.object, a.record_id FROM activities_{name}_link a WHERE e.object = '{name}'"  # noqa: S608
    f" AND a.workspace_id = e.workspace_id AND a.{column} = e.record_id AND a.direct"
    for name, column in (("note", "note_id"), *((each, "activity_id") for each in ACTIVITIES[1:]))
)
_SELECT = f"""
SELECT e.id, e.kind, e.object, e.record_id, e.operation, e.actor_kind, e.actor_id, coalesce(k.name, m.name),
  e.payload, e.change_set_id, l.occurred_at,
  (SELECT jsonb_agg(jsonb_build_array(c.field, c.before, c.after) ORDER BY c.field) FROM kernel_field_change c
   WHERE c.workspace_id = e.workspace_id AND c.event_id = e.id
   AND e.object NOT IN ('note', 'call', 'meeting', 'message')),
  (SELECT jsonb_agg(jsonb_build_array(about.object, about.record_id)) FROM ({_ABOUT}) AS about)
"""  # noqa: S608
_NAMES = """
LEFT JOIN identity_member m ON m.workspace_id = e.workspace_id AND m.id = e.actor_id
LEFT JOIN identity_api_key k ON k.workspace_id = e.workspace_id AND k.id = e.actor_id
"""
# The database folds ASCII only; accents, and capitals that bear them, fold here.
_ACCENTED = "àâäáãåçéèêëîïíìôöóòõùûüúÿñÀÂÄÁÃÅÇÉÈÊËÎÏÍÌÔÖÓÒÕÙÛÜÚŸÑ"
_BARE = f"translate(lower({{}}), '{_ACCENTED}', '{2 * 'aaaaaaceeeeiiiiooooouuuuyn'}')"
_TEXT = f"""AND (
  position(%(text)s IN {_BARE.format("coalesce(activity.texts, '')")}) > 0
  OR (activity.texts IS NULL AND EXISTS (SELECT 1 FROM kernel_field_change c
    WHERE c.workspace_id = e.workspace_id AND c.event_id = e.id
    AND position(%(text)s IN {_BARE.format("concat_ws(' ', c.before::text, c.after::text)")}) > 0)))
"""  # noqa: S608
_CONDITIONS = {
    "after": "AND (l.occurred_at, l.event_id) < (%(at)s, %(last)s)",
    "kinds": f"AND {_BUCKET} = ANY(%(kinds)s)",
    "member": "AND coalesce(activity.owner_id, e.actor_id) = %(member)s",
    "text": _TEXT,
}
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Search:
    """Which entries of a timeline are wanted: of these kinds, by this member, holding this text (normalised)."""

    kinds: tuple[Kind, ...] = ()
    member: UUID | None = None
    text: str | None = None

    def conditions(self, *, seen: Sequence[Any] | None = None, kinds: bool = True) -> tuple[str, dict[str, Any]]:
        """The search as SQL with its parameters."""
        given = {
            "after": seen,
            "kinds": list(self.kinds) if kinds else None,
            "member": self.member,
            "text": self.text,
        }
        wanted = [name for name, value in given.items() if value]
        at, last = seen or (None, None)
        return " ".join(_CONDITIONS[name] for name in wanted), {**given, "at": at, "last": last}


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
    about: list[tuple[str, UUID]]

    @property
    def position(self) -> tuple[datetime, UUID]:
        """Where the event stands in a timeline, for the cursor."""
        return self.at, self.id


def event_rows(record_id: UUID, search: Search, seen: Sequence[Any] | None, limit: int) -> list[EventRow]:
    """The events linked to a record, newest first, after the cursor's position."""
    conditions, parameters = search.conditions(seen=seen)
    statement = (
        f"{_SELECT} {_EVENTS} {_NAMES} {_WHERE} {conditions}"
        " ORDER BY l.occurred_at DESC, l.event_id DESC LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters, "record": record_id, "limit": limit})
        return [_row(row) for row in cursor.fetchall()]


def counted_rows(record_id: UUID, search: Search) -> list[tuple[Kind, str, UUID, list[tuple[str, UUID]]]]:
    """Kind, object, record and what it is about of the latest thousand events a search finds, of any kind."""
    conditions, parameters = search.conditions(kinds=False)
    about = f"(SELECT jsonb_agg(jsonb_build_array(about.object, about.record_id)) FROM ({_ABOUT}) AS about)"  # noqa: S608
    statement = (
        f"SELECT {_BUCKET}, e.object, e.record_id, {about} {_EVENTS} {_WHERE} {conditions}"
        " ORDER BY l.occurred_at DESC, l.event_id DESC LIMIT %(limit)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**parameters, "record": record_id, "limit": COUNTED})
        return [(kind, name, each, _about(told)) for kind, name, each, told in cursor.fetchall()]


def _row(row: Sequence[Any]) -> EventRow:
    event_id, kind, object_, record_id, operation, actor_kind, actor_id, actor_name = row[:8]
    payload, change_set_id, at, changes, about = row[8:]
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
        about=_about(about),
    )


def _about(value: Any) -> list[tuple[str, UUID]]:
    return [(name, UUID(mentioned)) for name, mentioned in _json(value) or []]


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
