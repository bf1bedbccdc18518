"""Pipelines and their stages over HTTP. The board and its figures are with the deals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.sales.pipelines import actions, queries, reasons, stages
from sillage.sales.pipelines.schemas import (
    LossReasonOut,
    LossReasonsIn,
    PipelineIn,
    PipelineOut,
    PipelinePatch,
    RequirableField,
    StagesIn,
)

router = Router(tags=["pipelines"])
SEE = "deal.see"
MANAGE = "pipeline.manage"


@endpoint(router, "GET", "/pipelines", operation="listPipelines", permission=SEE, response=list[PipelineOut])
def list_pipelines(request: ApiRequest) -> list[dict[str, Any]]:
    """Every pipeline with its stages, in order."""
    return queries.pipelines(request.actor)


@endpoint(router, "POST", "/pipelines", operation="createPipeline", permission=MANAGE, response=PipelineOut)
def create_pipeline(request: ApiRequest, values: PipelineIn) -> dict[str, Any]:
    """Create a pipeline, after the others."""
    given = None if values.stages is None else [stage.model_dump(exclude_unset=True) for stage in values.stages]
    pipeline_id = actions.create_pipeline(request.actor, values.name, given)
    return queries.pipeline(request.actor, pipeline_id)


@endpoint(
    router,
    "PATCH",
    "/pipelines/{pipeline_id}",
    operation="updatePipeline",
    permission=MANAGE,
    response=PipelineOut,
)
def update_pipeline(request: ApiRequest, pipeline_id: UUID, values: PipelinePatch) -> dict[str, Any]:
    """Rename a pipeline or give it another place."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_pipeline(request.actor, pipeline_id, changes, version)
    return queries.pipeline(request.actor, pipeline_id)


@endpoint(
    router,
    "PUT",
    "/pipelines/{pipeline_id}/stages",
    operation="replaceStages",
    permission=MANAGE,
    response=PipelineOut,
)
def replace_stages(request: ApiRequest, pipeline_id: UUID, values: StagesIn) -> dict[str, Any]:
    """Rename, recolour, reorder, add and remove stages at once.

    409 `stage_has_deals` when a removed stage holds deals and `moves` does not say where they go.
    """
    stages.replace_stages(
        request.actor,
        pipeline_id,
        [stage.model_dump(exclude_unset=True) for stage in values.stages],
        moves=values.moves,
        expected_version=expected_version(request, values.version),
    )
    return queries.pipeline(request.actor, pipeline_id)


@endpoint(router, "DELETE", "/pipelines/{pipeline_id}", operation="deletePipeline", permission=MANAGE)
def delete_pipeline(request: ApiRequest, pipeline_id: UUID) -> None:
    """Remove a pipeline without deals; 409 when it holds some or is the last one."""
    actions.delete_pipeline(request.actor, pipeline_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/pipelines/{pipeline_id}/restore",
    operation="restorePipeline",
    permission=MANAGE,
    response=PipelineOut,
    status=200,
)
def restore_pipeline(request: ApiRequest, pipeline_id: UUID) -> dict[str, Any]:
    """Bring a removed pipeline back, after the others."""
    actions.restore_pipeline(request.actor, pipeline_id)
    return queries.pipeline(request.actor, pipeline_id)


@endpoint(
    router,
    "GET",
    "/stage-fields",
    operation="listRequirableFields",
    permission=MANAGE,
    response=list[RequirableField],
)
def list_requirable_fields(request: ApiRequest) -> list[dict[str, Any]]:
    """The fields of deals that a stage may require on entering."""
    return stages.requirable_fields(request.actor)


@endpoint(router, "GET", "/loss-reasons", operation="listLossReasons", permission=SEE, response=list[LossReasonOut])
def list_loss_reasons(request: ApiRequest) -> list[dict[str, Any]]:
    """The reasons for which deals are lost, in order."""
    return queries.loss_reasons(request.actor)


@endpoint(
    router,
    "PUT",
    "/loss-reasons",
    operation="replaceLossReasons",
    permission=MANAGE,
    response=list[LossReasonOut],
)
def replace_loss_reasons(request: ApiRequest, values: LossReasonsIn) -> list[dict[str, Any]]:
    """Rename, reorder, add and remove reasons at once; deals keep a reason that leaves the list."""
    reasons.replace_loss_reasons(request.actor, [entry.model_dump() for entry in values.reasons])
    return queries.loss_reasons(request.actor)
