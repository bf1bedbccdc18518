"""Taking a file, mapping it, checking, starting, cancelling and undoing its import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
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
    first_fixed,
    refresh_associations,
    refuse_incomplete,
)
from sillage.records.imports.models import Import
from sillage.records.imports.proposing import (
    describe_columns,
    detect_date_order,
    detect_decimal_sign,
    propose_fields,
    propose_match_field,
)
from sillage.records.imports.queries import imports_visible_to
from sillage.records.imports.reading import (
    decode,
    detect_encoding,
    detect_separator,
    header_line,
    no_rows,
    read_rows,
)
from sillage.records.imports.running import end_import, run_import
from sillage.records.imports.sources import keep_file, stored_bytes
from sillage.records.imports.targets import Target, target_of
from sillage.records.imports.types import FileRow, Layout
from sillage.records.imports.undoing import undo_import_changes

# Up to here a person waits for the check; longer files are checked by a job.
CHECKED_AT_ONCE = 500
MAPPED_STATUSES = ("mapping", "ready")


def create_import(actor: Actor, *, object: str, file: File[bytes]) -> UUID:
    """Keep an uploaded CSV file, recognise its layout and propose a mapping; gives the import's id.

    Raises `Forbidden` without `import.run` or the right to create such records, `PayloadTooLarge`,
    and `UnreadableFile` for a file that cannot be imported, saying why and on which line.
    """
    target = _allowed_target(actor, object)
    limit: int = settings.SILLAGE_UPLOAD_MAX_BYTES
    if (file.size or 0) > limit:
        too_large = Text(fr="Le fichier dépasse {limit} Mo", en="The file exceeds {limit} MB")
        raise PayloadTooLarge(too_large.format(limit=limit // 1024 // 1024))
    content: bytes = file.read()
    entry = Import(
        object=object,
        file_name=_file_name(file.name),
        file_size=len(content),
        member_id=actor.member_id,
        key_id=actor.key_id,
        fixed=first_fixed(actor, target),
        created_at=clock.now(),
    )
    _read_layout(entry, target, content, {})
    refresh_associations(actor, target, entry, content)
    entry.storage_name = keep_file(actor.workspace_id, content)
    entry.save()
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


def _read_layout(entry: Import, target: Target, content: bytes, wanted: Mapping[str, str]) -> None:
    """Recognise the file, except what `wanted` settles, and propose where its columns go."""
    encoding = wanted.get("encoding") or detect_encoding(content)
    text = decode(content, encoding)
    separator = wanted.get("separator") or detect_separator(text)
    layout = Layout(encoding, separator, header_line=header_line(text, separator))
    headers, rows = read_rows(text, layout)
    columns, entry.rows_total = describe_columns(headers, rows)
    if entry.rows_total == 0:
        raise no_rows()
    sample = list(_sampled_cells(read_rows(text, layout)[1]))
    signs = {
        "decimal_sign": detect_decimal_sign(sample, separator),
        "date_order": detect_date_order(sample),
    }
    entry.layout = asdict(layout) | signs | {name: wanted[name] for name in signs if name in wanted}
    fields = list(target.fields.values())
    entry.columns = propose_fields(columns, fields)
    entry.match_field = propose_match_field((column["field"] for column in entry.columns), fields)


def _sampled_cells(rows: Iterable[FileRow], limit: int = 500) -> Iterable[str]:
    for row, _ in zip(rows, range(limit), strict=False):
        yield from row.cells


def update_mapping(actor: Actor, import_id: UUID, changes: Mapping[str, Any]) -> None:
    """Change how a file is read, where its columns go and what becomes of unknown values.

    Raises `InvalidFields` for unknown fields, options or columns, `WrongImportStatus` once it runs.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES)
    target = _allowed_target(actor, entry.object)
    content = stored_bytes(entry)
    given = {name: changes[name] for name in ("encoding", "separator") if changes.get(name)}
    if given:
        signs = {name: changes[name] for name in ("decimal_sign", "date_order") if changes.get(name)}
        kept = {"encoding": entry.layout["encoding"], "separator": entry.layout["separator"]}
        _read_layout(entry, target, content, kept | given | signs)
    for name in ("decimal_sign", "date_order"):
        if changes.get(name):
            entry.layout[name] = changes[name]
    apply_columns(entry, target, changes.get("columns") or ())
    apply_fixed(actor, entry, target, changes.get("fixed") or ())
    apply_choices(entry, target, changes.get("values") or ())
    apply_match(entry, target, changes)
    refresh_associations(actor, target, entry, content)
    entry.status, entry.preview, entry.error = "mapping", None, None
    entry.save()


def check_import(actor: Actor, import_id: UUID) -> None:
    """Work out what becomes of each row; long files are left to a job (`checking`).

    Raises `IncompleteMapping` when a required field has no column.
    """
    entry = _locked(actor, import_id, *MAPPED_STATUSES)
    refuse_incomplete(actor, entry, _allowed_target(actor, entry.object))
    if entry.rows_total <= CHECKED_AT_ONCE:
        check(actor, entry)
        return
    entry.status, entry.preview, entry.error = "checking", None, None
    entry.save(update_fields=["status", "preview", "error"])
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
    entry.status, entry.error, entry.attempts, entry.finished_at = "running", None, 0, None
    entry.save()
    enqueue(run_import, workspace_id=actor.workspace_id, import_id=entry.id, lock=f"import:{entry.id}")


def cancel_import(actor: Actor, import_id: UUID) -> None:
    """Stop an import between two chunks, or give up one that has not started."""
    entry = _locked(actor, import_id, *MAPPED_STATUSES, "checking", "running", "failed")
    end_import(actor, entry, "cancelled")


def undo_import(actor: Actor, import_id: UUID) -> None:
    """Take back what an import wrote, in the background; records changed since are left and reported."""
    entry = _locked(actor, import_id, "done", "cancelled", "failed")
    if entry.change_set_id is None or entry.created + entry.updated == 0:
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
