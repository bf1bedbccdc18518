"""What the API gives for boards and their figures."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sillage.kernel.http.schemas import Schema
from sillage.sales.currencies.schemas import ApartOut
from sillage.sales.deals.schemas import DealStatus


class DealCard(Schema):
    """A deal on the board."""

    id: UUID
    version: int
    name: str
    organisation_id: UUID | None
    organisation_name: str | None
    stage_id: UUID
    status: DealStatus
    amount: str
    currency: str
    probability: int
    expected_close_on: date | None
    closed_on: date | None
    owner_id: UUID | None
    owner_name: str | None
    position: float
    stage_entered_at: datetime
    last_interaction_at: datetime | None
    next_activity_at: datetime | None
    rotting: bool


class Totalled(Schema):
    """A sum in the workspace's currency; `apart` is what no exchange rate converts, also in `count`."""

    count: int
    amount: str
    weighted_amount: str
    apart: list[ApartOut]


class BoardColumn(Totalled):
    """One stage on the board: totals over all its deals, and its first cards."""

    stage_id: UUID
    cards: list[DealCard]
    next_cursor: str | None


class BoardOut(Schema):
    """The board. The totals at the end count open deals only; `currency` is that of every amount."""

    stages: list[BoardColumn]
    open_count: int
    open_amount: str
    weighted_amount: str
    apart: list[ApartOut]
    currency: str


class BoardLane(Totalled):
    """The open deals of one owner, or of nobody."""

    owner_id: UUID | None
    owner_name: str | None


class BoardLanes(Schema):
    """The lanes of a board, the most valuable first."""

    lanes: list[BoardLane]
    currency: str


class BoardField(Schema):
    """A field a board may be made on."""

    name: str
    label: str


class ChoiceColumn(Totalled):
    """One choice on a board; `value` and `label` are null for deals without one."""

    value: str | None
    label: str | None
    cards: list[DealCard]
    next_cursor: str | None


class ChoiceBoard(Schema):
    """Open deals by the choices of a field."""

    by: str
    label: str
    columns: list[ChoiceColumn]
    currency: str


class StageTotal(Totalled):
    """How many deals a stage holds and what they are worth."""

    stage_id: UUID


class MonthTotal(Schema):
    """Deals won in one calendar month, "2026-11"."""

    month: str
    count: int
    amount: str
    apart: list[ApartOut]


class PipelineStatistics(Schema):
    """Value per stage now, and deals won in each of the last twelve months, oldest first."""

    stages: list[StageTotal]
    won_by_month: list[MonthTotal]
    currency: str
