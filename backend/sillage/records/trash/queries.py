"""Reading change sets and the trash. The one module of this capability's trash that holds SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q

from sillage.identity.users.queries import member_names
from sillage.kernel import clock
from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.cursor import decode_cursor, encode_cursor
from sillage.kernel.permissions import Actor, within
from sillage.kernel.registry import RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.objects.queries import rows_of
from sillage.records.trash.rules import PastEvent, Reversal, reversals

_UNKNOWN = Text(fr="Ce type de fiche n’existe pas", en="There is no such kind of record")


@dataclass(frozen=True, slots=True)
class UndoableSet:
    """A change set as undo needs it."""

    actor_id: UUID | None
    created_at: datetime
    undone_at: datetime | None
    origin: str = "request"


@dataclass(slots=True)
class Since:
    """What happened to a record since: the fields that changed, and its newest version."""

    version: int = 0
    fields: set[str] = field(default_factory=set)


def locked_change_set(change_set_id: UUID) -> UndoableSet | None:
    """The change set under its row lock, so that it is undone once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT actor_id, created_at, undone_at, origin FROM kernel_change_set WHERE id = %s FOR UPDATE",
            [change_set_id],
        )
        row = cursor.fetchone()
    return UndoableSet(*row) if row else None


_PAST = """
SELECT e.id, e.object, e.record_id, e.operation, e.record_version, coalesce(
  (SELECT jsonb_object_agg(c.field, c.before) FROM kernel_field_change c
   WHERE c.workspace_id = e.workspace_id AND c.event_id = e.id), '{}')
FROM kernel_event e
WHERE e.change_set_id = %s AND e.operation IS NOT NULL
ORDER BY e.id
"""


def past_events(change_set_id: UUID) -> list[PastEvent]:
    """What a change set did, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_PAST, [change_set_id])
        return [PastEvent(a, b, c, d, e, _mapping(f)) for a, b, c, d, e, f in cursor.fetchall()]


def _mapping(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = value if isinstance(value, dict) else orjson.loads(value)
    return found


_SINCE = """
SELECT e.record_id, e.record_version, c.field
FROM unnest(%s::uuid[], %s::uuid[]) AS undone(record_id, last_event)
JOIN kernel_event_link l ON l.record_id = undone.record_id
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id AND e.record_id = l.record_id
LEFT JOIN kernel_field_change c ON c.workspace_id = e.workspace_id AND c.event_id = e.id
WHERE e.id > undone.last_event
"""


def undo_plan(change_set_id: UUID) -> list[Reversal]:
    """How to bring back each record of a change set of the entered workspace, the last touched first."""
    return reversals(past_events(change_set_id))


def changes_since(plan: Sequence[Reversal]) -> dict[UUID, Since]:
    """What happened to each record of a plan after the change that is undone."""
    found: dict[UUID, Since] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, [[each.record_id for each in plan], [each.last_event for each in plan]])
        for record_id, version, name in cursor.fetchall():
            since = found.setdefault(record_id, Since())
            since.version = max(since.version, version or 0)
            if name is not None:
                since.fields.add(name)
    return found


def mark_undone(change_set_id: UUID, by: UUID | None) -> None:
    """Note that a change set is undone, and by whom."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_change_set SET undone_at = %s, undone_by = %s WHERE id = %s",
            [clock.now(), by, change_set_id],
        )


def editable_ids(actor: Actor, plan: Iterable[Reversal]) -> set[UUID]:
    """Those records of a plan the actor may edit."""
    by_object: dict[str, list[UUID]] = defaultdict(list)
    for each in plan:
        by_object[each.object].append(each.record_id)
    found: set[UUID] = set()
    for name, ids in by_object.items():
        entry = registry.objects().get(name)
        if entry is None:
            continue
        if entry.own_permissions:
            rows = within(actor, f"{name}.edit", rows_of(entry).filter(id__in=ids))
            found.update(rows.values_list("id", flat=True))
        else:
            # Its own action asks for the right to edit the record it hangs on.
            found.update(entry.titles(actor, ids))
    return found


def trash_page(
    actor: Actor, object: str | None = None, *, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Deleted records the actor may see, the last deleted first, of one kind or of all.

    Raises `InvalidFields` naming `object` or `cursor`.
    """
    known = registry.objects()
    if object is not None and object not in known:
        raise InvalidFields.one("object", "unknown_object", _UNKNOWN)
    seen = decode_cursor(cursor, datetime, UUID) if cursor else None
    found: list[tuple[datetime, UUID, str, int]] = []
    for entry in [known[object]] if object else known.values():
        found += _deleted(actor, entry, seen, limit + 1)
    found.sort(reverse=True)
    page = found[:limit]
    token = encode_cursor(page[-1][0].isoformat(), page[-1][1]) if len(found) > limit else None
    return {"items": _documents(actor, page), "next_cursor": token}


def _deleted(
    actor: Actor, entry: RecordObject, seen: list[Any] | None, limit: int
) -> list[tuple[datetime, UUID, str, int]]:
    rows = rows_of(entry).filter(deleted_at__isnull=False)
    if entry.own_permissions:
        rows = within(actor, f"{entry.name}.see", rows)
    if seen is not None:
        at, last = seen
        rows = rows.filter(Q(deleted_at__lt=at) | Q(deleted_at=at, id__lt=last))
    ordered = rows.order_by("-deleted_at", "-id").values_list("deleted_at", "id", "version")[:limit]
    return [(at, record_id, entry.name, version) for at, record_id, version in ordered if at is not None]


def _documents(actor: Actor, page: Sequence[tuple[datetime, UUID, str, int]]) -> list[dict[str, Any]]:
    by_object: dict[str, list[UUID]] = defaultdict(list)
    for _, record_id, name, _ in page:
        by_object[name].append(record_id)
    titles: dict[UUID, str] = {}
    for name, ids in by_object.items():
        titles |= registry.object(name).titles(actor, ids)
    deletions = _deletions([record_id for _, record_id, _, _ in page])
    names = member_names({actor_id for _, actor_id in deletions.values() if actor_id})
    items = []
    for at, record_id, name, version in page:
        # What hangs on a record out of sight has no title for this actor.
        if record_id not in titles:
            continue
        change_set_id, by = deletions.get(record_id, (None, None))
        items.append(
            {
                "object": name,
                "id": record_id,
                "name": titles[record_id],
                "version": version,
                "deleted_at": at,
                "deleted_by": names.get(by) if by else None,
                "change_set_id": change_set_id,
            }
        )
    return items


_DELETIONS = """
SELECT DISTINCT ON (e.record_id) e.record_id, e.change_set_id, e.actor_id
FROM kernel_event_link l
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id AND e.record_id = l.record_id
WHERE l.record_id = ANY(%s) AND e.operation = 'deleted'
ORDER BY e.record_id, e.id DESC
"""


def _deletions(record_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID | None, UUID | None]]:
    """Per record the change set of its last deletion and who did it."""
    with connection.cursor() as cursor:
        cursor.execute(_DELETIONS, [list(record_ids)])
        return {record_id: (change_set_id, by) for record_id, change_set_id, by in cursor.fetchall()}
