"""The capability's tables, gathered for Django."""

from sillage.sales.deals.models import Deal, DealContact
from sillage.sales.pipelines.models import Pipeline, Stage

__all__ = ["Deal", "DealContact", "Pipeline", "Stage"]
