"""Taking a file, mapping it, checking, starting, cancelling and undoing its import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File

from sillage.kernel import clock
from sillage.kernel.db import current_unit
from sillage.kernel.errors import InvalidFields, NotFound, PayloadTooLarge
from sillage.kernel.events import change_set_of, record
from sillage.kernel.jobs import enqueue
from sillage.kernel.permissions import Actor, require
from sillage.kernel.text import Text, has_control_characters
from sillage.records.imports.checking import check, check_import_file
from sillage.records.imports.errors import WrongImportStatus
from sillage.records.imports.events import ImportStarted
from sillage.records.imports.mapping import (
    apply_choices,
    apply_columns,
    apply_fixed,
    apply_match,
    refresh_associations,
    refuse_incomplete,
)
from sillage.records.imports.models import Import
from sillage.records.imports.previewing import correct_cells, forget_rows
from sillage.records.imports.queries import imports_visible_to
from sillage.records.imports.running import end_import, run_import
from sillage.records.imports.sources import forget_file, keep_file, stored_file
from sillage.records.imports.taking import (
    READ_AGAIN,
    SIGNS,
    guessed_object,
    propose_mapping,
    read_file_into,
    remember_mapping,
)
from sillage.records.imports.targets import Target, target_of
from sillage.records.imports.undoing import undo_import_changes

# Up to here a person waits for the check; longer files are checked by a job.
CHECKED_AT_ONCE = 500
MAPPED_STATUSES = ("mapping", "ready")


def create_import(actor: Actor, *, file: File[bytes], object: str | None = None) -> UUID:
    """Keep an uploaded file, recognise its layout and propose a mapping; gives the import's id.

    Without `object` the headers tell what the file holds. Raises `Forbidden` without `import.run` or the
    right to create such records, `PayloadTooLarge`, and `UnreadableFile` for a file that cannot be
    imported, saying why and on which line.
    """
    require(actor, "import.run")
    if object is not None:
        _allowed_target(actor, object)
    limit: int = settings.SILLAGE_UPLOAD_MAX_BYTES
    if (file.size or 0) > limit:
        too_large = Text(fr="Le fichier dépasse {limit} Mo", en="The file exceeds {limit} MB")
        raise PayloadTooLarge(too_large.format(limit=limit // 1024 // 1024))
    entry = Import(
        file_name=_file_name(file.name),
        file_size=file.size or 0,
        member_id=actor.member_id,
        key_id=actor.key_id,
        created_at=clock.now(),
    )
    read_file_into(actor, entry, file, {})
    try:
        entry.object = object or guessed_object(actor, entry)
        target = _allowed_target(actor, entry.object)
        propose_mapping(actor, entry, target)
        refresh_associations(actor, target, entry)
        entry.storage_name = keep_file(actor.workspace_id, file)
        entry.save()
    except BaseException:
        forget_file(entry.rows_name)
        forget_file(entry.storage_name)
        raise
    return entry.id


def _allowed_target(actor: Actor, object_name: str) -> Target:
    require(actor, "import.run")
    target = target_of(object_name)
    require(actor, f"{object_name}.create")
    return target


def _file_name(name: str | None) -> str:
    shown = PurePath((name or "").replace("\\", "/")).name.strip()[-255:]
    if not shown or has_control_characters(shown):
        wrong = Text(fr="Le nom du fichier n’est pas valide", en="The file's name is not valid")
        raise InvalidFields.one("file", "invalid_name", wrong)
    return shown


def update_mapping(actor: Actor, import_id: UUID, changes: Mapping[str, Any]) -> None:
    """Change how a file is read, where its columns go and what becomes of unknown values.

    Raises `InvalidFields` for unknown fields, options or columns, `UnreadableFile` when it cannot be read
    so, `WrongImportStatus` once it runs.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES)
    target = _allowed_target(actor, changes.get("object") or entry.object)
    again = {name: changes[name] for name in READ_AGAIN if changes.get(name) is not None}
    if again:
        _read_again(actor, entry, again | {name: changes[name] for name in SIGNS if changes.get(name)})
    if again or target.entry.name != entry.object:
        entry.object = target.entry.name
        propose_mapping(actor, entry, target)
    entry.layout |= {name: changes[name] for name in SIGNS if changes.get(name)}
    apply_columns(entry, target, changes.get("columns") or ())
    apply_fixed(actor, entry, target, changes.get("fixed") or ())
    apply_choices(entry, target, changes.get("values") or ())
    apply_match(entry, target, changes)
    refresh_associations(actor, target, entry)
    forget_rows(entry)
    entry.status, entry.preview, entry.error, entry.rows_checked = "mapping", None, None, 0
    entry.save()


