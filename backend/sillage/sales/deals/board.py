"""The board of a pipeline and its figures: totals come from the index alone, cards in its order.

`weighted` is the amount times the probability; a deal without a probability of its own has its stage's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sillage.kernel import clock
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import encode_cursor
from sillage.kernel.http.listing import Condition, Listing, Sort, branches, equals, fetch
from sillage.kernel.permissions import Actor, Scope
from sillage.kernel.values import amount_text
from sillage.sales.pipelines.models import Stage

BoardOwner = Literal["me", "team", "all"]
CARDS = 20
MONTHS = 12

_ROW = (
    "id", "version", "name", "organisation_id", "stage_id", "status", "amount_minor", "currency",
    "expected_close_on", "closed_on", "owner_id", "position", "stage_entered_at", "last_interaction_at",
)  # fmt: skip
_NAMES = (*_ROW, "probability", "organisation_name", "owner_name")
_SELECT = f"{', '.join(f'r.{name}' for name in _ROW)}, coalesce(r.probability, s.probability), o.name, m.name"
_PEOPLE = (
    "LEFT JOIN customers_organisation o ON o.workspace_id = r.workspace_id AND o.id = r.organisation_id"
    " LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"
)
_READ = ("workspace_id", "probability", *_ROW)

COLUMN = Listing(
    table="sales_deal",
    permission="deal.see",
    columns=_READ,
    select=_SELECT,
    joins=f"JOIN sales_stage s ON s.workspace_id = r.workspace_id AND s.id = r.stage_id {_PEOPLE}",
    sorts={"position": Sort("position", float)},
)
_IN_STAGE = "r.pipeline_id = s.pipeline_id AND r.stage_id = s.id AND r.deleted_at IS NULL"
_STAGES = "s.pipeline_id = %s AND s.deleted_at IS NULL"


def board(actor: Actor, pipeline_id: UUID, *, owner: BoardOwner = "all") -> dict[str, Any]:
    """The whole board of a pipeline, within what the actor may see. Raises `NotFound` or `Forbidden`."""
    reach = _reach(actor, owner)
    totals, currency = _stage_totals(pipeline_id, reach)
    columns = {entry["stage_id"]: {**entry, "cards": [], "next_cursor": None} for entry in totals}
    for row in _first_cards(pipeline_id, reach):
        columns[row[0]]["cards"].append(_card(row[1:]))
    for column_entry in columns.values():
        cards = column_entry["cards"]
        if len(cards) > CARDS:
            cards.pop()
            column_entry["next_cursor"] = encode_cursor("position", cards[-1]["position"], cards[-1]["id"])
    opened = [entry for entry in totals if entry["kind"] == "open"]
    return {
        "stages": [_shown(entry) for entry in columns.values()],
        "open_count": sum(entry["count"] for entry in opened),
        "open_amount": amount_text(sum(entry["amount"] for entry in opened)),
        "weighted_amount": amount_text(_rounded(sum(entry["weighted"] for entry in opened))),
        "currency": currency,
    }


def column(
    actor: Actor,
    pipeline_id: UUID,
    stage_id: UUID,
    *,
    owner: BoardOwner = "all",
    cursor: str | None = None,
    limit: int = CARDS,
) -> dict[str, Any]:
    """A page of the cards of one stage, in the board's order. Raises `NotFound` or `InvalidFields`."""
    reach = _reach(actor, owner)
    if not Stage.objects.filter(id=stage_id, pipeline_id=pipeline_id, deleted_at__isnull=True).exists():
        raise NotFound
    within = equals(pipeline_id=pipeline_id, stage_id=stage_id)
    rows, token = COLUMN.page(reach, within, sort="position", cursor=cursor, limit=limit)
    return {"items": [_card(row) for row in rows], "next_cursor": token}


def card(deal_id: UUID) -> dict[str, Any]:
    """One deal as the board shows it. Raises `NotFound`."""
    rows = fetch(f"SELECT {_SELECT} FROM sales_deal r {COLUMN.joins} WHERE r.id = %s", [deal_id])  # noqa: S608
    if not rows:
        raise NotFound
    return _card(rows[0])


def statistics(actor: Actor, pipeline_id: UUID, *, owner: BoardOwner = "all") -> dict[str, Any]:
    """Value per stage now, and deals won in each of the last twelve months up to today.

    Months are those of the actor's time zone. Raises `NotFound` or `Forbidden`.
    """
    reach = _reach(actor, owner)
    totals, currency = _stage_totals(pipeline_id, reach)
    return {
        "stages": [_shown(entry) for entry in totals],
        "won_by_month": _won_by_month(pipeline_id, reach, _months(today(actor))),
        "currency": currency,
    }


