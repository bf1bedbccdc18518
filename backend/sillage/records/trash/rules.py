"""What a change set did to each record as a whole, and so what undoing it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class Step(StrEnum):
    """What brings a record back."""

    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One event of a change set, with the values of the changed fields before it."""

    event_id: UUID
    object: str
    record_id: UUID
    operation: str
    version: int | None
    before: Mapping[str, Any]


@dataclass(slots=True)
class Reversal:
    """How to bring one record back. `values` are those before the change set."""

    object: str
    record_id: UUID
    step: Step
    version: int | None
    last_event: UUID
    values: dict[str, Any] = field(default_factory=dict)
    created: bool = False


def reversals(events: Iterable[PastEvent]) -> list[Reversal]:
    """One reversal per record of a change set, the last touched first.

    Several events on one record count as one change: what was created and deleted in the same
    change set needs nothing, and the oldest value of a field is the one that comes back.
    """
    by_record: dict[UUID, list[PastEvent]] = {}
    for event in events:
        by_record.setdefault(event.record_id, []).append(event)
    found = [_reversal(history) for history in by_record.values()]
    return sorted(found, key=lambda each: each.last_event, reverse=True)


def _reversal(history: list[PastEvent]) -> Reversal:
    first, last = history[0], history[-1]
    lives = [event.operation for event in history if event.operation != "updated"]
    lived_before = not lives or lives[0] == "deleted"
    lives_after = not lives or lives[-1] != "deleted"
    values: dict[str, Any] = {}
    for event in history:
        if event.operation == "updated":
            for name, before in event.before.items():
                values.setdefault(name, before)
    step = {
        (True, True): Step.UPDATE if values else Step.NOTHING,
        (True, False): Step.RESTORE,
        (False, True): Step.DELETE,
        (False, False): Step.NOTHING,
    }[lived_before, lives_after]
    return Reversal(
        object=first.object,
        record_id=first.record_id,
        step=step,
        version=last.version,
        last_event=last.event_id,
        values=values if lived_before else {},
        created=bool(lives) and lives[0] == "created",
    )