def _read_again(actor: Actor, entry: Import, wanted: Mapping[str, Any]) -> None:
    """Read the file as a person says it is written; what they do not say is recognised, or as they said before."""
    kept = {name: entry.layout[name] for name in ("encoding", "separator", "sheet") if entry.layout.get(name)}
    if "sheet" in wanted or "separator" in wanted or "encoding" in wanted:
        kept.pop("header_line", None)
    with stored_file(entry) as content:
        read_file_into(actor, entry, content, kept | dict(wanted))


def correct_row(actor: Actor, import_id: UUID, line: int, cells: Mapping[int, str]) -> None:
    """Correct cells of a row of a checked file and judge it again; the file itself stays as it came.

    Raises `NotFound`, `InvalidFields`, or `WrongImportStatus` before the check and once it runs.
    """
    entry = _locked(actor, import_id, "ready")
    _allowed_target(actor, entry.object)
    correct_cells(actor, entry, line, cells)


def check_import(actor: Actor, import_id: UUID) -> None:
    """Work out what becomes of each row; long files are left to a job (`checking`).

    Raises `IncompleteMapping` when a required field has no column.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES)
    refuse_incomplete(actor, entry, _allowed_target(actor, entry.object))
    if entry.rows_total <= CHECKED_AT_ONCE:
        check(actor, entry)
        return
    entry.status, entry.preview, entry.error, entry.rows_checked = "checking", None, None, 0
    entry.save(update_fields=["status", "preview", "error", "rows_checked"])
    enqueue(check_import_file, workspace_id=actor.workspace_id, import_id=entry.id)


def start_import(actor: Actor, import_id: UUID) -> None:
    """Start writing, or go on after a failure. Everything written shares one change set.

    Raises `IncompleteMapping` or `WrongImportStatus`.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES, "failed")
    refuse_incomplete(actor, entry, _allowed_target(actor, entry.object))
    if entry.change_set_id is None:
        entry.change_set_id = change_set_of(actor, origin="import")
        # The answer must not offer to undo an import that has only begun.
        current_unit().change_set_id = None
        entry.started_at = clock.now()
        record(actor, ImportStarted(entry.object, entry.rows_total), object="import", record_id=entry.id)
    forget_rows(entry)
    remember_mapping(entry)
    entry.status, entry.error, entry.attempts, entry.finished_at = "running", None, 0, None
    entry.save()
    enqueue(run_import, workspace_id=actor.workspace_id, import_id=entry.id, lock=f"import:{entry.id}")


def cancel_import(actor: Actor, import_id: UUID) -> None:
    """Stop an import between two chunks, or give up one that has not started."""
    entry = _locked(actor, import_id, *MAPPED_STATUSES, "checking", "running", "failed")
    end_import(actor, entry, "cancelled")


def discard_import(actor: Actor, import_id: UUID) -> None:
    """Forget an import that wrote nothing, with its file: a rehearsal leaves no trace.

    Raises `WrongImportStatus` once it has started.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES, "checking")
    names = (entry.storage_name, entry.rows_name)
    forget_rows(entry)
    entry.delete()
    for name in names:
        forget_file(name)


def undo_import(actor: Actor, import_id: UUID) -> None:
    """Take back what an import wrote, in the background; records changed since are left and reported."""
    entry = _locked(actor, import_id, "done", "cancelled", "failed")
    if entry.change_set_id is None or entry.created + entry.updated + entry.restored == 0:
        nothing = Text(fr="Cet import n’a rien écrit", en="This import wrote nothing")
        raise WrongImportStatus(nothing)
    entry.status = "undoing"
    entry.undo_change_set_id = change_set_of(actor, origin="undo")
    current_unit().change_set_id = None
    entry.save(update_fields=["status", "undo_change_set_id"])
    enqueue(undo_import_changes, workspace_id=actor.workspace_id, import_id=entry.id, lock=f"import:{entry.id}")


def _locked(actor: Actor, import_id: UUID, *statuses: str) -> Import:
    """The import, locked, at one of these steps. Raises `NotFound` or `WrongImportStatus`."""
    require(actor, "import.run")
    entry = imports_visible_to(actor).select_for_update().filter(id=import_id).first()
    if entry is None:
        raise NotFound
    if entry.status not in statuses:
        raise WrongImportStatus
    return entry
