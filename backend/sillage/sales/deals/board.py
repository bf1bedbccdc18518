"""The board of a pipeline: totals come from the index alone, cards in its order.

`weighted` is the amount times the probability; a deal without a probability of its own has its stage's.
Amounts in other currencies are converted: those of open deals at today's rate, those of won and lost ones
at the rate of the day they closed; what has no rate stands apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import encode_cursor
from sillage.kernel.http.listing import Condition, Listing, Sort, equals, fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.values import amount_text
from sillage.sales.currencies.queries import rates_of
from sillage.sales.currencies.types import Sum, Total
from sillage.sales.deals.narrowing import Quick, all_of, is_rotting, reach_of
from sillage.sales.pipelines.models import Stage

CARDS = 20
MOST_LANES = 50
EVERYTHING = Quick()

_ROW = (
    "id", "version", "name", "organisation_id", "stage_id", "status", "amount_minor", "currency",
    "expected_close_on", "closed_on", "owner_id", "position", "stage_entered_at", "last_interaction_at",
    "next_activity_at",
)  # fmt: skip
_NAMES = (*_ROW, "probability", "rotting_days", "organisation_name", "owner_name")
_SELECT = (
    f"{', '.join(f'r.{name}' for name in _ROW)}, coalesce(r.probability, s.probability), s.rotting_days, o.name, m.name"
)
_PEOPLE = (
    "LEFT JOIN customers_organisation o ON o.workspace_id = r.workspace_id AND o.id = r.organisation_id"
    " LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"
)
READ = ("workspace_id", "probability", *_ROW)

COLUMN = Listing(
    table="sales_deal",
    permission="deal.see",
    columns=READ,
    select=_SELECT,
    joins=f"JOIN sales_stage s ON s.workspace_id = r.workspace_id AND s.id = r.stage_id {_PEOPLE}",
    sorts={"position": Sort("position", float)},
)
_IN_STAGE = "r.pipeline_id = s.pipeline_id AND r.stage_id = s.id AND r.deleted_at IS NULL"
_STAGES = "s.pipeline_id = %s AND s.deleted_at IS NULL"
_TOTALLED = "r.amount_minor, r.probability, r.currency, r.closed_on"
# What a group of deals is worth: by currency, and where a rate of the past is needed by closing day.
SUMS = (
    "r.currency, CASE WHEN r.currency <> %s THEN r.closed_on END, count(*), coalesce(sum(r.amount_minor), 0),"
    " coalesce(sum(r.amount_minor * r.probability), 0),"
    " coalesce(sum(r.amount_minor) FILTER (WHERE r.probability IS NULL), 0)"
)


def board(actor: Actor, pipeline_id: UUID, *, owner: str = "all", quick: Quick = EVERYTHING) -> dict[str, Any]:
    """The whole board of a pipeline, within what the actor may see and the quick filters.

    Raises `NotFound`, `Forbidden` or `InvalidFields`.
    """
    reach, narrowed, rates = reach_of(actor, owner), quick.conditions(actor), rates_of(actor)
    stages = stage_sums(pipeline_id, reach, narrowed, rates.base)
    columns = {
        entry["stage_id"]: {"stage_id": entry["stage_id"], **shown(rates.total(entry["sums"])), "cards": []}
        for entry in stages
    }
    for row in _first_cards(pipeline_id, reach, narrowed):
        columns[row[0]]["cards"].append(card_of(row[1:]))
    for column_entry in columns.values():
        column_entry["next_cursor"] = cut_page(column_entry["cards"])
    opened = rates.total([one for entry in stages if entry["kind"] == "open" for one in entry["sums"]])
    whole = shown(opened)
    return {
        "stages": list(columns.values()),
        "open_count": opened.count,
        "open_amount": whole["amount"],
        "weighted_amount": whole["weighted_amount"],
        "apart": whole["apart"],
        "currency": rates.base,
    }


def column(
    actor: Actor,
    pipeline_id: UUID,
    stage_id: UUID,
    *,
    owner: str = "all",
    quick: Quick = EVERYTHING,
    cursor: str | None = None,
    limit: int = CARDS,
) -> dict[str, Any]:
    """A page of the cards of one stage, in the board's order. Raises `NotFound` or `InvalidFields`."""
    reach = reach_of(actor, owner)
    stage = Stage.objects.filter(id=stage_id, pipeline_id=pipeline_id, deleted_at__isnull=True).first()
    if stage is None:
        raise NotFound
    within = equals(pipeline_id=pipeline_id, stage_id=stage_id)
    within += quick.conditions(actor, rotting_days=[stage.rotting_days])
    rows, token = COLUMN.page(reach, within, sort="position", cursor=cursor, limit=limit)
    return {"items": [card_of(row) for row in rows], "next_cursor": token}


