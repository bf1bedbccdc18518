"""Reading pipelines and stages: few, small, the same for everybody who sees deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor, require
from sillage.records.imports.types import ValueOption
from sillage.sales.pipelines.models import Pipeline, Stage

_STAGE = ("id", "name", "colour", "position", "probability", "kind")
_ALL = (
    "SELECT p.id, p.version, p.name, p.position, s.id, s.name, s.colour, s.position, s.probability, s.kind"
    " FROM sales_pipeline p LEFT JOIN sales_stage s"
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
            entry["stages"].append(dict(zip(_STAGE, row[4:], strict=True)))
    return list(found.values())
