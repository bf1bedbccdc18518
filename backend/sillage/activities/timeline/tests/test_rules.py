"""Entries that read better as one."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sillage.activities.timeline.rules import grouped

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ANNE, PAUL = {"kind": "member", "id": 1, "name": "Anne"}, {"kind": "member", "id": 2, "name": "Paul"}


def item(minutes: float, changes: dict[str, tuple[str | None, str | None]], **more: Any) -> dict[str, Any]:
    """An entry `minutes` before noon; changes are field → (before, after)."""
    return {
        "at": NOON - timedelta(minutes=minutes),
        "kind": "contact.updated",
        "record_id": 7,
        "actor": ANNE,
        "change_set_id": minutes,
        "changes": [{"field": name, "before": old, "after": new} for name, (old, new) in changes.items()],
        **more,
    }


def changes_of(entry: dict[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    return {change["field"]: (change["before"], change["after"]) for change in entry["changes"]}


def test_changes_of_one_person_within_minutes_become_one_entry_with_oldest_before_and_newest_after() -> None:
    (entry,) = grouped(
        [item(0, {"city": ("Lyon", "Paris")}), item(3, {"city": ("Lille", "Lyon"), "email": (None, "a@b.fr")})]
    )

    assert entry["at"] == NOON
    assert changes_of(entry) == {"city": ("Lille", "Paris"), "email": (None, "a@b.fr")}
    assert entry["change_set_id"] is None


def test_a_chain_goes_on_while_each_step_is_within_five_minutes() -> None:
    steps = [item(minutes, {"city": (str(minutes + 4), str(minutes))}) for minutes in (0, 4, 8)]

    (entry,) = grouped(steps)

    assert changes_of(entry) == {"city": ("12", "0")}


def test_another_person_record_kind_or_a_pause_begins_a_new_entry() -> None:
    first = item(0, {"city": ("a", "b")})
    others = [
        item(1, {"city": ("x", "a")}, actor=PAUL),
        item(2, {"city": ("x", "a")}, record_id=8),
        item(3, {"city": ("x", "a")}, kind="deal.moved"),
        item(9, {"city": ("x", "a")}, kind="deal.moved"),
    ]

    assert len(grouped([first, *others])) == 5


def test_a_field_that_ends_where_it_began_is_left_out_and_an_entry_with_nothing_left_too() -> None:
    back_and_forth = [item(0, {"city": ("b", "a")}), item(1, {"city": ("a", "b")}), item(30, {"city": ("c", "a")})]

    entries = grouped(back_and_forth)

    assert [changes_of(entry) for entry in entries] == [{"city": ("c", "a")}]


def test_entries_without_changes_stay() -> None:
    entries = grouped([item(0, {}, kind="note.created"), item(1, {}, kind="contact.created")])

    assert [entry["kind"] for entry in entries] == ["note.created", "contact.created"]
