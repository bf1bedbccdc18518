"""Changes to a mapping, checked against what the target offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field
from sillage.kernel.text import Text, normalise
from sillage.records.imports.associating import Association, association_of, count_values, describe, options_of
from sillage.records.imports.errors import IncompleteMapping
from sillage.records.imports.judging import fixed_values
from sillage.records.imports.models import Import
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.targets import LISTED_KINDS, Target

_NO_FIELD = Text(fr="Ce champ n’existe pas ou ne s’importe pas", en="This field does not exist or cannot be imported")
_NO_COLUMN = Text(fr="Le fichier n’a pas cette colonne", en="The file has no such column")
_TWICE = Text(fr="Ce champ est déjà associé à une autre colonne", en="This field is already mapped to another column")
_NO_OPTION = Text(fr="Cette valeur n’est pas proposée", en="This value is not offered")
_CANNOT_CREATE = Text(fr="Vous ne pouvez pas créer de valeur ici", en="You cannot create a value here")
_NO_MATCH = Text(
    fr="Ce champ ne permet pas de reconnaître une fiche, ou n’est associé à aucune colonne",
    en="Records cannot be recognised by this field, or no column is mapped to it",
)


def apply_columns(entry: Import, target: Target, changes: Sequence[Mapping[str, Any]]) -> None:
    """Send columns to other fields; a field is fed by one column."""
    columns = {column["index"]: column for column in entry.columns}
    for position, change in enumerate(changes):
        column = columns.get(change["index"])
        if column is None:
            raise InvalidFields.one(f"columns.{position}.index", "no_such_column", _NO_COLUMN)
        if change.get("field") is not None and change["field"] not in target.fields:
            raise InvalidFields.one(f"columns.{position}.field", "no_such_field", _NO_FIELD)
        if "field" in change:
            column["field"], column["confidence"] = change["field"], 1.0 if change["field"] else 0.0
        column |= {name: change[name] for name in ("rule", "invalid") if change.get(name)}
    _free_taken_fields(entry, changes)
    used = [column["field"] for column in entry.columns if column["field"]]
    for position, change in enumerate(changes):
        if change.get("field") and used.count(change["field"]) > 1:
            raise InvalidFields.one(f"columns.{position}.field", "mapped_twice", _TWICE)
    if entry.match_field not in {item.name for item in target.match_fields(used)}:
        entry.match_field = None


def _free_taken_fields(entry: Import, changes: Sequence[Mapping[str, Any]]) -> None:
    """A field sent to a new column leaves the one it was proposed for."""
    moved = {change["field"]: change["index"] for change in changes if change.get("field")}
    named = {change["index"] for change in changes if "field" in change}
    for column in entry.columns:
        if column["field"] in moved and column["index"] not in named:
            column["field"], column["confidence"] = None, 0.0


def apply_fixed(actor: Actor, entry: Import, target: Target, changes: Sequence[Mapping[str, Any]]) -> None:
    """Choose values that apply to every row."""
    for position, change in enumerate(changes):
        item = target.fixed.get(change["field"])
        if item is None:
            raise InvalidFields.one(f"fixed.{position}.field", "no_such_field", _NO_FIELD)
        if change["value"] is None:
            entry.fixed.pop(item.name, None)
            continue
        if change["value"] not in {option.id for option in options_of(actor, item, {})}:
            raise InvalidFields.one(f"fixed.{position}.value", "no_such_option", _NO_OPTION)
        entry.fixed[item.name] = change["value"]
        # What was chosen for stages belonged to the other pipeline.
        entry.choices = {}


def apply_choices(entry: Import, target: Target, changes: Sequence[Mapping[str, Any]]) -> None:
    """Settle what becomes of unknown values; the options are checked by `refresh_associations`."""
    for position, change in enumerate(changes):
        item = target.fields.get(change["field"])
        if item is None or item.kind not in LISTED_KINDS:
            raise InvalidFields.one(f"values.{position}.field", "no_such_field", _NO_FIELD)
        chosen = {"action": change["action"], "target": change.get("target"), "kind": change.get("kind")}
        entry.choices.setdefault(item.name, {})[normalise(change["value"])] = chosen


def apply_match(entry: Import, target: Target, changes: Mapping[str, Any]) -> None:
    """Choose the field that existing records are recognised by, and what happens to those found."""
    for rule in ("when_matched", "when_new", "when_trashed"):
        if changes.get(rule):
            setattr(entry, rule, changes[rule])
    if "match_field" not in changes:
        return
    name = changes["match_field"]
    able = {item.name for item in target.match_fields(column["field"] for column in entry.columns)}
    if name is not None and name not in able:
        raise InvalidFields.one("match_field", "no_such_match", _NO_MATCH)
    entry.match_field = name


def first_fixed(actor: Actor, target: Target) -> dict[str, str]:
    """The first option of each relation that must be chosen for all rows."""
    fixed = {}
    for name in target.shape.fixed_required:
        if options := options_of(actor, target.fixed[name], {}):
            fixed[name] = options[0].id
    return fixed


def listed_columns(entry: Import, target: Target) -> dict[int, Field]:
    """The mapped columns whose values must exist, by index."""
    return {
        column["index"]: target.fields[column["field"]]
        for column in entry.columns
        if column["field"] in target.fields and target.fields[column["field"]].kind in LISTED_KINDS
    }


def refresh_associations(actor: Actor, target: Target, entry: Import) -> None:
    """Find the values of the file that do not exist, and say what will become of them.

    Raises `InvalidFields` when a chosen option does not exist or a value may not be created.
    """
    columns = listed_columns(entry, target)
    counts = count_values(stored_rows(entry), {index: item.name for index, item in columns.items()}) if columns else {}
    fixed = fixed_values(target, entry.fixed)
    entry.associations = []
    for item in columns.values():
        association = association_of(actor, target, item.name, entry.choices, fixed)
        _refuse_wrong_choices(association)
        entry.associations.append(describe(association, counts[item.name]))


def _refuse_wrong_choices(association: Association) -> None:
    chosen = list(association.choices.values())
    wanted = {choice["target"] for choice in chosen if choice["action"] == "match"}
    problems = []
    if wanted - association.existing(wanted):
        problems.append(FieldProblem("values", "no_such_option", _NO_OPTION))
    if not association.can_create and any(choice["action"] == "create" for choice in chosen):
        problems.append(FieldProblem("values", "cannot_create", _CANNOT_CREATE))
    if problems:
        raise InvalidFields(fields=problems)


def refuse_incomplete(actor: Actor, entry: Import, target: Target) -> None:
    """Raise `IncompleteMapping` when no row could be imported: a required field has no source."""
    mapped = {column["field"] for column in entry.columns if column["field"]}
    missing = [target.fixed[name] for name in target.shape.fixed_required if not entry.fixed.get(name)]
    if target.shape.complete is None:
        missing += [
            item for item in target.fields.values() if item.required and item.name not in mapped | set(entry.fixed)
        ]
    if not mapped:
        none = Text(fr="Aucune colonne n’est associée à un champ", en="No column is mapped to a field")
        raise IncompleteMapping(none)
    if missing:
        needed = Text(
            fr="Aucune colonne n’est associée à ce champ obligatoire", en="No column is mapped to this required field"
        )
        raise IncompleteMapping(fields=[FieldProblem(item.name, "not_mapped", needed) for item in missing])
