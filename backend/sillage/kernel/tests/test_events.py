"""Events: recorded with the write, relayed once to whoever subscribes, retried and at last given up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from sillage.kernel import events
from sillage.kernel.db import current_unit, new_id, workspace_transaction
from sillage.kernel.events import Event, Operation, Recorded
from sillage.kernel.events.models import ChangeSet, Delivery, EventLink, FieldChange, OutboxEntry, StoredEvent
from sillage.kernel.events.relay import MAX_ATTEMPTS, deliver_event, relay_events, sweep_outbox
from sillage.kernel.permissions.actor import Actor, system_actor
from sillage.kernel.registry import Manifest, Subscriber, registry
from sillage.kernel.testing.jobs import drain_jobs

pytestmark = pytest.mark.django_db(transaction=True)
Handler = Callable[[Sequence[Any]], None]


@dataclass(frozen=True, slots=True)
class ThingMoved(Event):
    """An event of these tests."""

    kind: ClassVar[str] = "thing.moved"
    to_stage: UUID


@pytest.fixture
def workspace() -> UUID:
    return new_id()


@pytest.fixture
def actor(workspace: UUID) -> Actor:
    return system_actor(workspace)


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Subscribes a handler under a name for the time of the test."""

    def subscribe(name: str, handle: Handler, *, kinds: tuple[str, ...] = ("thing.*",), outside: bool = False) -> None:
        manifest = Manifest(module=f"tests.{name}", subscribers=(Subscriber(name, kinds, handle, outside=outside),))
        monkeypatch.setitem(registry._manifests, manifest.module, manifest)

    return subscribe


def tell(actor: Actor, count: int = 1, **more: Any) -> list[UUID]:
    entries = [Recorded(ThingMoved(to_stage=new_id()), "thing", new_id(), **more) for _ in range(count)]
    with workspace_transaction(actor.workspace_id):
        return events.record_many(actor, entries)


def stored(workspace: UUID, model: Any) -> list[Any]:
    with workspace_transaction(workspace):
        return list(model.objects.all())


def count_jobs(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [f"sillage:{name}"])
        return int(cursor.fetchone()[0])


def test_an_event_is_written_with_its_links_its_changes_and_its_change_set(actor: Actor, workspace: UUID) -> None:
    record_id, parent_id, stage_id = new_id(), new_id(), new_id()

    with workspace_transaction(workspace):
        event_id = events.record(
            actor,
            ThingMoved(to_stage=stage_id),
            object="thing",
            record_id=record_id,
            operation=Operation.UPDATED,
            version=4,
            changes={"stage_id": (None, stage_id), "name": ("a", "b")},
            about=[parent_id, None, record_id],
        )
        change_set_id = current_unit().change_set_id

    (event,) = stored(workspace, StoredEvent)
    assert (event.id, event.kind, event.record_version, event.change_set_id) == (
        event_id,
        "thing.moved",
        4,
        change_set_id,
    )
    assert event.payload == {"to_stage": str(stage_id)}
    assert {link.record_id for link in stored(workspace, EventLink)} == {record_id, parent_id}
    changes = {change.field: (change.before, change.after) for change in stored(workspace, FieldChange)}
    assert changes == {"stage_id": (None, str(stage_id)), "name": ("a", "b")}
    assert [each.id for each in stored(workspace, ChangeSet)] == [change_set_id]


def test_two_writes_of_one_request_share_a_change_set_and_an_event_without_operation_has_none(
    actor: Actor, workspace: UUID
) -> None:
    with workspace_transaction(workspace):
        for operation in (Operation.CREATED, Operation.UPDATED, None):
            events.record(actor, ThingMoved(to_stage=new_id()), object="thing", record_id=new_id(), operation=operation)

    sets = [event.change_set_id for event in sorted(stored(workspace, StoredEvent), key=lambda each: each.id)]
    assert sets[0] == sets[1] is not None
    assert sets[2] is None


def test_a_rollback_drops_events_and_jobs(actor: Actor, workspace: UUID) -> None:
    def write_and_fail() -> None:
        with workspace_transaction(workspace):
            events.record(actor, ThingMoved(to_stage=new_id()), object="thing", record_id=new_id())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    assert stored(workspace, StoredEvent) == []
    assert stored(workspace, OutboxEntry) == []
    assert count_jobs("relay_events") == 0


