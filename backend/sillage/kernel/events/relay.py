"""Relay: hands recorded events to the subscribers that match, at least once, in batches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone

from sillage.kernel.db.context import caused_by, workspace_transaction
from sillage.kernel.db.identifiers import new_id
from sillage.kernel.events.models import Delivery, OutboxEntry, StoredEvent
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import enqueue, job, periodic
from sillage.kernel.registry import Subscriber, registry

log = structlog.get_logger(__name__)
BATCH = 500
MAX_ATTEMPTS = 8
# A writer that saw a queued relay skips queueing; this pause closes the race with its commit.
FOLLOW_UP = timedelta(seconds=2)


@job("relay_events", queue="interactive", priority=10)
def relay_events(workspace_id: str) -> None:
    """Relay the waiting events of one workspace, batch by batch."""
    relayed = 0
    while taken := _relay_batch(UUID(workspace_id)):
        relayed += taken
    if relayed:
        with workspace_transaction(UUID(workspace_id)):
            _queue(UUID(workspace_id), delayed=True)


def queue_relay(workspace_id: UUID) -> None:
    """Make sure a relay of this workspace waits; called last in a transaction."""
    _queue(workspace_id, delayed=False)


def _queue(workspace_id: UUID, *, delayed: bool) -> None:
    lock = f"relay:{workspace_id}"
    run_at = timezone.now() + FOLLOW_UP if delayed else None
    enqueue(relay_events, workspace_id=workspace_id, lock=lock, queueing_lock=lock, run_at=run_at)


def _relay_batch(workspace_id: UUID) -> int:
    with workspace_transaction(workspace_id):
        waiting = OutboxEntry.objects.select_for_update(skip_locked=True)
        ids = list(
            waiting.filter(workspace_id=workspace_id).order_by("event_id").values_list("event_id", flat=True)[:BATCH]
        )
        if not ids:
            return 0
        crash_point("relay.taken")
        events = list(StoredEvent.objects.filter(id__in=ids).order_by("id"))
        for subscriber in registry.subscribers():
            matching = [event for event in events if subscriber.wants(event.kind)]
            if matching:
                _deliver(workspace_id, subscriber, matching)
        crash_point("relay.handled")
        OutboxEntry.objects.filter(event_id__in=ids).delete()
        crash_point("relay.removed")
    crash_point("relay.committed")
    return len(ids)


def _deliver(workspace_id: UUID, subscriber: Subscriber, events: Sequence[StoredEvent]) -> None:
    """Run a handler over a batch, or give each outside effect a job of its own."""
    fresh = _claim(subscriber, events)
    if not fresh:
        return
    if subscriber.outside:
        for event in fresh:
            enqueue(deliver_event, workspace_id=workspace_id, event_id=event.id, subscriber=subscriber.name)
        return
    try:
        # A batch counts as deep as its deepest event; a handler that answers each one says so itself.
        deepest = max(fresh, key=lambda event: event.depth)
        with transaction.atomic(), caused_by(deepest.id, deepest.depth):
            subscriber.handle(fresh)
            _settle(subscriber, [event.id for event in fresh])
    except Exception:
        log.exception("event_batch_failed", subscriber=subscriber.name, events=len(fresh))
        for event in fresh:
            enqueue(deliver_event, workspace_id=workspace_id, event_id=event.id, subscriber=subscriber.name)


def _claim(subscriber: Subscriber, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    """Insert the delivery rows; an event already delivered to this subscriber is left out."""
    now = timezone.now()
    rows = [(new_id(), event.workspace_id, event.id, subscriber.name, now) for event in events]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO kernel_delivery (id, workspace_id, event_id, subscriber, status, attempts, updated_at)"
            " VALUES (%s, %s, %s, %s, 'todo', 0, %s) ON CONFLICT DO NOTHING",
            rows,
        )
    open_ids = set(
        Delivery.objects.filter(
            subscriber=subscriber.name, event_id__in=[event.id for event in events], status="todo"
        ).values_list("event_id", flat=True)
    )
    return [event for event in events if event.id in open_ids]


def _settle(subscriber: Subscriber, event_ids: Sequence[UUID]) -> None:
    Delivery.objects.filter(subscriber=subscriber.name, event_id__in=event_ids).update(
        status="done", updated_at=timezone.now(), error=None
    )


@job("deliver_event", attempts=1)
def deliver_event(workspace_id: str, event_id: str, subscriber: str) -> None:
    """Deliver one event to one subscriber; on failure try again later, at last mark it dead."""
    target = registry.subscriber(subscriber)
    workspace = UUID(workspace_id)
    try:
        with workspace_transaction(workspace):
            event = StoredEvent.objects.get(id=event_id)
            todo = Delivery.objects.select_for_update().filter(event_id=event_id, subscriber=subscriber, status="todo")
            if not todo.exists():
                return
            if not target.outside:
                with caused_by(event.id, event.depth):
                    target.handle([event])
                _settle(target, [event.id])
                return
        with caused_by(event.id, event.depth):
            target.handle([event])
        with workspace_transaction(workspace):
            _settle(target, [event.id])
    except Exception as error:
        log.exception("event_delivery_failed", subscriber=subscriber, event_id=event_id)
        _fail(workspace, event_id, subscriber, error)


def _fail(workspace_id: UUID, event_id: str, subscriber: str, error: Exception) -> None:
    with workspace_transaction(workspace_id):
        delivery = Delivery.objects.select_for_update().get(event_id=event_id, subscriber=subscriber)
        delivery.attempts += 1
        delivery.error = f"{type(error).__name__}: {error}"[:500]
        delivery.status = "dead" if delivery.attempts >= MAX_ATTEMPTS else "todo"
        delivery.updated_at = timezone.now()
        delivery.save(update_fields=["attempts", "error", "status", "updated_at"])
        if delivery.status == "todo":
            enqueue(
                deliver_event,
                run_at=timezone.now() + timedelta(seconds=2**delivery.attempts),
                workspace_id=workspace_id,
                event_id=event_id,
                subscriber=subscriber,
            )


@periodic("sweep_outbox", cron="* * * * *", queue="interactive")
def sweep_outbox() -> None:
    """Queue a relay for every workspace with events left behind."""
    cutoff = timezone.now() - timedelta(seconds=10)
    workspaces = OutboxEntry.objects.filter(created_at__lt=cutoff).values_list("workspace_id", flat=True)
    for workspace_id in workspaces.distinct():
        with workspace_transaction(workspace_id):
            queue_relay(workspace_id)
