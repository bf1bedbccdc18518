"""Writing events: one statement for any number of them, in the transaction of the write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.db import connection

from sillage.kernel import clock
from sillage.kernel.db.context import Unit, current_unit, current_workspace_id
from sillage.kernel.db.identifiers import new_id
from sillage.kernel.permissions.actor import Actor
from sillage.kernel.registry import registry

MAX_DEPTH = 8
CHANNEL = "sillage_events"
# Past this many events a client is told to reload a list rather than each record.
SIGNAL_LIMIT = 20


class Operation(StrEnum):
    """What an event did to its record; what undo must reverse."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Event:
    """Base of the payloads: frozen, ids, enums, amounts and dates only, never names or free text."""

    kind: ClassVar[str] = ""

    def payload(self) -> dict[str, Any]:
        """The event's own fields as JSON values."""
        return {item.name: json_value(getattr(self, item.name)) for item in dataclasses.fields(self)}


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with what it happened to.

    `changes` maps a field to its values before and after; `about` lists other records whose
    timeline shows the event; `version` is the record's version after it. `at` is when it took place for
    those who read timelines (a call logged later, an e-mail of last week); now unless told.
    """

    event: Event
    object: str
    record_id: UUID
    operation: Operation | None = None
    version: int | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    about: Iterable[UUID | None] = ()
    at: datetime | None = None


def json_value(value: Any) -> Any:
    """A value as JSON keeps it: ids and dates as text, Decimal as text, the rest as is."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [json_value(item) for item in value]
    return value


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields of `after` whose value differs from `before`, with both values."""
    return {name: (before.get(name), value) for name, value in after.items() if before.get(name) != value}


def record(
    actor: Actor,
    event: Event,
    *,
    object: str,
    record_id: UUID,
    operation: Operation | None = None,
    version: int | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    about: Iterable[UUID | None] = (),
    at: datetime | None = None,
) -> UUID:
    """Record one event in the running transaction and return its id."""
    entry = Recorded(event, object, record_id, operation, version, changes or {}, about, at)
    return record_many(actor, [entry])[0]


def change_set_of(actor: Actor, origin: str = "request") -> UUID:
    """The change set of the running unit of work, created on first use."""
    unit = current_unit()
    if unit.change_set_id is None:
        unit.change_set_id = new_id()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_change_set (id, workspace_id, actor_kind, actor_id, origin, created_at)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    unit.change_set_id,
                    current_workspace_id(),
                    actor.kind.value,
                    actor.id,
                    origin,
                    clock.now(),
                ],
            )
    return unit.change_set_id


def undoing() -> bool:
    """True while the running unit of work undoes a change set."""
    unit = current_unit()
    if unit.change_set_id is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT origin = 'undo' FROM kernel_change_set WHERE id = %s", [unit.change_set_id])
        found = cursor.fetchone()
    return bool(found and found[0])


_INSERT = """
WITH event AS (
  INSERT INTO kernel_event (id, workspace_id, kind, object, record_id, operation, record_version,
    actor_kind, actor_id, payload, caused_by, depth, change_set_id, request_id, occurred_at)
  SELECT id, %(workspace)s, kind, object, record_id, operation, version, %(actor_kind)s, %(actor_id)s,
    payload, %(caused_by)s::uuid, %(depth)s, CASE WHEN operation IS NOT NULL THEN %(change_set)s::uuid END,
    %(request_id)s, %(now)s
  FROM jsonb_to_recordset(%(events)s) AS e(id uuid, kind text, object text, record_id uuid,
    operation text, version int, payload jsonb)
), link AS (
  INSERT INTO kernel_event_link (workspace_id, record_id, occurred_at, event_id)
  SELECT %(workspace)s, record_id, coalesce(at, %(now)s), event_id
  FROM jsonb_to_recordset(%(links)s) AS l(record_id uuid, event_id uuid, at timestamptz)
), change AS (
  INSERT INTO kernel_field_change (workspace_id, event_id, field, before, after)
  SELECT %(workspace)s, event_id, field, before, after
  FROM jsonb_to_recordset(%(changes)s) AS c(event_id uuid, field text, before jsonb, after jsonb)
), outbox AS (
  INSERT INTO kernel_outbox (event_id, workspace_id, created_at)
  SELECT id, %(workspace)s, %(now)s FROM jsonb_to_recordset(%(events)s) AS o(id uuid)
)
SELECT pg_notify(%(channel)s, signal) FROM unnest(%(signals)s::text[]) AS signal
"""


def record_many(actor: Actor, entries: Sequence[Recorded], *, origin: str = "request") -> list[UUID]:
    """Record events in one statement, tell event streams, and make sure a relay will run.

    Returns the event ids in order. Raises `RecursionError` past the allowed depth of causes.
    """
    if not entries:
        return []
    unit = current_unit()
    if unit.depth > MAX_DEPTH:
        raise RecursionError("a chain of events is too deep")
    undoable = any(entry.operation for entry in entries)
    change_set = change_set_of(actor, origin) if undoable else None
    ids = [new_id() for _ in entries]
    rows = list(zip(ids, entries, strict=True))
    parameters = {
        "workspace": current_workspace_id(),
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "caused_by": unit.caused_by,
        "depth": unit.depth,
        "change_set": change_set,
        "request_id": unit.request_id,
        "now": clock.now(),
        "events": _json([_event_row(event_id, entry) for event_id, entry in rows]),
        "links": _json([link for event_id, entry in rows for link in _link_rows(event_id, entry)]),
        "changes": _json([row for event_id, entry in rows for row in _change_rows(event_id, entry)]),
        "signals": _signals(actor, entries),
        "channel": CHANNEL,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, parameters)
    if undoable and (tell := registry.offer("recorded")):
        tell(entries)
    _relay_at_the_end(unit)
    return ids


_CREATION = """
SELECT e.id FROM kernel_event_link l
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id
WHERE l.record_id = %s AND e.record_id = l.record_id AND e.operation = 'created' LIMIT 1
"""
_RELINK = """
INSERT INTO kernel_event_link (workspace_id, record_id, occurred_at, event_id)
SELECT %s, record_id, %s, %s FROM unnest(%s::uuid[]) AS record_id
"""


def retell(record_id: UUID, *, before: Iterable[UUID], after: Iterable[UUID], at: datetime) -> None:
    """Show the creation of a record on other timelines, or at another moment, than so far.

    `before` are the records whose timeline shows it now, `after` those that shall. What happened stays as it
    is; only where and under which date people read it changes (a call moved to another deal, another day).
    """
    with connection.cursor() as cursor:
        cursor.execute(_CREATION, [record_id])
        found = cursor.fetchone()
        if found is None:
            return
        shown = sorted({*before, record_id})
        cursor.execute("DELETE FROM kernel_event_link WHERE record_id = ANY(%s) AND event_id = %s", [shown, found[0]])
        cursor.execute(_RELINK, [current_workspace_id(), at, found[0], sorted({*after, record_id})])


def _json(rows: list[dict[str, Any]]) -> str:
    return orjson.dumps(rows, default=json_value).decode()


def _event_row(event_id: UUID, entry: Recorded) -> dict[str, Any]:
    return {
        "id": event_id,
        "kind": entry.event.kind,
        "object": entry.object,
        "record_id": entry.record_id,
        "operation": entry.operation.value if entry.operation else None,
        "version": entry.version,
        "payload": entry.event.payload(),
    }


def _link_rows(event_id: UUID, entry: Recorded) -> list[dict[str, Any]]:
    records = {entry.record_id, *(record_id for record_id in entry.about if record_id)}
    return [{"record_id": record_id, "event_id": event_id, "at": entry.at} for record_id in records]


def _change_rows(event_id: UUID, entry: Recorded) -> list[dict[str, Any]]:
    return [
        {"event_id": event_id, "field": name, "before": json_value(old), "after": json_value(new)}
        for name, (old, new) in entry.changes.items()
    ]


def _signals(actor: Actor, entries: Sequence[Recorded]) -> list[str]:
    """Ids only: NOTIFY carries at most 8 kB and reaches every listener."""
    workspace = str(actor.workspace_id)
    by = str(actor.member_id) if actor.member_id else None
    if len(entries) > SIGNAL_LIMIT:
        objects = sorted({entry.object for entry in entries})
        heads = [{"kind": f"{name}.many", "object": name, "id": None} for name in objects]
    else:
        heads = [{"kind": entry.event.kind, "object": entry.object, "id": str(entry.record_id)} for entry in entries]
    return [orjson.dumps({"workspace": workspace, "by": by, **head}).decode() for head in heads]


def _relay_at_the_end(unit: Unit) -> None:
    from sillage.kernel.events.relay import queue_relay

    workspace_id = current_workspace_id()
    unit.closing["relay"] = lambda: queue_relay(workspace_id)
