"""Reading filters: what each kind of field may be asked, and where a fault is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sillage.kernel.errors import InvalidFields
from sillage.kernel.registry import Choice, Field, FieldKind
from sillage.kernel.text import Text
from sillage.records.filters.periods import days_meant, moved
from sillage.records.filters.rules import parse, without_missing
from sillage.records.filters.types import Span

TITLE = Text(fr="Champ", en="Field")
FIELDS: dict[str, dict[str, Field]] = {
    "contact": {
        "city": Field("city", FieldKind.TEXT, TITLE),
        "phone": Field("phone", FieldKind.PHONE, TITLE),
        "budget": Field("custom.budget", FieldKind.MONEY, TITLE),
        "born_on": Field("born_on", FieldKind.DATE, TITLE),
        "owner_id": Field("owner_id", FieldKind.MEMBER, TITLE),
        "kind": Field("kind", FieldKind.CHOICE, TITLE, choices=(Choice("a", TITLE), Choice("b", TITLE))),
        "organisation_id": Field("organisation_id", FieldKind.RELATION, TITLE, target="organisation"),
        "custom.partner": Field("custom.partner", FieldKind.RELATION, TITLE, target="organisation"),
        "secret_id": Field("secret_id", FieldKind.RELATION, TITLE, target="secret"),
    },
    "organisation": {
        "city": Field("city", FieldKind.TEXT, TITLE),
        "custom.naf": Field("custom.naf", FieldKind.TEXT, TITLE),
    },
}


def read(document: Any) -> Any:
    return parse(document, "contact", FIELDS.get)


def faults(document: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidFields) as refused:
        read(document)
    return [(problem.path, problem.code) for problem in refused.value.fields]


def leaf(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator} | ({} if value is None else {"value": value})


def test_a_leaf_alone_is_a_group_of_one() -> None:
    found = read(leaf("city", "is", " Saint-Étienne "))

    assert found.joiner == "and"
    assert [(each.name, each.operator, each.value) for each in found.leaves()] == [("city", "is", "saint-etienne")]


def test_paths_walk_one_relation_also_to_and_from_custom_fields() -> None:
    found = read(
        {"or": [leaf("organisation_id.custom.naf", "is", "62.01"), leaf("custom.partner.city", "is", "Brest")]}
    )

    assert [[field.name for field in each.fields] for each in found.leaves()] == [
        ["organisation_id", "custom.naf"],
        ["custom.partner", "city"],
    ]


def test_amounts_become_cents_and_numbers_may_be_text() -> None:
    found = read({"and": [leaf("budget", "at_least", "1200.50"), leaf("budget", "between", [0, 10])]})

    assert [each.value for each in found.leaves()] == [Decimal("120050"), (Decimal(0), Decimal(1000))]


@pytest.mark.parametrize(
    ("written", "operator", "kept"),
    [
        ("06 39 98 11 22", "is", "+33639981122"),
        ("06 39", "starts_with", "+33639"),
        ("06 39", "contains", "639"),
        ("+33 6", "starts_with", "+336"),
        ("98.11", "contains", "9811"),
    ],
)
def test_a_telephone_number_is_found_as_it_is_written(written: str, operator: str, kept: str) -> None:
    (found,) = read(leaf("phone", operator, written)).leaves()

    assert found.value == kept


def test_every_fault_is_named_by_its_place() -> None:
    document = {
        "and": [
            leaf("licorne", "is", "x"),
            {"or": [leaf("city", "greater", "x"), leaf("kind", "any_of", ["a", "z"])]},
            leaf("born_on", "within_last", {"amount": 3, "unit": "moons"}),
            leaf("born_on", "on", "hier"),
            leaf("owner_id", "is", "moi"),
            leaf("budget", "between", [3, 2]),
            leaf("city", "empty", "x"),
            leaf("secret_id.city", "is", "x"),
            leaf("phone", "contains", "abc"),
            "x",
        ]
    }

    assert faults(document) == [
        ("filter.and.0.field", "unknown_field"),
        ("filter.and.1.or.0.operator", "unknown_operator"),
        ("filter.and.1.or.1.value.1", "unknown_choice"),
        ("filter.and.2.value", "span_type"),
        ("filter.and.3.value", "date_type"),
        ("filter.and.4.value", "uuid_parsing"),
        ("filter.and.5.value", "wrong_order"),
        ("filter.and.6.value", "no_value_expected"),
        ("filter.and.7.field", "unknown_field"),
        ("filter.and.8.value", "not_a_phone"),
        ("filter.and.9", "not_a_filter"),
    ]


def test_groups_are_three_levels_deep_at_most_with_forty_leaves() -> None:
    deep = leaf("city", "is", "x")
    for _ in range(4):
        deep = {"and": [deep]}

    assert faults(deep) == [("filter.and.0.and.0.and.0", "too_deep")]
    assert faults({"or": [leaf("city", "is", "x")] * 41}) == [("filter.or.40", "too_many_conditions")]


@pytest.mark.parametrize(
    ("operator", "value", "days"),
    [
        ("on", date(2026, 2, 28), (date(2026, 2, 28), date(2026, 3, 1))),
        ("before", date(2026, 3, 1), (None, date(2026, 3, 1))),
        ("after", date(2026, 3, 1), (date(2026, 3, 2), None)),
        ("within_last", Span(30, "day"), (date(2026, 2, 13), date(2026, 3, 16))),
        ("within_next", Span(1, "month"), (date(2026, 3, 15), date(2026, 4, 16))),
        ("older_than", Span(1, "year"), (None, date(2025, 3, 15))),
        ("this", "week", (date(2026, 3, 9), date(2026, 3, 16))),
        ("previous", "quarter", (date(2025, 10, 1), date(2026, 1, 1))),
        ("next", "month", (date(2026, 4, 1), date(2026, 5, 1))),
        ("this", "year", (date(2026, 1, 1), date(2027, 1, 1))),
    ],
)
def test_relative_days_are_ranges_seen_from_a_sunday(operator: str, value: Any, days: Any) -> None:
    assert days_meant(operator, value, date(2026, 3, 15)) == days


def test_a_month_later_is_the_last_day_of_a_shorter_month() -> None:
    assert moved(date(2026, 1, 31), Span(1, "month")) == date(2026, 2, 28)
    assert moved(date(2024, 2, 29), Span(-4, "quarter")) == date(2023, 2, 28)
    assert moved(date(2026, 1, 1), Span(10_000, "year")) == date(9999, 12, 30)


def test_a_saved_filter_loses_only_what_has_gone() -> None:
    saved = {"or": [leaf("city", "is", "x"), {"and": [leaf("gone", "is", "x"), leaf("kind", "is", "gone")]}]}

    assert without_missing(saved, "contact", FIELDS.get) == ({"or": [leaf("city", "is", "x")]}, ["gone", "kind"])
    assert without_missing(leaf("gone", "is", "x"), "contact", FIELDS.get) == (None, ["gone"])
