"""Days and periods of filters: relative ones become ranges of days of whoever asks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sillage.records.filters.types import Span, Unit

_FIRST, _LAST = date(1, 1, 2), date(9999, 12, 30)
Days = tuple[date | None, date | None]


def days_meant(operator: str, value: Any, today: date) -> Days:
    """The range [first day, day after the last) of an operator; None is open."""
    if operator == "on":
        return value, _plus(value, 1)
    if operator == "before":
        return None, value
    if operator == "after":
        return _plus(value, 1), None
    if operator == "between":
        return value[0], _plus(value[1], 1)
    if operator == "within_last":
        return moved(today, Span(-value.amount, value.unit)), _plus(today, 1)
    if operator == "within_next":
        return today, _plus(moved(today, value), 1)
    if operator == "older_than":
        return None, moved(today, Span(-value.amount, value.unit))
    return _period(operator, value, today)


def _period(operator: str, unit: Unit, today: date) -> Days:
    steps = {"this": 0, "previous": -1, "next": 1}[operator]
    first = moved(start_of(today, unit), Span(steps, unit))
    return first, moved(first, Span(1, unit))


def start_of(day: date, unit: Unit) -> date:
    """The first day of the week (Monday), month, quarter or year that holds the day."""
    if unit == "day":
        return day
    if unit == "week":
        return _plus(day, -day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1)


def moved(day: date, span: Span) -> date:
    """The day so much later (earlier when negative); the last day of a shorter month, limits kept."""
    if span.unit in ("day", "week"):
        return _plus(day, span.amount * (7 if span.unit == "week" else 1))
    months = span.amount * {"month": 1, "quarter": 3, "year": 12}[span.unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return _FIRST if year < 1 else _LAST
    after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))


def _plus(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return _LAST if days > 0 else _FIRST


def midnight(day: date, time_zone: str) -> datetime:
    """The moment a day begins where somebody lives, in UTC."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)
