"""What a pipeline achieved in a period: conversion, time in stage, win rate, owners, sources, reasons, velocity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.listing import Condition, equals, fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import amount_text
from sillage.sales.currencies.queries import rates_of
from sillage.sales.currencies.types import Rates, Sum
from sillage.sales.deals.board import shown, stage_sums
from sillage.sales.deals.narrowing import reach_of, today
from sillage.sales.deals.queries import page_within
from sillage.sales.pipelines.queries import pipeline as pipeline_document
from sillage.sales.statistics.cohorts import cohort_statement, entered_condition, stay_statement
from sillage.sales.statistics.rules import average, percent, velocity, win_rate

MOST_LINES = 30
_BACKWARDS = Text(fr="La fin vient après le début", en="The end comes after the beginning")
_UNKNOWN_STAGE = Text(fr="Cette étape n’appartient pas à ce pipeline", en="This stage does not belong to this pipeline")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `begin` to `end`, both included, of the actor's time zone."""

    begin: date
    end: date
    zone: ZoneInfo

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the period and the first after it."""
        midnight = time(tzinfo=self.zone)
        return datetime.combine(self.begin, midnight), datetime.combine(self.end + timedelta(days=1), midnight)


def period_of(actor: Actor, begin: date | None, end: date | None) -> Period:
    """The period asked for, the twelve months up to today by default. Raises `InvalidFields` naming `end`."""
    last = end or today(actor)
    first = begin or (last.replace(year=last.year - 1, day=min(last.day, 28)) + timedelta(days=1))
    if first > last:
        raise InvalidFields.one("end", "backwards", _BACKWARDS)
    return Period(first, last, ZoneInfo(actor.time_zone))


def analysis(
    actor: Actor, pipeline_id: UUID, *, begin: date | None = None, end: date | None = None, owner: str = "all"
) -> dict[str, Any]:
    """Everything the statistics of a pipeline show. Raises `NotFound`, `Forbidden` or `InvalidFields`."""
    reach, rates, period = reach_of(actor, owner), rates_of(actor), period_of(actor, begin, end)
    stages = pipeline_document(actor, pipeline_id)["stages"]
    closed = _closed(pipeline_id, reach, period, rates.base)
    sums = stage_sums(pipeline_id, reach, (), rates.base)
    opened = rates.total([one for entry in sums if entry["kind"] == "open" for one in entry["sums"]])
    cohorts = _cohorts(pipeline_id, reach, period, stages)
    return {
        "begin": period.begin,
        "end": period.end,
        "currency": rates.base,
        "stages": cohorts,
        "overall": _overall(cohorts),
        **_decided(closed, rates, opened.count),
        "by_month": _grouped(closed, rates, lambda row: (f"{row.closed_on:%Y-%m}",) * 2, in_order=True),
        "by_owner": _grouped(closed, rates, lambda row: (str(row.owner_id or NONE), row.owner_name)),
        "by_source": _grouped(closed, rates, lambda row: (row.source_key or NONE, row.source)),
        "loss_reasons": _reasons(closed, rates),
    }


def deals_behind(
    actor: Actor,
    pipeline_id: UUID,
    figure: str,
    *,
    begin: date | None = None,
    end: date | None = None,
    owner: str = "all",
    stage_id: UUID | None = None,
    of_owner: str | None = None,
    source: str | None = None,
    reason: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """A page of the deals behind a figure, the latest changed first.

    `entered` and `advanced` are of a stage; `won`, `lost`, `decided` of the period; `open` is now.
    Raises `NotFound`, `Forbidden` or `InvalidFields`.
    """
    reach, period = reach_of(actor, owner), period_of(actor, begin, end)
    stages = {stage["id"] for stage in pipeline_document(actor, pipeline_id)["stages"]}
    if figure in ("entered", "advanced"):
        if stage_id not in stages or stage_id is None:
            raise InvalidFields.one("stage_id", "unknown_stage", _UNKNOWN_STAGE)
        found = [entered_condition(pipeline_id, stage_id, *period.moments, advanced=figure == "advanced")]
    else:
        found = equals(pipeline_id=pipeline_id) + _decided_condition(figure, period)
    found += _told(of_owner, "r.owner_id", UUID) + _told(source, "r.source_key", normalise) + _reason_condition(reason)
    return page_within(reach, found, sort="-updated_at", cursor=cursor, limit=limit)


@dataclass(frozen=True, slots=True)
class _Group:
    """Deals closed alike: the day is that of the month, or of the rate when they are in another currency."""

    status: str
    closed_on: date
    owner_id: UUID | None
    owner_name: str | None
    source_key: str | None
    source: str | None
    reason_id: UUID | None
    reason: str | None
    words: str | None
    currency: str
    count: int
    amount: Decimal
    days: int

    def as_sum(self, base: str) -> Sum:
        return Sum(self.currency, None if self.currency == base else self.closed_on, self.count, int(self.amount))


def _closed(pipeline_id: UUID, reach: Sequence[Condition], period: Period, base: str) -> list[_Group]:
    columns = (
        "r.status, r.closed_on, r.owner_id, r.source_key, r.source, r.loss_reason_id, r.lost_reason, r.currency,"
        " r.amount_minor, r.opened_on"
    )
    parts = [
        f"SELECT {columns} FROM sales_deal r WHERE r.pipeline_id = %s AND r.deleted_at IS NULL"  # noqa: S608
        f" AND r.status IN ('won', 'lost') AND r.closed_on >= %s AND r.closed_on <= %s AND {part.sql}"
        for part in reach
    ]
    if not parts:
        return []
    closing = "CASE WHEN d.currency <> %s THEN d.closed_on ELSE date_trunc('month', d.closed_on)::date END"
    statement = (
        f"SELECT d.status, {closing} AS day, d.owner_id, m.name, d.source_key, max(d.source), d.loss_reason_id, l.name,"  # noqa: S608
        " CASE WHEN d.loss_reason_id IS NULL THEN d.lost_reason END AS words, d.currency, count(*),"
        " sum(d.amount_minor), sum(d.closed_on - d.opened_on)"
        f" FROM ({' UNION ALL '.join(parts)}) d"
        " LEFT JOIN identity_member m ON m.id = d.owner_id LEFT JOIN sales_loss_reason l ON l.id = d.loss_reason_id"
        " GROUP BY d.status, day, d.owner_id, m.name, d.source_key, d.loss_reason_id, l.name, words, d.currency"
    )
    values = [one for part in reach for one in (pipeline_id, period.begin, period.end, *part.values)]
    # fmt: off
    return [
        _Group(status, day, owner, name, key, source, reason_id, reason, words, currency, count, amount, int(days))
        for status, day, owner, name, key, source, reason_id, reason, words, currency, count, amount, days
        in fetch(statement, [base, *values])
    ]
    # fmt: on


def _cohorts(
    pipeline_id: UUID, reach: Sequence[Condition], period: Period, stages: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    entered = {row[0]: row[1:] for row in fetch(*cohort_statement(pipeline_id, reach, *period.moments))}
    stayed = {row[0]: row[1:] for row in fetch(*stay_statement(pipeline_id, reach, *period.moments))}
    found = []
    for stage in stages:
        came, advanced, lost, won = entered.get(stage["id"], (0, 0, 0, 0))
        stays, median, ninetieth = stayed.get(stage["id"], (0, None, None))
        is_open = stage["kind"] == "open"
        found.append(
            {
                "stage_id": stage["id"],
                "kind": stage["kind"],
                "entered": came,
                "advanced": advanced if is_open else 0,
                "lost": lost if is_open else 0,
                "won": won,
                "conversion": _text(percent(advanced, came)) if is_open else None,
                "stays": stays,
                "median_days": _days(median),
                "p90_days": _days(ninetieth),
            }
        )
    return found


def _overall(cohorts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """From the first open stage to a won one."""
    first = next((entry for entry in cohorts if entry["kind"] == "open"), None)
    entered, won = (first["entered"], first["won"]) if first else (0, 0)
    return {"entered": entered, "won": won, "conversion": _text(percent(won, entered))}


def _decided(closed: Sequence[_Group], rates: Rates, open_deals: int) -> dict[str, Any]:
    won = [row for row in closed if row.status == "won"]
    lost = [row for row in closed if row.status == "lost"]
    total = rates.total([row.as_sum(rates.base) for row in won])
    converted = total.count - sum(part.count for part in total.apart)
    rate = win_rate(total.count, sum(row.count for row in lost))
    mean = average(total.amount, converted)
    cycle = Decimal(sum(row.days for row in won)) / total.count if total.count else None
    return {
        "won": shown(total),
        "lost": shown(rates.total([row.as_sum(rates.base) for row in lost])),
        "win_rate": _text(rate),
        "average_amount": amount_text(mean),
        "cycle_days": _days(cycle),
        "open_deals": open_deals,
        "velocity": amount_text(velocity(open_deals, rate, mean, cycle)),
    }


def _grouped(
    closed: Sequence[_Group],
    rates: Rates,
    key: Callable[[_Group], tuple[str, str | None]],
    *,
    in_order: bool = False,
) -> list[dict[str, Any]]:
    """Won and lost by a key: in its order, else the most decided first, thirty at most."""
    groups: dict[str, list[_Group]] = {}
    labels: dict[str, str | None] = {}
    for row in closed:
        name, label = key(row)
        groups.setdefault(name, []).append(row)
        labels[name] = label
    entries: list[dict[str, Any]] = []
    for name, rows in groups.items():
        won = rates.total([row.as_sum(rates.base) for row in rows if row.status == "won"])
        lost = sum(row.count for row in rows if row.status == "lost")
        entry = {"key": name, "label": labels[name], "won": shown(won), "lost": lost}
        entries.append(entry | {"win_rate": _text(win_rate(won.count, lost))})
    if in_order:
        return sorted(entries, key=lambda entry: entry["key"])
    return sorted(entries, key=lambda entry: (-entry["won"]["count"] - entry["lost"], entry["key"]))[:MOST_LINES]


def _reasons(closed: Sequence[_Group], rates: Rates) -> list[dict[str, Any]]:
    groups: dict[str, list[_Group]] = {}
    labels: dict[str, str | None] = {}
    for row in closed:
        if row.status == "lost":
            name = str(row.reason_id) if row.reason_id else f"words:{row.words}" if row.words else NONE
            groups.setdefault(name, []).append(row)
            labels[name] = row.reason or row.words
    entries = [
        {"key": name, "label": labels[name], **shown(rates.total([row.as_sum(rates.base) for row in rows]))}
        for name, rows in groups.items()
    ]
    return sorted(entries, key=lambda entry: (-entry["count"], entry["key"]))[:MOST_LINES]


def _decided_condition(figure: str, period: Period) -> list[Condition]:
    if figure == "open":
        return [Condition("r.closed_on IS NULL")]
    kinds = ("won", "lost") if figure == "decided" else (figure,)
    sql = "r.status = ANY(%s) AND r.closed_on >= %s AND r.closed_on <= %s"
    return [Condition(sql, (list(kinds), period.begin, period.end))]


def _told(value: str | None, column: str, kind: Callable[[str], Any]) -> list[Condition]:
    if not value:
        return []
    if value == NONE:
        return [Condition(f"{column} IS NULL")]
    try:
        return [Condition(f"{column} = %s", (kind(value),))]
    except ValueError:
        return [Condition("false")]


def _reason_condition(reason: str | None) -> list[Condition]:
    if reason == NONE:
        return [Condition("r.loss_reason_id IS NULL AND r.lost_reason IS NULL")]
    if reason and reason.startswith("words:"):
        return [Condition("r.loss_reason_id IS NULL AND r.lost_reason = %s", (reason.removeprefix("words:"),))]
    return _told(reason, "r.loss_reason_id", UUID)


def _days(value: Any) -> str | None:
    return None if value is None else f"{Decimal(value):.1f}"


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
