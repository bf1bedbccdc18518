"""What a stage requires of the deals that enter it, for every caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.registry import registry
from sillage.kernel.text import Text
from sillage.sales.deals.rules import Step

_NEEDED = Text(fr="À renseigner pour entrer dans l’étape « {stage} »", en="To be filled before entering “{stage}”")
_LINES = Text(fr="Lignes", en="Lines")
# What a stage cannot require: they follow from the move itself or from what is recorded about the deal.
_NEVER = frozenset({"name", "pipeline_id", "stage_id", "position", "currency", "opened_on"})
# Either field tells it: an entry of a list, or words.
_EITHER = {"loss_reason_id": ("loss_reason_id", "lost_reason"), "competitor_id": ("competitor_id", "competitor")}


def requirable() -> dict[str, Text]:
    """The fields of deals that a stage may require, with their labels."""
    fields = registry.object("deal").fields
    return {field.name: field.label for field in fields if field.writable and field.name not in _NEVER}


def refuse_unfilled(step: Step, values: Mapping[str, Any], *, path: str = "") -> None:
    """Raises `InvalidFields` naming each field the stage requires that the deal would not hold in it.

    A required field that was removed since is no longer required.
    """
    if problems := unfilled(step, values, path=path):
        raise InvalidFields(fields=problems)


def unfilled(step: Step, values: Mapping[str, Any], *, path: str = "") -> list[FieldProblem]:
    """The problems of fields the stage requires and the deal would not hold in it."""
    if not step.required:
        return []
    known = requirable()
    text = _NEEDED.format(stage=step.name)
    return [
        FieldProblem(f"{path}{name}", "required_to_enter", text)
        for name in step.required
        if name in known and not any(_filled(one, values.get(one)) for one in _EITHER.get(name, (name,)))
    ]


def _filled(name: str, value: Any) -> bool:
    if name == "amount":
        return bool(value)
    return value is not None and value != "" and value not in ([], ())


def wanted_fields(steps: Sequence[Step]) -> set[str]:
    """Every field that entering these stages looks at."""
    return {one for step in steps for name in step.required for one in _EITHER.get(name, (name,))}
