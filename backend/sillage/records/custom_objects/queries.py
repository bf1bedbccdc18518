"""The kinds of record of the entered workspace."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.text import Text
from sillage.records.custom_objects import records
from sillage.records.custom_objects.models import CustomRecord, ObjectDefinition
from sillage.records.fields.queries import added_fields
from sillage.records.fields.types import TAGS_FIELD
from sillage.records.objects.stamp import KeptByStamp

_DOCUMENT = (
    "id", "name", "label", "label_en", "plural", "plural_en", "title_label", "title_label_en", "icon", "position",
    "version", "deleted_at",
)  # fmt: skip


@lru_cache(maxsize=4)
def _built_in(_known: int) -> dict[str, RecordObject]:
    return {
        name: dataclasses.replace(entry, fields=(*entry.fields, TAGS_FIELD)) if entry.extras else entry
        for name, entry in registry.built_in_objects().items()
    }


def _without_additions() -> dict[str, RecordObject]:
    return _built_in(len(registry.manifests()))


def _read() -> dict[str, RecordObject]:
    found = registry.built_in_objects()
    for row in ObjectDefinition.objects.filter(deleted_at__isnull=True).order_by("position", "id"):
        found[row.name] = _as_object(row)
    # Relations to a kind of record in the trash wait with it.
    return {
        name: dataclasses.replace(
            entry,
            fields=(
                *entry.fields,
                *(each for each in added_fields(name) if each.kind is not FieldKind.RELATION or each.target in found),
            ),
        )
        if entry.extras
        else entry
        for name, entry in found.items()
    }


_present: KeptByStamp[dict[str, RecordObject]] = KeptByStamp(_read, _without_additions)


def objects_of_workspace() -> dict[str, RecordObject]:
    """Every kind of record with what the entered workspace added to it. Shared: do not change the answer."""
    return _present.get()


def object_document(object_id: UUID) -> dict[str, Any]:
    """One custom object as its settings show it. Raises `NotFound`."""
    row = ObjectDefinition.objects.filter(id=object_id).values(*_DOCUMENT).first()
    if row is None:
        raise NotFound
    return {**row, "records_count": _counts([row["name"]]).get(row["name"], 0)}


def object_documents(*, deleted: bool) -> list[dict[str, Any]]:
    """The custom objects, those in the trash or the living ones, in order."""
    rows = ObjectDefinition.objects.filter(deleted_at__isnull=not deleted).order_by("position", "id")
    found = list(rows.values(*_DOCUMENT))
    counts = _counts([row["name"] for row in found])
    return [{**row, "records_count": counts.get(row["name"], 0)} for row in found]


def object_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of custom objects for whoever may set them up, for trash and undo."""
    if not actor.can("fields.manage"):
        return {}
    return dict(ObjectDefinition.objects.filter(id__in=list(ids)).values_list("id", "plural"))


def _counts(names: list[str]) -> dict[str, int]:
    rows = CustomRecord.objects.filter(object__in=names)
    return dict(rows.values_list("object").annotate(count=Count("id", filter=Q(deleted_at__isnull=True))))


def _as_object(row: ObjectDefinition) -> RecordObject:
    return RecordObject(
        name=row.name,
        model="records.CustomRecord",
        label=_text(row.label, row.label_en),
        plural=_text(row.plural, row.plural_en),
        fields=_own_fields(_text(row.title_label, row.title_label_en)),
        title_field="name",
        create=partial(records.create_record, row.name),
        create_many=partial(records.create_records, row.name),
        update=partial(records.update_record, row.name),
        delete=partial(records.delete_record, row.name),
        delete_many=partial(records.delete_records, row.name),
        restore=partial(records.restore_record, row.name),
        titles=partial(records.titles, row.name),
        hidden_columns=("sort_name", "version", "deleted_at", "object"),
        only=(("object", row.name),),
        extras=True,
        custom=True,
        icon=row.icon,
    )


def _text(label: str, english: str | None) -> Text:
    return Text(fr=label, en=english or label)


def _own_fields(title: Text) -> tuple[Field, ...]:
    created, updated = Text(fr="Créé le", en="Created"), Text(fr="Modifié le", en="Changed")
    moment = FieldKind.DATETIME
    return (
        Field(
            "name",
            FieldKind.TEXT,
            title,
            required=True,
            sortable=True,
            match=True,
            key_column="sort_name",
            aliases=("nom", "name", "titre", "title", "intitulé", "libellé"),
        ),
        Field(
            "owner_id",
            FieldKind.MEMBER,
            Text(fr="Responsable", en="Owner"),
            aliases=("commercial", "propriétaire", "owner"),
        ),
        Field("team_id", FieldKind.TEAM, Text(fr="Équipe", en="Team"), importable=False),
        Field("created_at", moment, created, writable=False, sortable=True, importable=False),
        Field("updated_at", moment, updated, writable=False, sortable=True, importable=False),
    )
