"""Attaching files to records, renaming, deleting and restoring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File as Content

from sillage.kernel import clock, events
from sillage.kernel.errors import Conflict, Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events import Operation
from sillage.kernel.files import StoredContent, clean_name, remove_after_commit, removed_on_failure, store
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.files.errors import FileQuotaReached
from sillage.records.files.events import FileCreated, FileDeleted, FileRestored, FileUpdated
from sillage.records.files.models import File
from sillage.records.files.queries import file_document, used_bytes
from sillage.records.objects.queries import object_named, parents_of, record_for, rows_of

KEPT_IN_TRASH = timedelta(days=30)
_BY_UPLOAD = Text(fr="Un fichier s’ajoute en l’envoyant", en="A file is added by uploading it")


def upload_file(actor: Actor, object: str, record_id: UUID, name: str, content: Content[bytes]) -> UUID:
    """Attach a file to a record the actor may edit.

    Raises `NotFound`, `Forbidden`, `InvalidFields` for a type that is not accepted, `PayloadTooLarge`
    and `FileQuotaReached`.
    """
    record_for(actor, object, record_id, "edit")
    return _attach(actor, object, record_id, name, content)[0]


def attach_contents(
    actor: Actor, object: str, record_id: UUID, contents: Sequence[tuple[str, Path]]
) -> list[UUID | None]:
    """Attach several files to a record the actor may edit, all or none; gives their ids in order.

    One that is empty or whose type is not accepted is left out: None stands in its place. Raises `NotFound`,
    `Forbidden`, `PayloadTooLarge` and `FileQuotaReached`.
    """
    record_for(actor, object, record_id, "edit")
    found: list[UUID | None] = []
    with ExitStack() as several:
        for name, path in contents:
            with path.open("rb") as source:
                try:
                    file_id, kept = _attach(actor, object, record_id, name, Content(source, name=name))
                except InvalidFields:
                    found.append(None)
                    continue
            # It goes again with the others, should a later one fail.
            several.enter_context(removed_on_failure(kept))
            found.append(file_id)
    return found


def _attach(
    actor: Actor, object: str, record_id: UUID, name: str, content: Content[bytes]
) -> tuple[UUID, StoredContent]:
    if used_bytes() + int(content.size or 0) > settings.SILLAGE_FILES_QUOTA_BYTES:
        raise FileQuotaReached
    kept = store(name, content)
    now = clock.now()
    with removed_on_failure(kept):
        file = File.objects.create(
            object=object,
            record_id=record_id,
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            digest=kept.digest,
            storage_name=kept.storage_name,
            uploaded_by=actor.id,
            created_at=now,
            updated_at=now,
        )
        event = FileCreated(media_type=kept.media_type, size=kept.size)
        _record(actor, file, event, Operation.CREATED, {"name": (None, kept.name)})
    return file.id, kept


def update_file(actor: Actor, file_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Rename a file; its ending stays, because it tells what the content is."""
    file = _locked(actor, file_id, expected_version)
    ending = file.name.rpartition(".")[2]
    name = clean_name(str(values.get("name", file.name)))
    if name.rpartition(".")[2].lower() != ending.lower():
        name = clean_name(f"{name}.{ending}")
    if name == file.name:
        return
    before, file.name = file.name, name
    _advance(file)
    _record(actor, file, FileUpdated(), Operation.UPDATED, {"name": (before, name)})


def delete_file(actor: Actor, file_id: UUID, expected_version: int | None = None) -> None:
    """Put a file in the trash, where its content stays for 30 days."""
    file = _locked(actor, file_id, expected_version)
    file.deleted_at = clock.now()
    _advance(file)
    _record(actor, file, FileDeleted(), Operation.DELETED, {})


def restore_file(actor: Actor, file_id: UUID, expected_version: int | None = None) -> None:
    """Take a file out of the trash."""
    file = _locked(actor, file_id, expected_version, deleted=True)
    file.deleted_at = None
    _advance(file)
    _record(actor, file, FileRestored(), Operation.RESTORED, {})


def refuse_create(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """A file cannot be made from field values. Always raises `Conflict`."""
    raise Conflict(_BY_UPLOAD)


def purge_trashed_files() -> int:
    """Remove for good the files of the entered workspace that are in the trash for 30 days."""
    old = list(File.objects.filter(deleted_at__lt=clock.now() - KEPT_IN_TRASH)[:1_000])
    for file in old:
        remove_after_commit(file.storage_name)
    File.objects.filter(id__in=[file.id for file in old]).delete()
    return len(old)


def _locked(actor: Actor, file_id: UUID, expected_version: int | None, *, deleted: bool = False) -> File:
    """The file under its row lock, for somebody who may edit the record it hangs on."""
    file = File.objects.select_for_update().filter(id=file_id, deleted_at__isnull=not deleted).first()
    if file is None:
        raise NotFound
    if actor.read_only:
        raise Forbidden
    record_for(actor, file.object, file.record_id, "edit")
    if expected_version is not None and file.version != expected_version:
        raise StaleVersion(file_document(file))
    return file


def _advance(file: File) -> None:
    file.version += 1
    file.updated_at = clock.now()
    file.save(update_fields=["name", "deleted_at", "version", "updated_at"])


def _record(
    actor: Actor, file: File, event: events.Event, operation: Operation, changes: Mapping[str, tuple[Any, Any]]
) -> None:
    events.record(
        actor,
        event,
        object="file",
        record_id=file.id,
        operation=operation,
        version=file.version,
        changes=changes,
        about=_told_on(file),
    )


def _told_on(file: File) -> list[UUID]:
    """The record a file hangs on, and the records that one belongs to."""
    entry = object_named(file.object)
    record = rows_of(entry).filter(id=file.record_id).first()
    return [file.record_id, *(parents_of(entry, record) if record else ())]
