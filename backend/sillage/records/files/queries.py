"""Reading the files of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Sum

from sillage.kernel.errors import NotFound
from sillage.kernel.files import decoded_text, open_content
from sillage.kernel.permissions import Actor
from sillage.records.files.models import File
from sillage.records.objects.queries import record_for, visible_ids

_PREVIEW_BYTES = 256 * 1024
_SHOWN_AS_TEXT = ("text/", "message/rfc822")


def file_document(file: File) -> dict[str, Any]:
    """A file as the API shows it."""
    return {
        "id": file.id,
        "version": file.version,
        "object": file.object,
        "record_id": file.record_id,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "uploaded_by": file.uploaded_by,
        "created_at": file.created_at,
        "updated_at": file.updated_at,
    }


def files_of(actor: Actor, object: str, record_id: UUID) -> list[dict[str, Any]]:
    """The files of a record the actor may see, newest first; at most 500."""
    record_for(actor, object, record_id, "see")
    rows = File.objects.filter(object=object, record_id=record_id, deleted_at__isnull=True)
    return [file_document(file) for file in rows.order_by("-created_at", "-id")[:500]]


def file_for(actor: Actor, file_id: UUID) -> File:
    """A file of a record the actor may see. Raises `NotFound`."""
    file = File.objects.filter(id=file_id, deleted_at__isnull=True).first()
    if file is None:
        raise NotFound
    record_for(actor, file.object, file.record_id, "see")
    return file


def file_of_token(file_id: UUID) -> File:
    """The file a download link speaks of, in the entered workspace. Raises `NotFound`."""
    file = File.objects.filter(id=file_id, deleted_at__isnull=True).first()
    if file is None:
        raise NotFound
    return file


def files_by_id(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Those of these files outside the trash whose record the actor may see, as the API shows them."""
    shown = file_titles(actor, ids)
    rows = File.objects.filter(id__in=list(shown), deleted_at__isnull=True)
    return {file.id: file_document(file) for file in rows}


def present_files(ids: Iterable[UUID], *, deleted: bool) -> list[UUID]:
    """Those of these files that are in the trash, or outside of it."""
    rows = File.objects.filter(id__in=list(ids), deleted_at__isnull=not deleted)
    return list(rows.order_by("id").values_list("id", flat=True))


def text_of(file: File) -> dict[str, Any]:
    """The beginning of a text file for a preview, whatever its encoding. Raises `NotFound` for other types."""
    if not file.media_type.startswith(_SHOWN_AS_TEXT):
        raise NotFound
    with open_content(file.storage_name) as content:
        head = content.read(_PREVIEW_BYTES + 1)
    text, encoding = decoded_text(head[:_PREVIEW_BYTES])
    return {"text": text, "encoding": encoding, "truncated": len(head) > _PREVIEW_BYTES}


def used_bytes() -> int:
    """Bytes the files of the entered workspace take, the trash included."""
    return int(File.objects.aggregate(total=Sum("size"))["total"] or 0)


def file_titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each file whose record the actor may see, the trash included."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = list(File.objects.filter(id__in=wanted).values_list("id", "name", "object", "record_id"))
    by_object: dict[str, set[UUID]] = defaultdict(set)
    for _, _, kind, record_id in rows:
        by_object[kind].add(record_id)
    seen = {kind: visible_ids(actor, kind, records) for kind, records in by_object.items()}
    return {file_id: name for file_id, name, kind, record_id in rows if record_id in seen[kind]}
