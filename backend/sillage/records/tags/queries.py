"""Reading tags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count

from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.records.imports.types import ValueOption
from sillage.records.objects.stamp import KeptByStamp
from sillage.records.tags.models import RecordTag, Tag
from sillage.records.tags.types import KnownTag


def _read() -> Mapping[UUID, KnownTag]:
    rows = Tag.objects.filter(deleted_at__isnull=True).order_by("sort_name")
    return {row[0]: KnownTag(*row) for row in rows.values_list("id", "name", "sort_name", "colour")}


_known: KeptByStamp[Mapping[UUID, KnownTag]] = KeptByStamp(_read, dict)


def known_tags() -> Mapping[UUID, KnownTag]:
    """The living tags of the entered workspace by id, in order of name. Shared: do not change the answer."""
    return _known.get()


def tag_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these tags, also of those in the trash."""
    wanted = set(ids)
    found = {tag_id: tag.name for tag_id, tag in known_tags().items() if tag_id in wanted}
    if lacking := wanted - set(found):
        found |= dict(Tag.objects.filter(id__in=lacking).values_list("id", "name"))
    return found


def tag_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of tags for whoever may set them up, for trash and undo."""
    return tag_names(ids) if actor.can("fields.manage") else {}


def tag_options() -> list[ValueOption]:
    """The tags a file may name."""
    return [ValueOption(str(tag_id), tag.name) for tag_id, tag in known_tags().items()]


def tags_of(record_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The living tags of each of these records as texts of their ids, in order of name; records without stay out."""
    known = known_tags()
    wanted = list(record_ids)
    if not known or not wanted:
        return {}
    held: dict[UUID, set[UUID]] = {}
    for record_id, tag_id in RecordTag.objects.filter(record_id__in=wanted).values_list("record_id", "tag_id"):
        held.setdefault(record_id, set()).add(tag_id)
    return {record_id: [str(tag_id) for tag_id in known if tag_id in tags] for record_id, tags in held.items()}


def tag_list(*, counted: bool = False) -> list[dict[str, Any]]:
    """Every living tag by name; `counted` adds how many records carry each."""
    counts = tag_usage() if counted else {}
    rows = Tag.objects.filter(deleted_at__isnull=True).order_by("sort_name").values("id", "name", "colour", "version")
    return [row | {"count": counts.get(row["id"], 0) if counted else None} for row in rows]


def tag_document(tag_id: UUID) -> dict[str, Any]:
    """One living tag with the number of its records. Raises `NotFound`."""
    row = Tag.objects.filter(id=tag_id, deleted_at__isnull=True).values("id", "name", "colour", "version").first()
    if row is None:
        raise NotFound
    return row | {"count": tag_usage([tag_id]).get(tag_id, 0)}


def tag_usage(ids: Iterable[UUID] | None = None) -> dict[UUID, int]:
    """How many records carry each tag, those in the trash included."""
    rows = RecordTag.objects.all() if ids is None else RecordTag.objects.filter(tag_id__in=list(ids))
    return dict(rows.values_list("tag_id").annotate(count=Count("record_id")))
