"""Editing the stages of a pipeline as one list.

Deals stand in stages, and the deals module builds on this one: it offers `stage_deals:count` and
`stage_deals:move` through the registry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.registry import registry
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import clean, colour, identifier, line, missing, one_of, optional, whole
from sillage.records.imports.types import NewValue
from sillage.sales.pipelines.errors import StageHasDeals, StageKindInUse
from sillage.sales.pipelines.events import StagesReplaced
from sillage.sales.pipelines.models import Pipeline, Stage
from sillage.sales.pipelines.queries import pipeline as pipeline_document
from sillage.sales.pipelines.rules import MAX_STAGES, field_names, settled_probability, stage_problems

_CLEANERS = {
    "id": optional(identifier),
    "name": line(60),
    "colour": colour,
    "probability": whole(0, 100),
    "kind": one_of(("open", "won", "lost")),
    "rotting_days": optional(whole(1, 3650)),
    "required_fields": field_names,
}
_DEFAULTS = {"colour": "#868e96", "probability": 0, "kind": "open", "rotting_days": None, "required_fields": ()}
# A stage written without these keeps what it had.
_KEPT = ("rotting_days", "required_fields")
_COLUMNS = (*_DEFAULTS, "name", "position", "deleted_at")
_UNKNOWN_FIELD = Text(fr="Les deals n’ont pas de champ {name}", en="Deals have no field {name}")
_UNKNOWN_STAGE = Text(fr="Cette étape n’appartient pas à ce pipeline", en="This stage does not belong to this pipeline")
_NO_TARGET = Text(fr="Choisissez une étape qui reste dans le pipeline", en="Choose a stage that stays in the pipeline")
_TOO_MANY = Text(fr="Un pipeline a au plus 30 étapes", en="A pipeline has at most 30 stages")


def replace_stages(
    actor: Actor,
    pipeline_id: UUID,
    stages: Sequence[Mapping[str, Any]],
    *,
    moves: Mapping[UUID, UUID] | None = None,
    expected_version: int | None = None,
) -> None:
    """Make the stages of a pipeline what the list says, in its order.

    An entry with `id` keeps that stage (a removed one comes back), one without adds a stage, and stages
    left out are removed. `moves` names, for each removed stage that holds deals, the stage they go to.
    Raises `NotFound`, `Forbidden`, `StaleVersion`, `InvalidFields`, `StageHasDeals` or `StageKindInUse`.
    """
    pipeline = locked_pipeline(actor, pipeline_id, expected_version)
    # Taking the rows also waits for deals that are just moving in.
    known = {stage.id: stage for stage in Stage.objects.filter(pipeline_id=pipeline.id).select_for_update()}
    wanted = cleaned_stages([_completed(entry, known) for entry in stages])
    kept = {entry["id"] for entry in wanted if entry.get("id")}
    _refuse_unknown(wanted, known)
    removed = [stage for stage in known.values() if stage.deleted_at is None and stage.id not in kept]
    _refuse_kind_changes(wanted, known)
    targets = _targets(removed, kept, moves or {})
    changed = _write(pipeline, wanted, known, removed)
    move = registry.offer("stage_deals:move")
    if targets and move is not None:
        move(actor, targets)
    if not (changed["added"] or changed["changed"] or removed):
        return
    advance_pipeline(pipeline, {})
    event = StagesReplaced(
        added=changed["added"], changed=changed["changed"], removed=tuple(stage.id for stage in removed)
    )
    record(actor, event, object="pipeline", record_id=pipeline.id, version=pipeline.version)


def create_import_stages(actor: Actor, fixed: Mapping[str, Any], wanted: Sequence[NewValue]) -> dict[str, str]:
    """Add the stages a file names to the pipeline it is imported into, each before those that close.

    Gives the id of each label. Raises `Forbidden`, `NotFound` or `InvalidFields`.
    """
    pipeline_id = identifier(fixed.get("pipeline_id"))
    present = pipeline_document(actor, pipeline_id)["stages"]
    known = {normalise(stage["name"]): str(stage["id"]) for stage in present}
    lacking = [value for value in wanted if normalise(value.label) not in known]
    open_stages = [stage for stage in present if stage["kind"] == "open"]
    closing = [stage for stage in present if stage["kind"] != "open"]
    fresh = [{"name": value.label, "kind": value.kind or "open", "probability": 50} for value in lacking]
    entries = [{name: stage[name] for name in ("id", *_DEFAULTS, "name")} for stage in (*open_stages, *closing)]
    if fresh:
        replace_stages(actor, pipeline_id, [*entries[: len(open_stages)], *fresh, *entries[len(open_stages) :]])
        present = pipeline_document(actor, pipeline_id)["stages"]
        known = {normalise(stage["name"]): str(stage["id"]) for stage in present}
    return {value.label: known[normalise(value.label)] for value in wanted}


def _completed(entry: Mapping[str, Any], known: Mapping[UUID, Stage]) -> dict[str, Any]:
    """The entry with what it leaves unsaid of the stage it keeps."""
    stage = known.get(entry["id"]) if isinstance(entry.get("id"), UUID) else None
    kept = {name: getattr(stage, name) for name in _KEPT if name not in entry} if stage is not None else {}
    return {**entry, **kept}


def cleaned_stages(stages: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The stages with every value clean and complete. Raises `InvalidFields` naming `stages.<n>.<field>`."""
    if len(stages) > MAX_STAGES:
        raise InvalidFields.one("stages", "too_long", _TOO_MANY)
    cleaned = []
    for index, given in enumerate(stages):
        path = f"stages.{index}."
        entry = clean({**_DEFAULTS, **given}, _CLEANERS, path=path)
        if problems := missing(["name"], entry, path=path):
            raise InvalidFields(fields=problems)
        entry["probability"] = settled_probability(entry["kind"], entry["probability"])
        _refuse_unknown_fields(entry["required_fields"], path)
        cleaned.append(entry)
    if problems := stage_problems(cleaned):
        raise InvalidFields(fields=problems)
    return cleaned


