"""Checking what an administrator says about a field, by its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel.numbers import list_currencies

from sillage.identity.workspaces.queries import workspace
from sillage.kernel.db import current_workspace_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.registry import RecordObject, registry
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import Cleaner, WrongValue, line, one_of, optional
from sillage.records.fields import errors
from sillage.records.fields.formulas import WrongFormula, order_of
from sillage.records.fields.inputs import RESULT_KINDS, read_for, relations_to
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.fields.naming import MAX_LABEL, RESERVED, clean_choices, key_from, key_shaped
from sillage.records.fields.rollups import FUNCTIONS, Source, aggregable
from sillage.records.fields.rules import checkbox, cleaner_of, empty
from sillage.records.fields.schema import definition_of, present_schema
from sillage.records.fields.types import COMPUTED, Kind

MAX_FIELDS = 200
_CHOOSING = frozenset({Kind.CHOICE, Kind.MULTI_CHOICE})
_NO_DEFAULT = frozenset({Kind.MEMBER, Kind.RELATION, *COMPUTED})
_DICT = WrongValue("dict_type", "Un objet est attendu", "An object is expected")


def _settings(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > 10:
        raise _DICT
    return value


CLEANERS: dict[str, Cleaner] = {
    "object": line(32),
    "key": optional(key_shaped),
    "label": line(MAX_LABEL),
    "label_en": optional(line(MAX_LABEL)),
    "kind": one_of([kind.value for kind in Kind]),
    "help": optional(line(300)),
    "required": checkbox,
    "personal": checkbox,
    "default": lambda value: value,
    "choices": lambda value: value,
    "target": optional(line(32)),
    "currency": optional(line(3)),
    "settings": _settings,
    "position": lambda value: value,
}


def extendable(name: str) -> RecordObject:
    """The kind of record of that name, if it takes fields. Raises `InvalidFields` naming `object`."""
    entry = registry.objects().get(name)
    if entry is None or not entry.extras:
        raise InvalidFields.one("object", "unknown_object", errors.NO_OBJECT)
    return entry


def check_room(name: str) -> None:
    """Raises `InvalidFields` when the kind of record has all the fields it may have."""
    if len(present_schema().of(name).definitions) >= MAX_FIELDS:
        raise InvalidFields.one("label", "too_many_fields", errors.TOO_MANY.format(limit=MAX_FIELDS))


def check_label(row: FieldDefinition, entry: RecordObject) -> None:
    """Raises `InvalidFields` when another field of the kind of record reads like this one."""
    own = f"custom.{row.key}"
    words = {normalise(row.label)} | ({normalise(row.label_en)} if row.label_en else set())
    for field in entry.fields:
        if field.name != own and words & {normalise(field.label.fr), normalise(field.label.en)}:
            raise InvalidFields.one("label", "name_taken", errors.LABEL_TAKEN)


def chosen_key(entry: RecordObject, asked: str | None, label: str) -> str:
    """The key of a new field. Raises `InvalidFields` when the one asked for is reserved or taken."""
    reserved = RESERVED | {field.name for field in entry.fields if not field.custom}
    taken = set(FieldDefinition.objects.filter(object=entry.name).values_list("key", flat=True))
    if asked is None:
        return key_from(label, reserved | taken)
    if asked in reserved:
        raise InvalidFields.one("key", "reserved", errors.KEY_RESERVED)
    if asked in taken:
        raise InvalidFields.one("key", "key_taken", errors.KEY_TAKEN)
    return asked


def settle(row: FieldDefinition, entry: RecordObject, present: Sequence[dict[str, Any]] = ()) -> None:
    """Check and complete what depends on the kind, in place; `present` are the choices it has had so far.

    Raises `InvalidFields`.
    """
    kind = Kind(row.kind)
    if row.required and kind in COMPUTED:
        raise InvalidFields.one("required", "computed", errors.NOT_REQUIRED)
    row.choices = clean_choices(row.choices, present) if kind in _CHOOSING else []
    row.result_kind = None
    if kind is not Kind.RELATION:
        row.target = None
    elif (target := registry.objects().get(row.target or "")) is None or not target.own_permissions:
        raise InvalidFields.one("target", "unknown_object", errors.NO_TARGET)
    if kind not in COMPUTED:
        row.settings = {}
    if kind is Kind.FORMULA:
        _settle_formula(row, entry)
    elif kind is Kind.ROLLUP:
        _settle_rollup(row)
    _settle_currency(row)
    _settle_default(row)


def _settle_currency(row: FieldDefinition) -> None:
    amounts = Kind.MONEY.value in (row.kind, row.result_kind)
    if not amounts:
        row.currency = None
        return
    row.currency = row.currency or str(workspace(current_workspace_id())["currency"])
    if row.currency not in list_currencies():
        raise InvalidFields.one("currency", "unknown_currency", errors.UNKNOWN_CURRENCY)


def _settle_default(row: FieldDefinition) -> None:
    if empty(row.default):
        row.default = None
        return
    definition = definition_of(row)
    if definition.kind in _NO_DEFAULT:
        raise InvalidFields.one("default", "no_default", errors.NO_DEFAULT)
    try:
        row.default = cleaner_of(definition)(row.default)
    except WrongValue as wrong:
        raise InvalidFields.one("default", wrong.code, wrong.message) from wrong


def _settle_formula(row: FieldDefinition, entry: RecordObject) -> None:
    text = row.settings.get("formula")
    if not isinstance(text, str):
        raise InvalidFields.one("settings.formula", "missing", Text(fr="Écrivez la formule", en="Write the formula"))
    try:
        formula = read_for(entry, text)
        uses = {
            each.key: read_for(entry, str(each.settings.get("formula"))).fields
            for each in present_schema().of(entry.name).computed
            if each.kind is Kind.FORMULA and each.key != row.key and _readable(entry, each.settings)
        }
        order_of(uses | {row.key: formula.fields})
    except WrongFormula as wrong:
        raise InvalidFields.one("settings.formula", "wrong_formula", wrong.message) from wrong
    row.settings = {"formula": text, "uses": sorted(formula.fields)}
    kind = RESULT_KINDS[formula.type]
    row.result_kind = (Kind.MONEY if kind is Kind.NUMBER and row.currency else kind).value


def _readable(entry: RecordObject, settings: Mapping[str, Any]) -> bool:
    try:
        read_for(entry, str(settings.get("formula")))
    except WrongFormula:
        return False
    return True


def _settle_rollup(row: FieldDefinition) -> None:
    settings = row.settings
    function = settings.get("function")
    if function not in FUNCTIONS:
        message = Text(fr="Choisissez ce qui est calculé", en="Choose what is worked out")
        raise InvalidFields.one("settings.function", "literal_error", message)
    pairs = {(entry.name, field.name): (entry, field) for entry, field in relations_to(row.object)}
    found = pairs.get((str(settings.get("object")), str(settings.get("relation"))))
    if found is None:
        raise InvalidFields.one("settings.relation", "unknown_relation", errors.ROLLUP_SOURCE)
    source_object, relation = found
    of = None
    if function != "count":
        of = next((field for field in source_object.fields if field.name == settings.get("field")), None)
        if of is None or not aggregable(source_object, of) or _comes_from_rollup(source_object.name, of.name):
            raise InvalidFields.one("settings.field", "unknown_field", errors.ROLLUP_FIELD)
    source = Source(source_object, relation, str(function), of)
    if function == "sum" and source.kind is Kind.DATE:
        raise InvalidFields.one("settings.function", "no_sum_of_dates", errors.ROLLUP_FIELD)
    row.result_kind = source.kind.value
    if of is not None and of.currency:
        row.currency = of.currency
    row.settings = {
        "object": source_object.name,
        "relation": relation.name,
        "function": function,
        "field": of.name if of else None,
    }


def _comes_from_rollup(object: str, name: str) -> bool:
    """True for a formula that uses a roll-up, directly or through other formulas."""
    by_name = present_schema().of(object).by_name
    definition = by_name.get(name)
    if definition is None:
        return False
    if definition.kind is Kind.ROLLUP:
        return True
    uses = definition.settings.get("uses", ()) if definition.kind is Kind.FORMULA else ()
    return any(_comes_from_rollup(object, f"custom.{key}") for key in uses)


def used_choices(row: FieldDefinition, gone: set[str]) -> dict[str, int]:
    """How many records have each of these choices."""
    counts: dict[str, int] = {}
    for value in FieldValue.objects.filter(field_id=row.id, text_key__in=gone).values_list("text_key", flat=True):
        counts[str(value)] = counts.get(str(value), 0) + 1
    return counts


def refuse_lost_choices(row: FieldDefinition, before: list[dict[str, Any]]) -> None:
    """Raises `InvalidFields` when a choice that records have is no longer among those offered."""
    gone = {each["value"] for each in before} - {each["value"] for each in row.choices}
    if gone and (counts := used_choices(row, gone)):
        raise InvalidFields(
            fields=[
                FieldProblem("choices", "choice_used", errors.CHOICE_USED.format(count=count))
                for count in counts.values()
            ]
        )


def dependents_of(row: FieldDefinition) -> list[str]:
    """The labels of formulas and roll-ups that are made from this field."""
    name = f"custom.{row.key}"
    found = []
    for object, fields in present_schema().objects.items():
        for each in fields.computed:
            settings = each.settings
            by_formula = object == row.object and row.key in settings.get("uses", ())
            by_rollup = settings.get("object") == row.object and name in (
                settings.get("relation"),
                settings.get("field"),
            )
            if each.id != row.id and (by_formula or by_rollup):
                found.append(each.label.fr)
    return found


def copy_of(row: FieldDefinition) -> FieldDefinition:
    """The same definition again, to compare with after changes."""
    return FieldDefinition(
        **{field.attname: getattr(row, field.attname) for field in FieldDefinition._meta.concrete_fields}
    )