def test_a_commit_queues_one_relay_however_many_events_it_holds(actor: Actor, workspace: UUID) -> None:
    tell(actor, 3)
    tell(actor, 2)

    assert count_jobs("relay_events") == 1
    assert OutboxEntry.objects.count() == 5


def test_another_workspace_sees_nothing_of_an_event(actor: Actor, workspace: UUID) -> None:
    tell(actor, operation=Operation.UPDATED, changes={"name": ("a", "b")})

    for model in (StoredEvent, EventLink, FieldChange, ChangeSet):
        assert stored(new_id(), model) == []


def test_the_relay_delivers_each_event_once_to_each_subscriber_that_wants_it(
    actor: Actor, listen: Callable[..., None]
) -> None:
    heard: dict[str, list[UUID]] = {"exact": [], "prefix": [], "other": []}
    listen("exact", lambda batch: heard["exact"].extend(event.id for event in batch), kinds=("thing.moved",))
    listen("prefix", lambda batch: heard["prefix"].extend(event.id for event in batch), kinds=("thing.*",))
    listen("other", lambda batch: heard["other"].extend(event.id for event in batch), kinds=("thing.lost",))

    ids = tell(actor, 3)
    drain_jobs(later=True, most=10)
    relay_events.run(str(actor.workspace_id))

    assert heard == {"exact": ids, "prefix": ids, "other": []}
    assert OutboxEntry.objects.count() == 0
    assert {row.status for row in stored(actor.workspace_id, Delivery)} == {"done"}