def lanes(actor: Actor, pipeline_id: UUID, *, owner: str = "all", quick: Quick = EVERYTHING) -> dict[str, Any]:
    """The open deals of a pipeline by owner, those without one last: what each lane of the board adds up to.

    At most fifty lanes, the largest. Raises `NotFound` or `Forbidden`.
    """
    reach, narrowed, rates = reach_of(actor, owner), quick.conditions(actor), rates_of(actor)
    if not Stage.objects.filter(pipeline_id=pipeline_id, deleted_at__isnull=True).exists():
        raise NotFound
    union, values = _union("r.owner_id, s.probability AS usual, " + _TOTALLED, reach, narrowed)
    statement = (
        "SELECT d.owner_id, m.name, d.usual, d.currency, count(*), sum(d.amount_minor),"  # noqa: S608
        " coalesce(sum(d.amount_minor * coalesce(d.probability, d.usual)), 0) FROM sales_stage s CROSS JOIN LATERAL"
        f" ({union}) d LEFT JOIN identity_member m ON m.id = d.owner_id"
        f" WHERE {_STAGES} AND s.kind = 'open' GROUP BY d.owner_id, m.name, d.usual, d.currency"
    )
    found: dict[UUID | None, list[Sum]] = {}
    names: dict[UUID | None, str | None] = {}
    for owner_id, name, _, currency, count, amount, weighted in fetch(statement, [*values, pipeline_id]):
        names[owner_id] = name
        found.setdefault(owner_id, []).append(Sum(currency, None, count, int(amount), int(weighted)))
    totals = {owner_id: rates.total(sums) for owner_id, sums in found.items()}
    order = sorted(totals, key=lambda each: (each is None, -totals[each].amount, -totals[each].count, str(each)))
    return {
        "lanes": [{"owner_id": each, "owner_name": names[each], **shown(totals[each])} for each in order[:MOST_LANES]],
        "currency": rates.base,
    }


def card(deal_id: UUID) -> dict[str, Any]:
    """One deal as the board shows it. Raises `NotFound`."""
    rows = fetch(f"SELECT {_SELECT} FROM sales_deal r {COLUMN.joins} WHERE r.id = %s", [deal_id])  # noqa: S608
    if not rows:
        raise NotFound
    return card_of(rows[0])


def stage_sums(
    pipeline_id: UUID, reach: Sequence[Condition], narrowed: Sequence[Condition], base: str
) -> list[dict[str, Any]]:
    """The stages of a pipeline in order, each with the sums of its deals. Raises `NotFound`."""
    union, values = _union(_TOTALLED, reach, narrowed)
    statement = (
        "SELECT s.id, s.kind, s.probability, t.* FROM sales_stage s LEFT JOIN LATERAL ("  # noqa: S608
        f"SELECT {SUMS} FROM ({union}) r GROUP BY 1, 2) t ON true WHERE {_STAGES} ORDER BY s.position, s.id"
    )
    found: dict[UUID, dict[str, Any]] = {}
    for stage_id, kind, probability, *group in fetch(statement, [base, *values, pipeline_id]):
        entry = found.setdefault(stage_id, {"stage_id": stage_id, "kind": kind, "sums": []})
        if group[0] is not None:
            entry["sums"].append(sum_of(group, probability))
    if not found:
        raise NotFound
    return list(found.values())


def sum_of(group: Sequence[Any], probability: int) -> Sum:
    """A row of `SUMS` with the probability of deals that have none of their own."""
    currency, day, count, amount, own, following = group
    return Sum(currency, day, count, int(amount), int(own) + int(following) * probability)


def shown(total: Total) -> dict[str, Any]:
    """A total as the API gives it."""
    return {
        "count": total.count,
        "amount": amount_text(total.amount),
        "weighted_amount": amount_text(total.weighted),
        "apart": [
            {
                "currency": part.currency,
                "count": part.count,
                "amount": amount_text(part.amount),
                "weighted_amount": amount_text(part.weighted),
            }
            for part in total.apart
        ],
    }


def cut_page(cards: list[dict[str, Any]]) -> str | None:
    """Take the card too many off a first page; the cursor of the next one, or None."""
    if len(cards) <= CARDS:
        return None
    cards.pop()
    return encode_cursor("position", cards[-1]["position"], cards[-1]["id"])


def _union(select: str, reach: Sequence[Condition], narrowed: Sequence[Condition]) -> tuple[str, list[Any]]:
    more, values = all_of(narrowed)
    parts = [
        f"SELECT {select} FROM sales_deal r WHERE {_IN_STAGE} AND {part.sql}{more}"  # noqa: S608
        for part in reach
    ]
    nothing = f"SELECT {select} FROM sales_deal r WHERE false"  # noqa: S608
    return " UNION ALL ".join(parts or [nothing]), [one for part in reach for one in (*part.values, *values)]


def _first_cards(pipeline_id: UUID, reach: Sequence[Condition], narrowed: Sequence[Condition]) -> list[tuple[Any, ...]]:
    more, values = all_of(narrowed)
    columns = ", ".join(f"r.{name}" for name in READ)
    order = f"ORDER BY r.position, r.id LIMIT {CARDS + 1}"
    parts = [
        f"(SELECT {columns} FROM sales_deal r WHERE {_IN_STAGE} AND {part.sql}{more} {order})"  # noqa: S608
        for part in reach
    ]
    if not parts:
        return []
    statement = (
        f"SELECT s.id, {_SELECT} FROM sales_stage s"  # noqa: S608
        f" CROSS JOIN LATERAL (SELECT * FROM ({' UNION ALL '.join(parts)}) r {order}) r {_PEOPLE}"
        f" WHERE {_STAGES} ORDER BY s.position, s.id, r.position, r.id"
    )
    return fetch(statement, [*(one for part in reach for one in (*part.values, *values)), pipeline_id])


def card_of(row: Sequence[Any]) -> dict[str, Any]:
    """A row of `COLUMN.select` as a card."""
    document = dict(zip(_NAMES, row, strict=True))
    document["amount"] = amount_text(document.pop("amount_minor"))
    document["rotting"] = is_rotting(
        status=document["status"],
        rotting_days=document.pop("rotting_days"),
        entered_at=document["stage_entered_at"],
        last_interaction_at=document["last_interaction_at"],
    )
    return document
