"""The import itself: chunk by chunk, each in one transaction with the cursor that says it is done."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import structlog

from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.errors import Problem
from sillage.kernel.events import record
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.text import Text
from sillage.records.imports.authors import author_of
from sillage.records.imports.checking import in_chunks
from sillage.records.imports.events import ImportFinished
from sillage.records.imports.judging import Judge, judge_of
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.imports.previewing import forget_rows
from sillage.records.imports.signals import tell_progress
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.types import FileRow, Judged, shortened_all, text_document
from sillage.records.imports.writing import write_rows

log = structlog.get_logger(__name__)
CHUNK = 1000
MAX_ATTEMPTS = 3

_NO_AUTHOR = Text(
    fr="La personne qui a lancé l’import n’a plus accès à cet espace",
    en="The person who started the import no longer has access to this workspace",
)
_INTERRUPTED = Text(
    fr="L’import s’est arrêté sur un défaut de Sillage ; les lignes traitées sont gardées, vous pouvez le reprendre",
    en="The import stopped on a fault of Sillage; rows already done are kept, you can resume it",
)


class Stopped(Exception):
    """The import was cancelled, or another worker runs it."""


@job("run_import", queue="bulk", attempts=MAX_ATTEMPTS + 1)
def run_import(workspace_id: str, import_id: str) -> None:
    """Import the rows that are not done yet; after a crash it goes on from the last whole chunk."""
    workspace, entry_id = UUID(workspace_id), UUID(import_id)
    try:
        _run(workspace, entry_id)
    except Stopped:
        return
    except Problem as problem:
        _end(workspace, entry_id, "failed", problem.detail or problem.title)
    except Exception:
        log.exception("import_interrupted", import_id=import_id)
        if _count_attempt(workspace, entry_id) < MAX_ATTEMPTS:
            raise
        _end(workspace, entry_id, "failed", _INTERRUPTED)


def _run(workspace_id: UUID, import_id: UUID) -> None:
    with workspace_transaction(workspace_id):
        entry = Import.objects.filter(id=import_id, status="running").first()
        if entry is None:
            raise Stopped
        actor = author_of(entry)
        if actor is None:
            raise Problem(_NO_AUTHOR)
        rows = stored_rows(entry)
        judge = judge_of(actor, entry)
    position = 0
    for chunk in in_chunks(rows, CHUNK):
        if position + len(chunk) <= entry.rows_done:
            judge.note_lines(chunk)
        else:
            done_before = max(entry.rows_done - position, 0)
            judge.note_lines(chunk[:done_before])
            _import_chunk(actor, entry.id, judge, chunk[done_before:], position + done_before)
        position += len(chunk)
    _end(workspace_id, import_id, "done", None)


def _import_chunk(actor: Actor, import_id: UUID, judge: Judge, rows: Sequence[FileRow], position: int) -> None:
    """Write one chunk and move the cursor, in one transaction."""
    with workspace_transaction(actor.workspace_id, actor.user_id) as unit:
        expect_growth()
        entry = Import.objects.select_for_update().get(id=import_id)
        if entry.status != "running" or entry.rows_done != position:
            raise Stopped
        unit.change_set_id = entry.change_set_id
        judged = judge.judge(rows)
        created = write_rows(actor, judge, judged)
        _keep_refusals(entry, [row for row in judged if row.outcome == "refuse"])
        _move_cursor(entry, judged)
        tell_progress(entry)
    crash_point("import.chunk_written")
    for name, ids in created.items():
        judge.associations[name].remember(ids)


def _keep_refusals(entry: Import, rows: Sequence[Judged]) -> None:
    ImportRefusal.objects.bulk_create(
        ImportRefusal(
            import_id=entry.id,
            line=row.row.line,
            reasons=[reason.document() for reason in row.reasons],
            values=shortened_all(row.row.cells[: len(entry.columns)]),
        )
        for row in rows
    )


def _move_cursor(entry: Import, judged: Sequence[Judged]) -> None:
    outcomes = [row.outcome for row in judged]
    entry.rows_done += len(judged)
    entry.created += outcomes.count("create")
    entry.updated += outcomes.count("update")
    entry.restored += outcomes.count("restore")
    entry.skipped += outcomes.count("identical") + outcomes.count("skip")
    entry.refused += outcomes.count("refuse")
    entry.attempts = 0
    entry.save(update_fields=["rows_done", "created", "updated", "restored", "skipped", "refused", "attempts"])


def _count_attempt(workspace_id: UUID, import_id: UUID) -> int:
    """One more failure without progress; gives how many there were."""
    with workspace_transaction(workspace_id):
        entry = Import.objects.select_for_update().get(id=import_id)
        entry.attempts += 1
        entry.save(update_fields=["attempts"])
        return entry.attempts


def _end(workspace_id: UUID, import_id: UUID, status: str, error: Text | None) -> None:
    with workspace_transaction(workspace_id):
        entry = Import.objects.select_for_update().get(id=import_id)
        if entry.status != "running":
            return
        end_import(author_of(entry), entry, status, error)


def end_import(actor: Actor | None, entry: Import, status: str, error: Text | None = None) -> None:
    """Close an import in the running transaction and tell the house."""
    forget_rows(entry)
    entry.status, entry.error, entry.finished_at = status, text_document(error), clock.now()
    entry.save(update_fields=["status", "error", "finished_at"])
    finished = ImportFinished(entry.object, status, entry.created, entry.updated, entry.skipped, entry.refused)
    record(actor or system_actor(entry.workspace_id), finished, object="import", record_id=entry.id)
    tell_progress(entry)
