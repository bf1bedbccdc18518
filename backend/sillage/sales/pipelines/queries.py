"""Reading pipelines and stages: few, small, the same for everybody who sees deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson

from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import normalise
from sillage.records.imports.types import ValueOption
from sillage.sales.pipelines.models import LossReason, Pipeline, Stage

_STAGE = ("id", "name", "colour", "position", "probability", "kind", "rotting_days", "required_fields")
_ALL = (
    "SELECT p.id, p.version, p.name, p.position, s.id, s.name, s.colour, s.position, s.probability, s.kind,"
    " s.rotting_days, s.required_fields FROM sales_pipeline p LEFT JOIN sales_stage s"
    " ON s.workspace_id = p.workspace_id AND s.pipeline_id = p.id AND s.deleted_at IS NULL"
    " WHERE p.deleted_at IS NULL"
)
_ORDER = " ORDER BY p.position, p.id, s.position, s.id"


def pipelines(actor: Actor) -> list[dict[str, Any]]:
    """Every pipeline with its stages, in order. Raises `Forbidden` for who sees no deals."""
    require(actor, "deal.see")
    return _documents(fetch(_ALL + _ORDER))


def pipeline(actor: Actor, pipeline_id: UUID) -> dict[str, Any]:
    """One pipeline with its stages. Raises `NotFound`."""
    found = _documents(fetch(f"{_ALL} AND p.id = %s{_ORDER}", [pipeline_id]))
    if not found:
        raise NotFound
    return found[0]


def stage_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these stages, also of removed ones: history names them."""
    wanted = set(ids)
    return dict(Stage.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def pipeline_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these pipelines, also of removed ones."""
    wanted = set(ids)
    return dict(Pipeline.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def loss_reasons(actor: Actor) -> list[dict[str, Any]]:
    """The reasons for which deals are lost, in order. Raises `Forbidden` for who sees no deals."""
    require(actor, "deal.see")
    rows = LossReason.objects.filter(deleted_at__isnull=True).order_by("position", "id")
    return [
        {"id": one, "name": name, "position": place} for one, name, place in rows.values_list("id", "name", "position")
    ]


def loss_reason_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these reasons, also of removed ones: deals name them."""
    wanted = set(ids)
    return dict(LossReason.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def loss_reasons_by_name() -> dict[str, UUID]:
    """The reasons of the list by normalised name."""
    rows = LossReason.objects.filter(deleted_at__isnull=True).order_by("-position", "-id")
    return {normalise(name): reason_id for reason_id, name in rows.values_list("id", "name")}


def loss_reason_options(actor: Actor, fixed: Mapping[str, Any]) -> list[ValueOption]:
    """The reasons an import may give."""
    return [ValueOption(str(entry["id"]), entry["name"]) for entry in loss_reasons(actor)]


def pipeline_options(actor: Actor, fixed: Mapping[str, Any]) -> list[ValueOption]:
    """The pipelines an import may put deals in, in order."""
    return [ValueOption(str(entry["id"]), entry["name"]) for entry in pipelines(actor)]


def stage_options(actor: Actor, fixed: Mapping[str, Any]) -> list[ValueOption]:
    """The stages of the pipeline an import goes to; of the first one when none was chosen."""
    chosen = str(fixed["pipeline_id"]) if fixed.get("pipeline_id") else None
    entries = [entry for entry in pipelines(actor) if chosen in (None, str(entry["id"]))]
    stages = entries[0]["stages"] if entries else []
    return [ValueOption(str(stage["id"]), stage["name"], stage["kind"]) for stage in stages]


def _documents(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    found: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        entry = found.setdefault(
            row[0], {"id": row[0], "version": row[1], "name": row[2], "position": row[3], "stages": []}
        )
        if row[4] is not None:
            stage = dict(zip(_STAGE, row[4:], strict=True))
            required = stage["required_fields"]
            # Django hands JSON over as text.
            stage["required_fields"] = orjson.loads(required) if isinstance(required, str) else required
            entry["stages"].append(stage)
    return list(found.values())
