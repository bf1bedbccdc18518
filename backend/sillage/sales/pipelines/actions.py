"""Editing pipelines and their stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import NotFound
from sillage.kernel.events import differences, record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, line, whole
from sillage.sales.pipelines.errors import LastPipeline, PipelineHasDeals
from sillage.sales.pipelines.events import PipelineCreated, PipelineDeleted, PipelineRestored, PipelineUpdated
from sillage.sales.pipelines.models import Pipeline, Stage
from sillage.sales.pipelines.rules import NEW_CLIENTS, READY
from sillage.sales.pipelines.stages import add_stages, advance_pipeline, cleaned_stages, deals_in, locked_pipeline

OBJECT = "pipeline"
MANAGE = "pipeline.manage"
_CLEANERS = {"name": line(80), "position": whole(0, 10_000)}


def create_pipeline(actor: Actor, name: str, stages: Sequence[Mapping[str, Any]] | None = None) -> UUID:
    """Create a pipeline after the others and return its id; without stages it gets the usual six.

    Each stage has `name`, and may have `colour`, `probability` (percent) and `kind`. Raises `Forbidden`
    or `InvalidFields`.
    """
    require(actor, MANAGE)
    fields = clean({"name": name}, _CLEANERS)
    given = NEW_CLIENTS.stage_values(actor.language) if stages is None else stages
    cleaned = cleaned_stages(given)
    now = clock.now()
    pipeline = Pipeline.objects.create(
        id=new_id(), name=fields["name"], position=_next_position(), created_at=now, updated_at=now
    )
    stage_ids = add_stages(pipeline.id, cleaned)
    record(actor, PipelineCreated(stage_ids=tuple(stage_ids)), object=OBJECT, record_id=pipeline.id, version=1)
    return pipeline.id


def create_ready_pipelines(actor: Actor) -> None:
    """Give a new workspace its pipelines, named in the language of the actor."""
    for ready in READY:
        create_pipeline(actor, ready.name.in_language(actor.language), ready.stage_values(actor.language))


def update_pipeline(
    actor: Actor, pipeline_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Rename a pipeline, or give it another place (from 0) among the others.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    pipeline = locked_pipeline(actor, pipeline_id, expected_version)
    fields = clean(values, _CLEANERS)
    changes = differences({name: getattr(pipeline, name) for name in fields}, fields)
    if not changes:
        return
    if "position" in changes:
        _reorder(pipeline, fields["position"])
    advance_pipeline(pipeline, {name: value for name, value in fields.items() if name == "name"})
    event = PipelineUpdated(fields=tuple(sorted(changes)))
    record(actor, event, object=OBJECT, record_id=pipeline.id, version=pipeline.version, changes=changes)


def delete_pipeline(actor: Actor, pipeline_id: UUID, expected_version: int | None = None) -> None:
    """Remove a pipeline that holds no deal.

    Raises `NotFound`, `Forbidden`, `StaleVersion`, `PipelineHasDeals` or `LastPipeline`.
    """
    pipeline = locked_pipeline(actor, pipeline_id, expected_version)
    # Locking the stages first keeps deals from moving in meanwhile.
    stages = Stage.objects.filter(pipeline_id=pipeline.id, deleted_at__isnull=True).select_for_update()
    if any(deals_in([stage.id for stage in stages]).values()):
        raise PipelineHasDeals
    others = Pipeline.objects.filter(deleted_at__isnull=True).exclude(id=pipeline.id)
    if not others.select_for_update().exists():
        raise LastPipeline
    advance_pipeline(pipeline, {"deleted_at": clock.now()})
    record(actor, PipelineDeleted(), object=OBJECT, record_id=pipeline.id, version=pipeline.version)


def restore_pipeline(actor: Actor, pipeline_id: UUID) -> None:
    """Bring a removed pipeline back, after the others. Raises `NotFound` or `Forbidden`."""
    require(actor, MANAGE)
    pipeline = Pipeline.objects.select_for_update().filter(id=pipeline_id).first()
    if pipeline is None:
        raise NotFound
    if pipeline.deleted_at is None:
        return
    advance_pipeline(pipeline, {"deleted_at": None, "position": _next_position()})
    record(actor, PipelineRestored(), object=OBJECT, record_id=pipeline.id, version=pipeline.version)


def _next_position() -> int:
    last = Pipeline.objects.filter(deleted_at__isnull=True).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _reorder(pipeline: Pipeline, position: int) -> None:
    """Put the pipeline at a place and number them all anew."""
    others = list(
        Pipeline.objects.filter(deleted_at__isnull=True)
        .exclude(id=pipeline.id)
        .order_by("position", "id")
        .select_for_update()
    )
    others.insert(position, pipeline)
    for place, entry in enumerate(others):
        entry.position = place
    Pipeline.objects.bulk_update(others, ["position"])
