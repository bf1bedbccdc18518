"""Reading custom fields and what records have in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.kernel.registry import Field, registry
from sillage.records.fields.models import FieldValue
from sillage.records.fields.rules import Row, shown
from sillage.records.fields.schema import present_schema
from sillage.records.fields.types import PREFIX, TAGS, TAGS_FIELD, Definition
from sillage.records.tags.queries import tags_of

_COLUMNS = ("text", "text_key", "whole", "number", "day", "reference")


def fields_of(object: str) -> tuple[Field, ...]:
    """Every field of a kind of record in the entered workspace: its own, tags and custom fields. Raises `KeyError`."""
    return registry.object(object).fields


def added_fields(object: str) -> tuple[Field, ...]:
    """Tags and the custom fields of a kind of record, in the order of screens."""
    return (TAGS_FIELD, *(each.as_field() for each in present_schema().of(object).definitions))


def extras_of(object: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Tags (`tags`, always there) and custom values (`custom.<key>`, those that are set) of each record."""
    wanted = list(ids)
    tags = tags_of(wanted)
    values = values_of(present_schema().of(object).definitions, wanted)
    return {record_id: {TAGS: tags.get(record_id, []), **values.get(record_id, {})} for record_id in wanted}


def with_extras(object: str, documents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """API documents of records, completed with `tags` and `custom`; fields that are empty are null there."""
    names = [each.key for each in present_schema().of(object).definitions]
    found = extras_of(object, [document["id"] for document in documents])
    return [
        document
        | {
            "tags": found[document["id"]][TAGS],
            "custom": {key: found[document["id"]].get(PREFIX + key) for key in names},
        }
        for document in documents
    ]


def with_own_extras(object: str, document: dict[str, Any]) -> dict[str, Any]:
    """The API document of one record, completed with `tags` and `custom`."""
    return with_extras(object, [document])[0]


def values_of(definitions: Sequence[Definition], record_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these records have in these fields, by name; empty ones stay out."""
    if not definitions or not record_ids:
        return {}
    known: Mapping[UUID, Definition] = {each.id: each for each in definitions}
    held: dict[tuple[UUID, UUID], list[Row]] = {}
    rows = FieldValue.objects.filter(record_id__in=record_ids).order_by("record_id", "field_id", "position")
    for record_id, field_id, *columns in rows.values_list("record_id", "field_id", *_COLUMNS):
        if field_id in known:
            held.setdefault((record_id, field_id), []).append((*columns,))
    found: dict[UUID, dict[str, Any]] = {}
    for (record_id, field_id), columns_of_rows in held.items():
        definition = known[field_id]
        found.setdefault(record_id, {})[definition.name] = shown(definition.value_kind, columns_of_rows)
    return found
