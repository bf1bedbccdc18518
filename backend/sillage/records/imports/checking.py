"""The check of an import: what would become of every row, without writing any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.errors import Problem
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.imports.authors import author_of
from sillage.records.imports.judging import Judge, judge_of
from sillage.records.imports.models import Import
from sillage.records.imports.previewing import forget_rows, keep_rows
from sillage.records.imports.signals import tell_progress
from sillage.records.imports.sources import stored_rows
from sillage.records.imports.types import OUTCOMES, FileRow, text_document
from sillage.records.imports.writing import pending_values, rehearse

CHUNK = 1000
# Beyond these rows a check no longer rehearses the writing, which takes as long as the import.
REHEARSED = 10_000


@dataclass
class Tally:
    """What a check has found so far: how many rows end how, and which values they need made."""

    counts: Counter[str] = field(default_factory=Counter)
    pending: dict[str, set[str]] = field(default_factory=dict)


class Stopped(Exception):
    """The check was cancelled, or the mapping changed under it."""


@job("check_import", queue="interactive")
def check_import_file(workspace_id: str, import_id: str) -> None:
    """Check one import whose file is too long to be checked while a person waits; from the start after a crash."""
    workspace, entry_id = UUID(workspace_id), UUID(import_id)
    try:
        _check_in_chunks(workspace, entry_id)
    except Stopped:
        return
    except Problem as problem:
        _give_up(workspace, entry_id, problem.detail or problem.title)


def _check_in_chunks(workspace_id: UUID, import_id: UUID) -> None:
    with workspace_transaction(workspace_id):
        entry = _checking(import_id)
        actor = author_of(entry)
        if actor is None:
            entry.status = "mapping"
            entry.save(update_fields=["status"])
            raise Stopped
        forget_rows(entry)
        entry.rows_checked = 0
        entry.save(update_fields=["rows_checked"])
        judge = judge_of(actor, entry)
    tally = Tally()
    for chunk in in_chunks(stored_rows(entry), CHUNK):
        with workspace_transaction(workspace_id, actor.user_id):
            expect_growth()
            entry = _checking(import_id)
            _check_rows(actor, entry, judge, chunk, tally)
            entry.save(update_fields=["rows_checked"])
            tell_progress(entry)
        crash_point("import.checked")
    with workspace_transaction(workspace_id):
        entry = _checking(import_id)
        _conclude(entry, tally)
        tell_progress(entry)


def _checking(import_id: UUID) -> Import:
    entry = Import.objects.select_for_update().filter(id=import_id, status="checking").first()
    if entry is None:
        raise Stopped
    return entry


def _give_up(workspace_id: UUID, import_id: UUID, why: Text) -> None:
    with workspace_transaction(workspace_id):
        entry = Import.objects.select_for_update().filter(id=import_id, status="checking").first()
        if entry is not None:
            entry.status, entry.error = "mapping", text_document(why)
            entry.save(update_fields=["status", "error"])
            tell_progress(entry)


def check(actor: Actor, entry: Import) -> None:
    """Judge every row in the running transaction; the import is then `ready`."""
    expect_growth()
    forget_rows(entry)
    entry.rows_checked = 0
    judge = judge_of(actor, entry)
    tally = Tally()
    for chunk in in_chunks(stored_rows(entry), CHUNK):
        _check_rows(actor, entry, judge, chunk, tally)
    _conclude(entry, tally)


def _check_rows(actor: Actor, entry: Import, judge: Judge, rows: Sequence[FileRow], tally: Tally) -> None:
    judged = judge.judge(rows)
    wanted = [pending_values(row) for row in judged]
    if tally.counts.total() < REHEARSED:
        rehearse(actor, judge, judged)
    keep_rows(entry, judge, judged)
    for row, values in zip(judged, wanted, strict=True):
        tally.counts[row.outcome] += 1
        for value in values if row.outcome not in ("refuse", "skip") else ():
            tally.pending.setdefault(value.field, set()).add(value.key)
    entry.rows_checked += len(rows)


def _conclude(entry: Import, tally: Tally) -> None:
    entry.preview = {
        "counts": {name: tally.counts[name] for name in OUTCOMES},
        "new_values": [{"field": name, "count": len(keys)} for name, keys in sorted(tally.pending.items())],
    }
    entry.status, entry.error = "ready", None
    entry.save(update_fields=["preview", "status", "error", "rows_checked"])


def in_chunks(rows: Iterable[FileRow], size: int) -> Iterator[list[FileRow]]:
    """The rows, `size` at a time."""
    source = iter(rows)
    while chunk := list(islice(source, size)):
        yield chunk
