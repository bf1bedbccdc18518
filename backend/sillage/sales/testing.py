"""Ready-made pipelines and deals for tests, made by the actions themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.sales.deals.actions import create_deal
from sillage.sales.pipelines.actions import create_pipeline
from sillage.sales.pipelines.models import Stage

STAGES: tuple[Mapping[str, Any], ...] = (
    {"name": "Lead", "colour": "#868e96", "probability": 10, "kind": "open"},
    {"name": "Proposition", "colour": "#f59f00", "probability": 60, "kind": "open"},
    {"name": "Signé", "colour": "#2f9e44", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#e03131", "probability": 0, "kind": "lost"},
)


@dataclass(frozen=True, slots=True)
class MadePipeline:
    """A pipeline and its stages by name."""

    id: UUID
    stages: dict[str, UUID]


def make_pipeline(
    manager: Actor, name: str = "Nouveaux clients", stages: Sequence[Mapping[str, Any]] = STAGES
) -> MadePipeline:
    """A pipeline with a lead, a proposal, a won and a lost stage unless told otherwise."""
    with workspace_transaction(manager.workspace_id, manager.user_id):
        pipeline_id = create_pipeline(manager, name, stages)
        rows = Stage.objects.filter(pipeline_id=pipeline_id).order_by("position")
        return MadePipeline(pipeline_id, dict(rows.values_list("name", "id")))


def make_deal(actor: Actor, name: str = "Supervision de 3 sites", **values: Any) -> UUID:
    """A deal created by the actor; gives its id."""
    with workspace_transaction(actor.workspace_id, actor.user_id):
        return create_deal(actor, {"name": name, **values})
