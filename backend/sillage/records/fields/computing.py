"""Keeping formulas and roll-ups current, in the transaction of the writes they follow from.

Whoever records an event of a record (`kernel.events`) tells `recorded`: the formulas of that record are
worked out at once, the roll-ups of the records it points to last before the commit. When a definition
changes, a job goes through all records of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from sillage.kernel.db import current_unit
from sillage.kernel.db.records import insert_many
from sillage.kernel.events import Recorded
from sillage.kernel.registry import RecordObject, registry
from sillage.kernel.values import WrongValue
from sillage.records.fields import rollups
from sillage.records.fields.extras import value_rows
from sillage.records.fields.formulas import Formula, Type, WrongFormula, order_of, read_formula, worked_out
from sillage.records.fields.inputs import input_values, inputs_of
from sillage.records.fields.models import FieldValue
from sillage.records.fields.queries import values_of
from sillage.records.fields.rules import amount, number
from sillage.records.fields.schema import present_schema
from sillage.records.fields.types import Definition, Kind

_CHUNK = 1_000


def recorded(entries: Sequence[Recorded]) -> None:
    """Bring up to date what is computed from the records these events are about."""
    schema = present_schema()
    if not schema.computes:
        return
    touched: dict[str, list[Recorded]] = {}
    for entry in entries:
        if entry.operation is not None:
            touched.setdefault(entry.object, []).append(entry)
    for name, each in touched.items():
        ids = [entry.record_id for entry in each]
        compute_rollups(schema.of(name).computed, [e.record_id for e in each if e.operation != "updated"])
        compute_formulas(name, ids)
    for definition in _rollups_over(touched):
        _later(definition, touched[str(definition.settings["object"])])


def compute_formulas(name: str, ids: Iterable[UUID]) -> None:
    """Work out every formula of a kind of record for these records."""
    definitions = present_schema().of(name).definitions
    formulas = [each for each in definitions if each.kind is Kind.FORMULA]
    entry = registry.objects().get(name)
    wanted = list(dict.fromkeys(ids))
    if not formulas or entry is None or not wanted:
        return
    read = {each.key: formula for each in formulas if (formula := _formula(entry, each)) is not None}
    used = {used for formula in read.values() for used in formula.fields}
    by_key = {each.key: each for each in formulas}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        values = input_values(entry, used, definitions, chunk)
        found: dict[str, dict[UUID, Any]] = {key: {} for key in read}
        for record_id, of_record in values.items():
            for key in order_of({key: formula.fields for key, formula in read.items()}):
                result = worked_out(read[key], of_record)
                of_record[key] = result
                clean = _clean(by_key[key], result)
                if clean is not None:
                    found[key][record_id] = clean
        _write([(by_key[key], results) for key, results in found.items()], list(values))


def compute_rollups(definitions: Iterable[Definition], ids: Iterable[UUID]) -> None:
    """Add up these roll-ups for these records."""
    wanted = sorted(set(ids))
    for definition in definitions:
        source = rollups.source_of(definition) if definition.kind is Kind.ROLLUP and wanted else None
        if source is None:
            continue
        rollups.one_at_a_time(definition)
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            _write([(definition, rollups.results(definition, source, chunk))], chunk)


def _rollups_over(names: Iterable[str]) -> list[Definition]:
    wanted = set(names)
    return [
        each
        for fields in present_schema().objects.values()
        for each in fields.computed
        if each.kind is Kind.ROLLUP and each.settings.get("object") in wanted
    ]


def _later(definition: Definition, entries: Sequence[Recorded]) -> None:
    """Add up again, last before the commit, for the records these ones point to or pointed to."""
    source = rollups.source_of(definition)
    if source is None:
        return
    parents = rollups.parents_of(source, [entry.record_id for entry in entries])
    for entry in entries:
        before, _ = entry.changes.get(source.relation.name, (None, None))
        if before is not None:
            parents.add(UUID(str(before)))
    if not parents:
        return
    unit = current_unit()
    waiting: dict[UUID, set[UUID]] = unit.pending.setdefault("rollups", {})
    waiting.setdefault(definition.id, set()).update(parents)
    unit.closing["rollups"] = _add_up_waiting


def _add_up_waiting() -> None:
    unit = current_unit()
    waiting: dict[UUID, set[UUID]] = unit.pending.pop("rollups", {})
    known = {each.id: each for fields in present_schema().objects.values() for each in fields.computed}
    for field_id in sorted(waiting):
        definition = known.get(field_id)
        if definition is not None:
            compute_rollups([definition], waiting[field_id])
            compute_formulas(definition.object, waiting[field_id])


def _formula(entry: RecordObject, definition: Definition) -> Formula | None:
    """The formula of a field, or None when a field it used has gone."""
    types = tuple(sorted((name, each.type) for name, each in inputs_of(entry).items()))
    return _read(str(definition.settings.get("formula", "")), types)


@lru_cache(maxsize=512)
def _read(text: str, types: tuple[tuple[str, Type], ...]) -> Formula | None:
    try:
        return read_formula(text, dict(types))
    except WrongFormula:
        return None


def _clean(definition: Definition, result: Any) -> Any:
    if result is None:
        return None
    try:
        if definition.value_kind is Kind.MONEY:
            return amount(Decimal(result).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
        if definition.value_kind is Kind.NUMBER:
            return number(result)
    except (WrongValue, ArithmeticError, TypeError):
        return None
    return result.isoformat() if definition.value_kind is Kind.DATE else str(result)


def _write(results: Sequence[tuple[Definition, Mapping[UUID, Any]]], ids: Sequence[UUID]) -> None:
    """Make the stored values of these records what was computed, touching those that differ only."""
    before = values_of([definition for definition, _ in results], list(ids))
    for definition, found in results:
        changed = [each for each in ids if before.get(each, {}).get(definition.name) != found.get(each)]
        if not changed:
            continue
        FieldValue.objects.filter(record_id__in=changed, field_id=definition.id).delete()
        insert_many([row for each in changed for row in value_rows(definition, each, found.get(each))])
