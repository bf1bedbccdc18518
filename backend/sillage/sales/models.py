"""The capability's tables, gathered for Django."""

from sillage.sales.currencies.models import ExchangeRate, WorkspaceCurrency
from sillage.sales.deals.models import Deal, DealContact, StageVisit
from sillage.sales.lines.models import DealLine
from sillage.sales.pipelines.models import LossReason, Pipeline, Stage

__all__ = [
    "Deal",
    "DealContact",
    "DealLine",
    "ExchangeRate",
    "LossReason",
    "Pipeline",
    "Stage",
    "StageVisit",
    "WorkspaceCurrency",
]