def test_many_events_are_relayed_in_batches(
    actor: Actor, listen: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sillage.kernel.events.relay.BATCH", 4)
    sizes: list[int] = []
    listen("counting", lambda batch: sizes.append(len(batch)))

    tell(actor, 10)
    relay_events.run(str(actor.workspace_id))

    assert sizes == [4, 4, 2]


def test_a_failing_handler_does_not_harm_the_others_and_is_tried_again(
    actor: Actor, listen: Callable[..., None]
) -> None:
    failures = [ValueError("once")]
    heard: list[UUID] = []

    def failing_once(batch: Sequence[Any]) -> None:
        if failures:
            raise failures.pop()
        heard.extend(event.id for event in batch)

    good: list[UUID] = []
    listen("flaky", failing_once)
    listen("steady", lambda batch: good.extend(event.id for event in batch))
    ids = tell(actor, 2)

    relay_events.run(str(actor.workspace_id))
    assert (heard, good) == ([], ids)
    drain_jobs(later=True, most=10)

    assert sorted(heard) == ids
    assert good == ids


def test_what_a_failing_handler_wrote_is_rolled_back(actor: Actor, listen: Callable[..., None]) -> None:
    def writes_then_fails(batch: Sequence[Any]) -> None:
        events.record(actor, ThingMoved(to_stage=new_id()), object="echo", record_id=new_id())
        raise ValueError("after writing")

    listen("half", writes_then_fails, kinds=("thing.moved",))
    tell(actor)

    relay_events.run(str(actor.workspace_id))

    assert [event.object for event in stored(actor.workspace_id, StoredEvent)] == ["thing"]


def test_a_handler_that_always_fails_ends_dead_and_visible(actor: Actor, listen: Callable[..., None]) -> None:
    def fails(batch: Sequence[Any]) -> None:
        raise ValueError("never")

    listen("broken", fails)
    (event_id,) = tell(actor)

    drain_jobs(later=True, most=30)

    (delivery,) = stored(actor.workspace_id, Delivery)
    assert (delivery.event_id, delivery.status, delivery.attempts) == (event_id, "dead", MAX_ATTEMPTS)
    assert delivery.error == "ValueError: never"


def test_a_dead_delivery_is_not_delivered_by_a_late_job(actor: Actor, listen: Callable[..., None]) -> None:
    calls: list[int] = []

    def fails(batch: Sequence[Any]) -> None:
        calls.append(len(batch))
        raise ValueError("never")

    listen("broken", fails)
    (event_id,) = tell(actor)
    drain_jobs(later=True, most=30)
    before = len(calls)

    deliver_event.run(str(actor.workspace_id), str(event_id), "broken")

    assert len(calls) == before


def test_an_outside_effect_gets_a_job_each_and_runs_outside_of_transactions(
    actor: Actor, listen: Callable[..., None]
) -> None:
    inside: list[bool] = []
    listen("mailing", lambda batch: inside.append(connection.in_atomic_block), outside=True)
    tell(actor, 3)

    relay_events.run(str(actor.workspace_id))
    assert count_jobs("deliver_event") == 3
    drain_jobs(later=True, most=10)

    assert inside == [False, False, False]


def test_a_repeated_job_of_an_outside_effect_has_no_second_effect(actor: Actor, listen: Callable[..., None]) -> None:
    sent: list[UUID] = []
    listen("mailing", lambda batch: sent.extend(event.id for event in batch), outside=True)
    (event_id,) = tell(actor)
    drain_jobs(later=True, most=10)

    deliver_event.run(str(actor.workspace_id), str(event_id), "mailing")

    assert sent == [event_id]


def test_the_sweep_queues_a_relay_for_events_left_behind(actor: Actor) -> None:
    tell(actor)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("UPDATE kernel_outbox SET created_at = %s", [timezone.now() - timedelta(minutes=1)])

    sweep_outbox.run()

    assert count_jobs("relay_events") == 1


def test_the_sweep_leaves_fresh_events_to_their_own_relay(actor: Actor) -> None:
    tell(actor)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    sweep_outbox.run()

    assert count_jobs("relay_events") == 0


def test_an_event_names_its_cause_and_is_one_deeper(actor: Actor, listen: Callable[..., None]) -> None:
    def answer(batch: Sequence[Any]) -> None:
        for event in batch:
            if event.object == "thing":
                events.record(actor, ThingMoved(to_stage=new_id()), object="echo", record_id=event.record_id)

    listen("answering", answer)
    (event_id,) = tell(actor)

    drain_jobs(later=True, most=20)

    echo = next(event for event in stored(actor.workspace_id, StoredEvent) if event.object == "echo")
    assert (echo.caused_by, echo.depth) == (event_id, 1)


@pytest.mark.parametrize("outside", [False, True])
def test_a_chain_of_events_stops_at_depth_eight(actor: Actor, listen: Callable[..., None], outside: bool) -> None:
    def echo(batch: Sequence[Any]) -> None:
        with workspace_transaction(actor.workspace_id):
            events.record(actor, ThingMoved(to_stage=new_id()), object="thing", record_id=batch[0].record_id)

    listen("echoing", echo, outside=outside)
    tell(actor)

    drain_jobs(later=True, most=120)

    depths = sorted(event.depth for event in stored(actor.workspace_id, StoredEvent))
    assert depths == list(range(9))
    assert [row.status for row in stored(actor.workspace_id, Delivery)].count("dead") == 1


def test_what_a_handler_changes_is_not_part_of_the_change_set_that_caused_it(
    actor: Actor, listen: Callable[..., None]
) -> None:
    def answer(batch: Sequence[Any]) -> None:
        for event in batch:
            if event.object == "thing":
                events.record(
                    actor,
                    ThingMoved(to_stage=new_id()),
                    object="echo",
                    record_id=new_id(),
                    operation=Operation.UPDATED,
                )

    listen("answering", answer)
    tell(actor, operation=Operation.UPDATED)

    drain_jobs(later=True, most=20)

    sets = {event.object: event.change_set_id for event in stored(actor.workspace_id, StoredEvent)}
    assert sets["thing"] != sets["echo"]


def test_many_events_reach_listeners_as_one_signal_per_kind_of_record(actor: Actor) -> None:
    signals = events.recording._signals(
        actor, [Recorded(ThingMoved(to_stage=new_id()), "thing", new_id()) for _ in range(21)]
    )

    assert signals == [
        f'{{"workspace":"{actor.workspace_id}","by":null,"kind":"thing.many","object":"thing","id":null}}'
    ]


def test_two_relays_at_the_same_time_deliver_each_event_once(actor: Actor, listen: Callable[..., None]) -> None:
    heard: list[UUID] = []
    listen("counting", lambda batch: heard.extend(event.id for event in batch))
    ids = tell(actor, 40)

    def relay() -> None:
        relay_events.run(str(actor.workspace_id))
        connection.close()

    threads = [threading.Thread(target=relay) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(heard) == ids
