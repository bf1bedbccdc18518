"""The export itself: page after page, each in a transaction of its own, into a file that is kept when whole.

A response that streams would outlive its transaction, and one transaction for the whole file would hold
back the database's cleaning; so records changed meanwhile appear as they are when their page is read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.core.files.base import File
from django.core.files.storage import default_storage

from sillage.identity.actors import KnownKey, actor_of_key, actor_of_member
from sillage.kernel import clock
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.errors import Problem
from sillage.kernel.events import record
from sillage.kernel.events.signals import tell_member
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.registry import Field
from sillage.kernel.text import Text
from sillage.records.exports.events import ExportFinished
from sillage.records.exports.models import Export
from sillage.records.exports.types import Column, Format
from sillage.records.exports.writers import XLSX_ROWS, writer_of
from sillage.records.grid.layout import layout_of
from sillage.records.grid.queries import documents, selection_conditions

log = structlog.get_logger(__name__)
CHUNK = 1_000
MAX_ATTEMPTS = 3

_NO_AUTHOR = Text(
    fr="La personne qui a demandé l’export n’a plus accès à cet espace",
    en="The person who asked for the export no longer has access to this workspace",
)
_TOO_LONG = Text(
    fr="Une feuille de calcul tient {rows} lignes au plus : filtrez la liste, ou exportez en CSV",
    en="A worksheet holds {rows} rows at most: filter the list, or export as CSV",
)
_INTERRUPTED = Text(
    fr="L’export s’est arrêté sur un défaut de Sillage : demandez-le de nouveau",
    en="The export stopped on a fault of Sillage: ask for it again",
)


class Stopped(Exception):
    """The export was cancelled, or is over."""


@job("write_export", queue="bulk", attempts=MAX_ATTEMPTS + 1)
def write_export(workspace_id: str, export_id: str) -> None:
    """Write the file; after a crash it is written again from its beginning."""
    workspace, entry_id = UUID(workspace_id), UUID(export_id)
    try:
        _run(workspace, entry_id)
    except Stopped:
        return
    except Problem as problem:
        _end(workspace, entry_id, "failed", problem.detail or problem.title)
    except Exception:
        log.exception("export_interrupted", export_id=export_id)
        if _count_attempt(workspace, entry_id) < MAX_ATTEMPTS:
            raise
        _end(workspace, entry_id, "failed", _INTERRUPTED)


def _run(workspace_id: UUID, export_id: UUID) -> None:
    with workspace_transaction(workspace_id):
        export = Export.objects.select_for_update().filter(id=export_id, status__in=["waiting", "running"]).first()
        if export is None:
            raise Stopped
        export.status, export.rows_done = "running", 0
        export.save(update_fields=["status", "rows_done"])
        actor = _author_of(export)
        if actor is None:
            raise Problem(_NO_AUTHOR)
    with tempfile.TemporaryDirectory(prefix="sillage-export-") as folder:
        path = Path(folder) / "content"
        _write(actor, export, path)
        crash_point("export.written")
        _keep(actor, export, path)


def _author_of(export: Export) -> Actor | None:
    """The actor an export works for, with the rights held now; None when these have ended."""
    if export.member_id is None:
        return None
    member = actor_of_member(export.member_id)
    if member is None or export.key_id is None:
        return member
    user_id = member.user_id
    assert user_id is not None, "every member is a user"
    return actor_of_key(KnownKey(export.key_id, export.workspace_id, export.member_id, user_id, None))


def _write(actor: Actor, export: Export, path: Path) -> None:
    with workspace_transaction(actor.workspace_id, actor.user_id):
        columns = _columns(actor, _fields(actor, export))
    cursor: str | None = None
    done = 0
    with writer_of(cast(Format, export.format), path, columns, actor.language, ZoneInfo(actor.time_zone)) as writer:
        while True:
            with workspace_transaction(actor.workspace_id, actor.user_id):
                layout = layout_of(actor, export.object, "export")
                chosen = [layout.fields[column.name] for column in columns if column.name in layout.fields]
                rows, cursor = layout.listing(chosen).page(
                    layout.reach("export"),
                    selection_conditions(layout, export.selection),
                    sort=export.sort or layout.default_sort,
                    cursor=cursor,
                    limit=CHUNK,
                )
                items = documents(layout, chosen, rows)
            done += len(items)
            if export.format == "xlsx" and done >= XLSX_ROWS:
                raise Problem(_TOO_LONG.format(rows=XLSX_ROWS - 1))
            for item in items:
                writer.write(item)
            _note_progress(export, done)
            crash_point("export.page")
            if cursor is None:
                return


def _fields(actor: Actor, export: Export) -> list[Field]:
    """The fields to write: those asked for, else all that are exported."""
    fields = layout_of(actor, export.object, "export").fields
    wanted: Sequence[str] = export.fields or [name for name, field in fields.items() if field.exported]
    return [fields[name] for name in wanted if name in fields]


def _columns(actor: Actor, fields: Sequence[Field]) -> list[Column]:
    return [Column(field.name, field.kind, field.label.in_language(actor.language)) for field in fields]


def _note_progress(export: Export, done: int) -> None:
    with workspace_transaction(export.workspace_id):
        running = Export.objects.select_for_update().filter(id=export.id, status="running").first()
        if running is None:
            raise Stopped
        running.rows_done, running.attempts = done, 0
        running.save(update_fields=["rows_done", "attempts"])
        tell_member(export.member_id, "export.progress", "export", export.id)


def _keep(actor: Actor, export: Export, path: Path) -> None:
    name = f"exports/{export.workspace_id}/{new_id()}"
    with path.open("rb") as content:
        kept = default_storage.save(name, File(content))
    try:
        with workspace_transaction(export.workspace_id):
            whole = Export.objects.select_for_update().get(id=export.id)
            if whole.status != "running":
                raise Stopped
            whole.storage_name, whole.file_size, whole.rows_total = kept, path.stat().st_size, whole.rows_done
            whole.save(update_fields=["storage_name", "file_size", "rows_total"])
            end_export(actor, whole, "done")
    except BaseException:
        default_storage.delete(kept)
        raise


def _count_attempt(workspace_id: UUID, export_id: UUID) -> int:
    """One more failure without progress; gives how many there were."""
    with workspace_transaction(workspace_id):
        export = Export.objects.select_for_update().get(id=export_id)
        export.attempts += 1
        export.save(update_fields=["attempts"])
        return export.attempts


def _end(workspace_id: UUID, export_id: UUID, status: str, error: Text) -> None:
    with workspace_transaction(workspace_id):
        export = Export.objects.select_for_update().get(id=export_id)
        if export.status in ("waiting", "running"):
            end_export(_author_of(export), export, status, error)


def end_export(actor: Actor | None, export: Export, status: str, error: Text | None = None) -> None:
    """Close an export in the running transaction and tell the house."""
    export.status, export.finished_at = status, clock.now()
    export.error = {"fr": error.fr, "en": error.en} if error else None
    export.save(update_fields=["status", "error", "finished_at"])
    finished = ExportFinished(export.object, status, export.rows_done)
    record(actor or system_actor(export.workspace_id), finished, object="export", record_id=export.id)
    tell_member(export.member_id, "export.progress", "export", export.id)
