"""Field by field: what each record holds, and which value is proposed for the one that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel.db.models import RecordModel
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.values import amount_text
from sillage.records.fields.queries import extras_of
from sillage.records.objects.queries import rows_of

# The team follows the owner; ownership stays with the record that is kept unless a person says otherwise.
_LEFT_OUT = frozenset({"team_id"})
_OF_SURVIVOR = frozenset({"owner_id"})
_BY_PERSON = "member"
# Older than any change: a value nobody touched since its record was made.
_NEVER = datetime.min.replace(tzinfo=UTC)

_CHANGES = """
SELECT DISTINCT ON (e.record_id, c.field) e.record_id, c.field, e.actor_kind, e.occurred_at
FROM kernel_event_link l
JOIN kernel_event e ON e.workspace_id = l.workspace_id AND e.id = l.event_id AND e.record_id = l.record_id
JOIN kernel_field_change c ON c.workspace_id = e.workspace_id AND c.event_id = e.id
WHERE l.record_id = ANY(%s) ORDER BY e.record_id, c.field, e.id DESC
"""


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field over all records: its value in each, and the record whose value is proposed."""

    field: Field
    values: Mapping[UUID, Any]
    proposed: UUID
    strict: bool = False

    @property
    def differs(self) -> bool:
        """True when the records do not agree."""
        return len({repr(value) for value in self.values.values()}) > 1


def chosen_fields(entry: RecordObject) -> list[Field]:
    """The fields a person may choose among when merging."""
    return [
        field
        for field in entry.fields
        if field.writable and field.kind is not FieldKind.TAGS and field.name not in _LEFT_OUT
        # Values in side tables follow as they are; those of custom fields are read and written like columns.
        if field.through is None or field.custom
    ]


def values_in(entry: RecordObject, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What each record holds, in the shape its own update takes."""
    fields = chosen_fields(entry)
    extras = extras_of(entry.name, ids) if any(field.custom for field in fields) else {}
    found = {}
    for row in rows_of(entry).filter(id__in=ids):
        own = extras.get(row.pk, {})
        found[row.pk] = {field.name: own.get(field.name) if field.custom else _value(row, field) for field in fields}
    return found


def _value(row: RecordModel, field: Field) -> Any:
    value = getattr(row, field.column_name, None)
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return amount_text(value)
    return value


def field_choices(
    entry: RecordObject, survivor_id: UUID, ids: Sequence[UUID], stricter: Sequence[str]
) -> list[FieldChoice]:
    """Every field with the value of each record and the one proposed.

    A filled value is better than none, one a person typed better than one of an import, a key or a registry,
    the one changed last better than an older one, the survivor's better than an equal. A checkbox among
    `stricter` is set when any record has it set.
    """
    values = values_in(entry, ids)
    ages = _ages(ids)
    offered = registry.offer(f"from_register:{entry.name}")
    registered: set[tuple[UUID, str]] = offered(ids) if offered else set()
    found = []
    for field in chosen_fields(entry):
        held = {each: values[each][field.name] for each in ids}
        strict = field.name in stricter
        proposed = survivor_id
        if field.name not in _OF_SURVIVOR:
            typed = {each: (each, field.name) not in registered for each in ids}
            ranks = {each: _rank(held[each], typed[each], _age(ages, each, field.name), strict) for each in ids}
            best = max(ranks.values())
            proposed = survivor_id if ranks[survivor_id] == best else max(ids, key=lambda each: ranks[each])
        found.append(FieldChoice(field, held, proposed, strict))
    return found


def _rank(value: Any, typed: bool, age: tuple[bool, datetime], strict: bool) -> tuple[Any, ...]:
    if strict:
        return (bool(value),)
    filled = value not in (None, "", [], ())
    return (filled, typed, *age) if filled else (False,)


def _age(ages: Mapping[tuple[UUID, str], tuple[bool, datetime]], record_id: UUID, name: str) -> tuple[bool, datetime]:
    return ages.get((record_id, name), (False, _NEVER))


def _ages(ids: Sequence[UUID]) -> dict[tuple[UUID, str], tuple[bool, datetime]]:
    """Per record and field that changed since it was made: whether a person changed it last, and when."""
    found: dict[tuple[UUID, str], tuple[bool, datetime]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, [list(ids)])
        for record_id, name, actor_kind, at in cursor.fetchall():
            found[record_id, name] = (actor_kind == _BY_PERSON, at)
    return found
