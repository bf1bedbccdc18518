"""What pipelines achieve, over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import OptionalLine
from sillage.sales.deals.board_schemas import PipelineStatistics
from sillage.sales.statistics import queries

router = Router(tags=["pipelines"])
SEE = "deal.see"


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/statistics",
    operation="getPipelineStatistics",
    permission=SEE,
    response=PipelineStatistics,
)
def get_pipeline_statistics(
    request: ApiRequest, pipeline_id: UUID, owner: Query[OptionalLine] = "all"
) -> dict[str, Any]:
    """Value per stage now and deals won in each of the last twelve months."""
    return queries.present_figures(request.actor, pipeline_id, owner=owner)
