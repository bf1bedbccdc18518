"""The same filters on plain values, for whoever holds a record rather than a table: workflows, say.

It answers as SQL does; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import normalise
from sillage.records.filters.periods import days_meant, midnight
from sillage.records.filters.types import CANONICAL, ME, OPPOSITES, Family, Group, Leaf

_IDENTIFIED = frozenset({FieldKind.MEMBER, FieldKind.TEAM, FieldKind.RELATION, FieldKind.TAGS})


@dataclass(frozen=True, slots=True)
class Setting:
    """Who a filter is read for: the member "me" means, and which day it is where he lives."""

    member_id: UUID | None
    today: date
    time_zone: str = "Europe/Paris"


def holds(node: Group | Leaf, values: Mapping[str, Any], setting: Setting) -> bool:
    """True when the values fit the filter.

    `values` are in the shape of the API, by the names the filter uses ("city", "organisation_id.city",
    "custom.budget", "tags"); what is missing or None is empty, a list is several values.
    """
    if isinstance(node, Leaf):
        return _leaf(node, values, setting)
    found = (holds(each, values, setting) for each in node.nodes)
    return all(found) if node.joiner == "and" or not node.nodes else any(found)


def _leaf(leaf: Leaf, values: Mapping[str, Any], setting: Setting) -> bool:
    given = values.get(leaf.name)
    present = [each for each in (given if isinstance(given, list | tuple) else [given]) if each is not None]
    operator = OPPOSITES.get(leaf.operator, leaf.operator)
    return _positive(leaf, operator, present, setting) is (operator == leaf.operator)


def _positive(leaf: Leaf, operator: str, present: list[Any], setting: Setting) -> bool:
    if operator == "not_empty":
        return bool(present)
    if leaf.family is Family.FLAG:
        return any(bool(each) for each in present) is leaf.value
    if operator == "has_all":
        held = {_comparable(leaf.field, each) for each in present}
        return set(leaf.value) <= held
    return any(_compares(leaf, operator, _comparable(leaf.field, each), setting) for each in present)


def _comparable(field: Field, value: Any) -> Any:
    """A value in the type filters compare it in."""
    if field.kind in _IDENTIFIED:
        return value if isinstance(value, UUID) else UUID(str(value))
    if field.kind is FieldKind.MONEY:
        return Decimal(str(value)) * 100
    if field.kind in (FieldKind.NUMBER, FieldKind.PERCENT):
        return Decimal(str(value))
    if field.kind is FieldKind.DATE:
        return value if isinstance(value, date) else date.fromisoformat(value)
    if field.kind is FieldKind.DATETIME:
        return value if isinstance(value, datetime) else datetime.fromisoformat(value)
    if field.kind in (FieldKind.CHOICE, FieldKind.MULTI_CHOICE):
        return value
    return str(value) if field.kind in CANONICAL and not field.custom else normalise(str(value))


def _compares(leaf: Leaf, operator: str, value: Any, setting: Setting) -> bool:
    wanted = leaf.value
    if leaf.family is Family.DATE:
        return _in_days(leaf, operator, value, setting)
    if leaf.family is Family.NUMBER:
        return _number(operator, value, wanted)
    if operator == "contains":
        return wanted in value
    if operator == "starts_with":
        return bool(value.startswith(wanted))
    options: Iterable[Any] = wanted if isinstance(wanted, tuple) else (wanted,)
    return value in {setting.member_id if each == ME else each for each in options}


def _number(operator: str, value: Decimal, wanted: Any) -> bool:
    if operator == "between":
        return bool(wanted[0] <= value <= wanted[1])
    if operator == "greater":
        return bool(value > wanted)
    if operator == "at_least":
        return bool(value >= wanted)
    if operator == "less":
        return bool(value < wanted)
    return bool(value <= wanted) if operator == "at_most" else bool(value == wanted)


def _in_days(leaf: Leaf, operator: str, value: Any, setting: Setting) -> bool:
    first, after = days_meant(operator, leaf.value, setting.today)
    if isinstance(value, datetime):
        begin = midnight(first, setting.time_zone) if first else None
        end = midnight(after, setting.time_zone) if after else None
        return (begin is None or value >= begin) and (end is None or value < end)
    return (first is None or value >= first) and (after is None or value < after)


def today_for(moment: datetime, time_zone: str) -> date:
    """The day it is somewhere at a moment."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
