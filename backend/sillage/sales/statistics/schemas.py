"""What the API gives for the statistics of a pipeline."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sillage.kernel.http.schemas import Schema
from sillage.sales.deals.board_schemas import Totalled
from sillage.sales.deals.schemas import DealStatus


class StageCohort(Schema):
    """Deals that first entered a stage in the period, and how long ended stays lasted.

    `conversion` is a percentage, null for none and for won and lost stages; days have one decimal.
    """

    stage_id: UUID
    kind: DealStatus
    entered: int
    advanced: int
    lost: int
    won: int
    conversion: str | None
    stays: int
    median_days: str | None
    p90_days: str | None


class OverallCohort(Schema):
    """From the first stage to a won one."""

    entered: int
    won: int
    conversion: str | None


class DecidedGroup(Schema):
    """Deals decided in the period that share an owner, a source or a month; `key` asks for them."""

    key: str
    label: str | None
    won: Totalled
    lost: int
    win_rate: str | None


class LossReasonFigures(Totalled):
    """Deals lost in the period for one reason."""

    key: str
    label: str | None


class PipelineAnalysis(Schema):
    """What a pipeline achieved from `begin` to `end`, both included.

    `velocity` is open deals × win rate × average amount ÷ cycle days, per day, in `currency`.
    """

    begin: date
    end: date
    currency: str
    stages: list[StageCohort]
    overall: OverallCohort
    won: Totalled
    lost: Totalled
    win_rate: str | None
    average_amount: str | None
    cycle_days: str | None
    open_deals: int
    velocity: str | None
    by_month: list[DecidedGroup]
    by_owner: list[DecidedGroup]
    by_source: list[DecidedGroup]
    loss_reasons: list[LossReasonFigures]