def requirable_fields(actor: Actor) -> list[dict[str, Any]]:
    """The fields of deals a stage may require, with their labels in the actor's language."""
    require(actor, "pipeline.manage")
    fields = registry.offer("stage_deals:requirable")
    found: Mapping[str, Text] = fields() if fields is not None else {}
    return [{"name": name, "label": label.in_language(actor.language)} for name, label in found.items()]


def _refuse_unknown_fields(names: Sequence[str], path: str) -> None:
    fields = registry.offer("stage_deals:requirable")
    known: Mapping[str, Text] = fields() if fields is not None and names else {}
    problems = [
        FieldProblem(f"{path}required_fields.{index}", "unknown_field", _UNKNOWN_FIELD.format(name=name))
        for index, name in enumerate(names)
        if name not in known
    ]
    if problems:
        raise InvalidFields(fields=problems)


def add_stages(pipeline_id: UUID, stages: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Insert clean stages of a new pipeline in order; gives their ids."""
    made = [
        Stage(
            id=new_id(),
            pipeline_id=pipeline_id,
            position=position,
            **{name: entry[name] for name in (*_DEFAULTS, "name")},
        )
        for position, entry in enumerate(stages)
    ]
    Stage.objects.bulk_create(made)
    return [stage.id for stage in made]


def locked_pipeline(actor: Actor, pipeline_id: UUID, expected_version: int | None) -> Pipeline:
    """The pipeline under its row lock. Raises `Forbidden`, `NotFound` or `StaleVersion`."""
    require(actor, "pipeline.manage")
    pipeline = Pipeline.objects.select_for_update().filter(id=pipeline_id, deleted_at__isnull=True).first()
    if pipeline is None:
        raise NotFound
    if expected_version is not None and pipeline.version != expected_version:
        raise StaleVersion(pipeline_document(actor, pipeline_id))
    return pipeline


def advance_pipeline(pipeline: Pipeline, columns: Mapping[str, Any]) -> None:
    """Write the columns and raise the version by one."""
    pipeline.version += 1
    pipeline.updated_at = clock.now()
    for name, value in columns.items():
        setattr(pipeline, name, value)
    pipeline.save(update_fields=[*columns, "version", "updated_at"])


def deals_in(stage_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many deals outside the trash stand in each of these stages; stages without any are left out."""
    count = registry.offer("stage_deals:count")
    return dict(count(stage_ids)) if count is not None and stage_ids else {}


def _refuse_unknown(wanted: Sequence[Mapping[str, Any]], known: Mapping[UUID, Stage]) -> None:
    problems = [
        FieldProblem(f"stages.{index}.id", "unknown_stage", _UNKNOWN_STAGE)
        for index, entry in enumerate(wanted)
        if entry.get("id") and entry["id"] not in known
    ]
    given = [entry["id"] for entry in wanted if entry.get("id")]
    if len(given) != len(set(given)):
        problems.append(FieldProblem("stages", "unknown_stage", _UNKNOWN_STAGE))
    if problems:
        raise InvalidFields(fields=problems)


def _refuse_kind_changes(wanted: Sequence[Mapping[str, Any]], known: Mapping[UUID, Stage]) -> None:
    turned = [entry["id"] for entry in wanted if entry.get("id") and known[entry["id"]].kind != entry["kind"]]
    if counts := deals_in(turned):
        raise StageKindInUse(extra={"stages": _counted(counts, known)})


def _targets(removed: Sequence[Stage], kept: set[UUID], moves: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Where the deals of each removed stage go."""
    counts = deals_in([stage.id for stage in removed])
    undecided = {stage_id: count for stage_id, count in counts.items() if stage_id not in moves}
    if undecided:
        raise StageHasDeals(extra={"stages": _counted(undecided, {stage.id: stage for stage in removed})})
    targets = {stage_id: moves[stage_id] for stage_id in counts}
    if wrong := [stage_id for stage_id, target in targets.items() if target not in kept]:
        raise InvalidFields(fields=[FieldProblem(f"moves.{one}", "unknown_stage", _NO_TARGET) for one in wrong])
    return targets


def _counted(counts: Mapping[UUID, int], known: Mapping[UUID, Stage]) -> list[dict[str, Any]]:
    return [{"id": one, "name": known[one].name, "count": count} for one, count in counts.items()]


def _write(
    pipeline: Pipeline, wanted: Sequence[Mapping[str, Any]], known: Mapping[UUID, Stage], removed: Sequence[Stage]
) -> dict[str, tuple[UUID, ...]]:
    added, changed = [], []
    for position, entry in enumerate(wanted):
        values = {name: entry[name] for name in (*_DEFAULTS, "name")} | {"position": position, "deleted_at": None}
        stage = known.get(entry["id"]) if entry.get("id") else None
        if stage is None:
            added.append(Stage(id=new_id(), pipeline_id=pipeline.id, **values))
            continue
        if any(getattr(stage, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(stage, name, value)
            changed.append(stage)
    for stage in removed:
        stage.deleted_at = clock.now()
    Stage.objects.bulk_create(added)
    Stage.objects.bulk_update([*changed, *removed], _COLUMNS)
    return {"added": tuple(stage.id for stage in added), "changed": tuple(stage.id for stage in changed)}
