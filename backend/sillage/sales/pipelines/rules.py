"""What makes a set of stages a pipeline, and the pipelines a workspace starts with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sillage.kernel.errors import FieldProblem
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import WrongValue

MAX_STAGES = 30

_TWICE = Text(fr="Deux étapes portent ce nom", en="Two stages bear this name")
_NEEDED = {
    "open": Text(fr="Il faut au moins une étape ouverte", en="At least one open stage is needed"),
    "won": Text(fr="Il faut au moins une étape gagnée", en="At least one won stage is needed"),
    "lost": Text(fr="Il faut au moins une étape perdue", en="At least one lost stage is needed"),
}


@dataclass(frozen=True, slots=True)
class ReadyStage:
    """A stage of a pipeline that Sillage brings along."""

    name: Text
    colour: str
    probability: int
    kind: str = "open"
    rotting_days: int | None = None


@dataclass(frozen=True, slots=True)
class ReadyPipeline:
    """A pipeline that a new workspace gets."""

    name: Text
    stages: tuple[ReadyStage, ...]

    def stage_values(self, language: str) -> list[dict[str, Any]]:
        """Its stages as `create_pipeline` takes them."""
        return [
            {
                "name": stage.name.in_language(language),
                "colour": stage.colour,
                "probability": stage.probability,
                "kind": stage.kind,
                "rotting_days": stage.rotting_days,
            }
            for stage in self.stages
        ]


NEW_CLIENTS = ReadyPipeline(
    Text(fr="Nouveaux clients", en="New clients"),
    (
        ReadyStage(Text(fr="Lead", en="Lead"), "#868e96", 10, rotting_days=30),
        ReadyStage(Text(fr="RDV", en="Meeting"), "#4dabf7", 25, rotting_days=21),
        ReadyStage(Text(fr="Pitch", en="Pitch"), "#748ffc", 40, rotting_days=21),
        ReadyStage(Text(fr="Proposition", en="Proposal"), "#f59f00", 60, rotting_days=30),
        ReadyStage(Text(fr="Signé", en="Signed"), "#2f9e44", 100, "won"),
        ReadyStage(Text(fr="Perdu", en="Lost"), "#e03131", 0, "lost"),
    ),
)
PROSPECTING = ReadyPipeline(
    Text(fr="Prospection", en="Prospecting"),
    (
        ReadyStage(Text(fr="Non qualifié", en="Unqualified"), "#868e96", 5, rotting_days=30),
        ReadyStage(Text(fr="Contacté", en="Contacted"), "#4dabf7", 15, rotting_days=14),
        ReadyStage(Text(fr="À recontacter", en="To contact again"), "#748ffc", 25, rotting_days=45),
        ReadyStage(Text(fr="Négociation", en="Negotiation"), "#f59f00", 60, rotting_days=21),
        ReadyStage(Text(fr="Déjà client", en="Already a client"), "#2f9e44", 100, "won"),
        ReadyStage(Text(fr="Abandon", en="Abandoned"), "#e03131", 0, "lost"),
    ),
)
READY = (NEW_CLIENTS, PROSPECTING)
READY_REASONS = (
    Text(fr="Prix", en="Price"),
    Text(fr="Concurrent", en="Competitor"),
    Text(fr="Pas de budget", en="No budget"),
    Text(fr="Sans réponse", en="No answer"),
    Text(fr="Projet abandonné", en="Project dropped"),
)


def field_names(value: Any) -> list[str]:
    """Names of fields, each once, in order."""
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) for name in value):
        raise WrongValue("list_type", "Une liste de champs est attendue", "A list of fields is expected")
    if len(value) > 30:
        raise WrongValue("too_long", "Au plus 30 champs", "At most 30 fields")
    return list(dict.fromkeys(value))


def settled_probability(kind: str, probability: int) -> int:
    """A won stage is certain and a lost one hopeless, whatever was typed."""
    return {"won": 100, "lost": 0}.get(kind, probability)


def stage_problems(stages: Sequence[Mapping[str, Any]]) -> list[FieldProblem]:
    """What keeps these stages from being a pipeline: names twice, no open, won or lost one."""
    problems: list[FieldProblem] = []
    seen: set[str] = set()
    for index, stage in enumerate(stages):
        key = normalise(stage["name"])
        if key in seen:
            problems.append(FieldProblem(f"stages.{index}.name", "stage_name_twice", _TWICE))
        seen.add(key)
    kinds = {stage["kind"] for stage in stages}
    return problems + [
        FieldProblem("stages", f"no_{kind}_stage", text) for kind, text in _NEEDED.items() if kind not in kinds
    ]
