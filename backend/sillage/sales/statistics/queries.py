"""What a pipeline is worth now, and what was won month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sillage.kernel.http.listing import Condition, fetch
from sillage.kernel.permissions import Actor
from sillage.sales.currencies.queries import rates_of
from sillage.sales.currencies.types import NOTHING, Rates, Sum, Total
from sillage.sales.deals.board import shown, stage_sums
from sillage.sales.deals.narrowing import reach_of, today

MONTHS = 12


def present_figures(actor: Actor, pipeline_id: UUID, *, owner: str = "all") -> dict[str, Any]:
    """Value per stage now, and deals won in each of the last twelve months up to today.

    Months are those of the actor's time zone. Raises `NotFound` or `Forbidden`.
    """
    reach, rates = reach_of(actor, owner), rates_of(actor)
    stages = stage_sums(pipeline_id, reach, (), rates.base)
    return {
        "stages": [{"stage_id": entry["stage_id"], **shown(rates.total(entry["sums"]))} for entry in stages],
        "won_by_month": _won_by_month(pipeline_id, reach, _months(today(actor)), rates),
        "currency": rates.base,
    }


def _won_by_month(
    pipeline_id: UUID, reach: Sequence[Condition], months: Sequence[date], rates: Rates
) -> list[dict[str, Any]]:
    union = " UNION ALL ".join(
        "SELECT r.amount_minor, r.currency, r.closed_on FROM sales_deal r WHERE r.pipeline_id = %s"  # noqa: S608
        " AND r.status = 'won' AND r.deleted_at IS NULL AND r.closed_on >= %s AND r.closed_on < %s AND " + part.sql
        for part in reach
    )
    found: dict[str, list[Sum]] = {}
    if reach:
        statement = (
            "SELECT to_char(r.closed_on, 'YYYY-MM'), r.currency, CASE WHEN r.currency <> %s THEN r.closed_on END,"  # noqa: S608
            f" count(*), sum(r.amount_minor) FROM ({union}) r GROUP BY 1, 2, 3"
        )
        values = [one for part in reach for one in (pipeline_id, months[0], months[-1], *part.values)]
        for month, currency, day, count, amount in fetch(statement, [rates.base, *values]):
            found.setdefault(month, []).append(Sum(currency, day, count, int(amount)))
    totals = {month: rates.total(sums) for month, sums in found.items()}
    return [_month(f"{first:%Y-%m}", totals.get(f"{first:%Y-%m}", NOTHING)) for first in months[:-1]]


def _month(month: str, total: Total) -> dict[str, Any]:
    entry = shown(total)
    return {"month": month, "count": entry["count"], "amount": entry["amount"], "apart": entry["apart"]}


def _months(day: date) -> list[date]:
    """The first days of the last twelve months, the present one included, and of the next."""
    present = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(present - MONTHS + 1, present + 2)]
