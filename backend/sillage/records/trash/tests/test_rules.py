"""What a change set did to a record as a whole."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from sillage.kernel.db import new_id
from sillage.records.trash.rules import PastEvent, Step, reversals

RECORD = new_id()


def past(
    operation: str, before: Mapping[str, Any] | None = None, *, record: UUID = RECORD, version: int = 2
) -> PastEvent:
    return PastEvent(new_id(), "contact", record, operation, version, before or {})


@pytest.mark.parametrize(
    ("operations", "step"),
    [
        (["created"], Step.DELETE),
        (["created", "updated"], Step.DELETE),
        (["updated"], Step.UPDATE),
        (["deleted"], Step.RESTORE),
        (["restored"], Step.DELETE),
        (["created", "deleted"], Step.NOTHING),
        (["deleted", "restored"], Step.NOTHING),
        (["updated", "deleted"], Step.RESTORE),
        (["restored", "updated"], Step.DELETE),
    ],
)
def test_several_events_on_a_record_are_one_change(operations: list[str], step: Step) -> None:
    history = [past(operation, {"city": "Lyon"} if operation == "updated" else None) for operation in operations]

    (reversal,) = reversals(history)

    assert reversal.step is step


def test_the_oldest_value_comes_back_and_the_newest_version_is_expected() -> None:
    history = [
        past("updated", {"city": "Lyon"}, version=4),
        past("updated", {"city": "Lille", "email": None}, version=5),
    ]

    (reversal,) = reversals(history)

    assert (reversal.values, reversal.version) == ({"city": "Lyon", "email": None}, 5)


def test_an_update_that_changed_nothing_needs_nothing() -> None:
    assert [each.step for each in reversals([past("updated")])] == [Step.NOTHING]


def test_what_was_changed_last_goes_back_first() -> None:
    first, second = new_id(), new_id()

    plan = reversals([past("created", record=first), past("created", record=second)])

    assert [each.record_id for each in plan] == [second, first]


def test_a_record_changed_and_deleted_gets_its_values_back_with_it() -> None:
    (reversal,) = reversals([past("updated", {"city": "Lyon"}), past("deleted", version=3)])

    assert (reversal.step, reversal.values, reversal.version) == (Step.RESTORE, {"city": "Lyon"}, 3)
