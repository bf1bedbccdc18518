"""What pipelines achieve, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, OptionalLine, Page
from sillage.sales.deals.board_schemas import PipelineStatistics
from sillage.sales.deals.schemas import DealOut
from sillage.sales.statistics import analysis, queries
from sillage.sales.statistics.schemas import PipelineAnalysis

router = Router(tags=["pipelines"])
SEE = "deal.see"
Figure = Literal["entered", "advanced", "won", "lost", "decided", "open"]


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


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/analysis",
    operation="getPipelineAnalysis",
    permission=SEE,
    response=PipelineAnalysis,
)
def get_pipeline_analysis(
    request: ApiRequest,
    pipeline_id: UUID,
    begin: Query[date | None] = None,
    end: Query[date | None] = None,
    owner: Query[OptionalLine] = "all",
) -> dict[str, Any]:
    """Conversion, time in stage, win rate, owners, sources, lost reasons and velocity over a period.

    The twelve months up to today by default; `owner` is `me`, `team`, `all`, `none` or a member's id.
    """
    return analysis.analysis(request.actor, pipeline_id, begin=begin, end=end, owner=owner)


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/analysis/deals",
    operation="listAnalysisDeals",
    permission=SEE,
    response=Page[DealOut],
)
def list_analysis_deals(
    request: ApiRequest,
    pipeline_id: UUID,
    figure: Query[Figure],
    begin: Query[date | None] = None,
    end: Query[date | None] = None,
    owner: Query[OptionalLine] = "all",
    stage_id: Query[UUID | None] = None,
    of_owner: Query[OptionalLine | None] = None,
    source: Query[OptionalLine | None] = None,
    reason: Query[OptionalLine | None] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
) -> dict[str, Any]:
    """The deals behind a figure; `of_owner`, `source` and `reason` are keys of its groups."""
    return analysis.deals_behind(
        request.actor,
        pipeline_id,
        figure,
        begin=begin,
        end=end,
        owner=owner,
        stage_id=stage_id,
        of_owner=of_owner,
        source=source,
        reason=reason,
        cursor=cursor,
        limit=limit,
    )
