"""Reading custom fields and what records have in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count

from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, registry
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.fields.rules import Row, shown
from sillage.records.fields.schema import present_schema
from sillage.records.fields.types import PREFIX, TAGS, TAGS_FIELD, Definition, Kind
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


_DOCUMENT = (
    "id", "object", "key", "label", "label_en", "kind", "result_kind", "help", "required", "personal", "default",
    "choices", "target", "currency", "settings", "position", "computing_total", "computing_done", "version",
    "deleted_at",
)  # fmt: skip


def field_document(field_id: UUID) -> dict[str, Any]:
    """One definition as its settings show it, in the bin or not. Raises `NotFound`."""
    row = FieldDefinition.objects.filter(id=field_id).values(*_DOCUMENT).first()
    if row is None:
        raise NotFound
    return {**row, "values_count": _counts([field_id]).get(field_id, 0)}


def field_documents(object: str | None, *, deleted: bool) -> list[dict[str, Any]]:
    """The definitions of one kind of record or of all, those in the bin or the living ones, in order."""
    rows = FieldDefinition.objects.filter(deleted_at__isnull=not deleted)
    rows = rows if object is None else rows.filter(object=object)
    found = list(rows.order_by("object", "position", "id").values(*_DOCUMENT))
    counts = _counts([row["id"] for row in found])
    return [row | {"values_count": counts.get(row["id"], 0)} for row in found]


def field_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of definitions for whoever may set them up, for trash and undo."""
    if not actor.can("fields.manage"):
        return {}
    return dict(FieldDefinition.objects.filter(id__in=list(ids)).values_list("id", "label"))


def _counts(ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = FieldValue.objects.filter(field_id__in=list(ids), position=0)
    return dict(rows.values_list("field_id").annotate(count=Count("record_id")))


def related_ids(object: str, ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """The records each of these points to by a custom relation: their timelines show what happens to it."""
    relations = [each.id for each in present_schema().of(object).definitions if each.kind is Kind.RELATION]
    found: dict[UUID, set[UUID]] = {}
    if relations and ids:
        rows = FieldValue.objects.filter(record_id__in=list(ids), field_id__in=relations, reference__isnull=False)
        for record_id, reference in rows.values_list("record_id", "reference"):
            if reference is not None:
                found.setdefault(record_id, set()).add(reference)
    return found