def today(actor: Actor) -> date:
    """The actor's calendar day."""
    return clock.now().astimezone(ZoneInfo(actor.time_zone)).date()


def _reach(actor: Actor, owner: BoardOwner) -> list[Condition]:
    most = {"me": Scope.OWN, "team": Scope.TEAM, "all": Scope.ALL}[owner]
    return branches(actor, "deal.see", at_most=most)


def _stage_totals(pipeline_id: UUID, reach: Sequence[Condition]) -> tuple[list[dict[str, Any]], str]:
    union = " UNION ALL ".join(
        f"SELECT r.amount_minor, r.probability FROM sales_deal r WHERE {_IN_STAGE} AND {part.sql}"  # noqa: S608
        for part in reach
    )
    statement = (
        "SELECT s.id, s.kind, s.probability, w.currency, t.* FROM sales_stage s"  # noqa: S608
        " JOIN identity_workspace w ON w.id = s.workspace_id CROSS JOIN LATERAL ("
        "SELECT count(*), coalesce(sum(amount_minor), 0), coalesce(sum(amount_minor * probability), 0),"
        f" coalesce(sum(amount_minor) FILTER (WHERE probability IS NULL), 0) FROM ({union}) r"
        f") t WHERE {_STAGES} ORDER BY s.position, s.id"
    )
    rows = fetch(statement, [*(value for part in reach for value in part.values), pipeline_id])
    if not rows:
        raise NotFound
    totals = [
        {
            "stage_id": stage_id,
            "kind": kind,
            "count": count,
            "amount": int(amount),
            "weighted": int(own) + int(following) * probability,
        }
        for stage_id, kind, probability, _, count, amount, own, following in rows
    ]
    return totals, rows[0][3]


def _first_cards(pipeline_id: UUID, reach: Sequence[Condition]) -> list[tuple[Any, ...]]:
    columns = ", ".join(f"r.{name}" for name in _READ)
    order = f"ORDER BY r.position, r.id LIMIT {CARDS + 1}"
    union = " UNION ALL ".join(
        f"(SELECT {columns} FROM sales_deal r WHERE {_IN_STAGE} AND {part.sql} {order})"  # noqa: S608
        for part in reach
    )
    statement = (
        f"SELECT s.id, {_SELECT} FROM sales_stage s"  # noqa: S608
        f" CROSS JOIN LATERAL (SELECT * FROM ({union}) r {order}) r {_PEOPLE}"
        f" WHERE {_STAGES} ORDER BY s.position, s.id, r.position, r.id"
    )
    return fetch(statement, [*(value for part in reach for value in part.values), pipeline_id])


def _won_by_month(pipeline_id: UUID, reach: Sequence[Condition], months: Sequence[date]) -> list[dict[str, Any]]:
    union = " UNION ALL ".join(
        "SELECT r.amount_minor FROM sales_deal r WHERE r.pipeline_id = %s AND r.status = 'won'"  # noqa: S608
        f" AND r.deleted_at IS NULL AND r.closed_on >= m.first AND r.closed_on < m.next AND {part.sql}"
        for part in reach
    )
    statement = (
        "SELECT m.first, t.* FROM unnest(%s::date[], %s::date[]) AS m(first, next)"  # noqa: S608
        f" CROSS JOIN LATERAL (SELECT count(*), coalesce(sum(amount_minor), 0) FROM ({union}) r) t ORDER BY m.first"
    )
    values: list[Any] = [list(months[:-1]), list(months[1:])]
    values += [value for part in reach for value in (pipeline_id, *part.values)]
    return [
        {"month": f"{first:%Y-%m}", "count": count, "amount": amount_text(int(amount))}
        for first, count, amount in fetch(statement, values)
    ]


def _months(day: date) -> list[date]:
    """The first days of the last twelve months, the present one included, and of the next."""
    present = day.year * 12 + day.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(present - MONTHS + 1, present + 2)]


def _rounded(hundredths: int) -> int:
    """Hundredths of a cent as cents, half up: amounts are never negative."""
    return (hundredths + 50) // 100


def _shown(entry: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in entry.items() if name not in ("kind", "weighted")}
    return shown | {
        "amount": amount_text(entry["amount"]),
        "weighted_amount": amount_text(_rounded(entry["weighted"])),
    }


def _card(row: Sequence[Any]) -> dict[str, Any]:
    document = dict(zip(_NAMES, row, strict=True))
    document["amount"] = amount_text(document.pop("amount_minor"))
    return document
