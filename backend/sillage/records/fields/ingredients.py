"""What formulas and roll-ups may be made from, and a formula tried out on real records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sillage.kernel.permissions import Actor, within
from sillage.records.fields.defining import extendable
from sillage.records.fields.formulas import Type, WrongFormula, worked_out
from sillage.records.fields.inputs import RESULT_KINDS, input_values, inputs_of, read_for, relations_to
from sillage.records.fields.rollups import aggregable
from sillage.records.fields.schema import present_schema
from sillage.records.objects.queries import rows_of

_SAMPLES = 3


def ingredients_of(actor: Actor, object: str) -> dict[str, Any]:
    """Inputs of formulas and sources of roll-ups. Raises `InvalidFields` naming `object`."""
    entry, language = extendable(object), actor.language
    inputs = [
        {"name": name, "label": each.field.label.in_language(language), "type": each.type.value}
        for name, each in inputs_of(entry).items()
        if each.type is not Type.TRUTH or each.field.custom
    ]
    sources = [
        {
            "object": source.name,
            "label": source.plural.in_language(language),
            "relation": relation.name,
            "relation_label": relation.label.in_language(language),
            "fields": [
                {"name": field.name, "label": field.label.in_language(language), "kind": field.kind.value}
                for field in source.fields
                if aggregable(source, field)
            ],
        }
        for source, relation in relations_to(object)
    ]
    return {"inputs": inputs, "sources": sources}


def tried_formula(actor: Actor, object: str, text: str) -> dict[str, Any]:
    """Whether a formula can be read, and what it gives for the latest records the actor may see."""
    entry = extendable(object)
    try:
        formula = read_for(entry, text)
    except WrongFormula as wrong:
        return {"valid": False, "message": wrong.message.in_language(actor.language), "kind": None, "samples": []}
    rows = within(actor, f"{object}.see", rows_of(entry).filter(deleted_at__isnull=True))
    ids = list(rows.order_by("-created_at", "-id").values_list("id", flat=True)[:_SAMPLES])
    titles = entry.titles(actor, ids)
    values = input_values(entry, set(formula.fields), present_schema().of(object).definitions, ids)
    samples = [
        {"id": str(each), "name": titles[each], "result": _shown(worked_out(formula, values[each]))}
        for each in ids
        if each in titles and each in values
    ]
    return {"valid": True, "message": None, "kind": RESULT_KINDS[formula.type].value, "samples": samples}


def _shown(result: Any) -> str | None:
    if isinstance(result, Decimal):
        return format(result.quantize(Decimal("0.01")), "f")
    return None if result is None else str(result)
