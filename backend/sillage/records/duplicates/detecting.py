"""The detection: chunk by chunk, each in one transaction with the cursor that says how far it came.

First the keys of every record are brought up to date (what a subscriber missed heals here), then keys are read in
order: records that share one are compared. Memory holds one chunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, groupby
from typing import Any
from uuid import UUID

import structlog

from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.faults import crash_point
from sillage.kernel.jobs import enqueue, job
from sillage.kernel.registry import RecordObject, registry
from sillage.records.duplicates.catalogue import rules_of
from sillage.records.duplicates.keys import comparables, key_count, key_rows, refresh_keys
from sillage.records.duplicates.models import DuplicatePair, DuplicateRun
from sillage.records.duplicates.pairs import Found, forget_unseen, ordered, write_pairs
from sillage.records.duplicates.scoring import REVIEWED, compare
from sillage.records.objects.queries import rows_of

log = structlog.get_logger(__name__)
RECORDS = 1_000
KEYS = 4_000
# A value that more records share proves nothing (a switchboard, "Jean Martin"): its pairs are not compared.
MOST_ALIKE = 30
MAX_ATTEMPTS = 3

KeyRow = tuple[str, str, UUID]


class Stopped(Exception):
    """The run was cancelled, or another worker has it."""


@job("detect_duplicates", queue="bulk", attempts=MAX_ATTEMPTS + 1)
def detect_duplicates(workspace_id: str, run_id: str) -> None:
    """Go on with a run until it is done; after a crash it continues with the chunk that was not committed."""
    workspace, entry_id = UUID(workspace_id), UUID(run_id)
    try:
        while _step(workspace, entry_id):
            pass
    except Stopped:
        return
    except Exception:
        log.exception("detection_interrupted", run_id=run_id)
        if _failed_for_good(workspace, entry_id):
            return
        raise


def begin(run: DuplicateRun) -> None:
    """Queue the work of a run just written."""
    enqueue(detect_duplicates, workspace_id=run.workspace_id, run_id=run.id, lock=f"duplicates:{run.workspace_id}")


def _step(workspace_id: UUID, run_id: UUID) -> bool:
    """One chunk; False when that was the last."""
    with workspace_transaction(workspace_id):
        expect_growth()
        run = DuplicateRun.objects.select_for_update().filter(id=run_id, status="running").first()
        entry = registry.objects().get(run.object) if run else None
        if run is None or entry is None:
            raise Stopped
        more = _refresh_chunk(run, entry) if run.phase == "keys" else _compare_chunk(run, entry)
        run.attempts = 0
        run.save()
        crash_point("duplicates.chunk")
        return more


def _refresh_chunk(run: DuplicateRun, entry: RecordObject) -> bool:
    living = rows_of(entry).filter(deleted_at__isnull=True)
    if run.cursor is None:
        run.total = living.count()
    after = living.filter(id__gt=run.cursor) if run.cursor else living
    ids = list(after.order_by("id").values_list("id", flat=True)[:RECORDS])
    refresh_keys(entry, ids)
    run.done += len(ids)
    run.cursor = str(ids[-1]) if ids else run.cursor
    if len(ids) < RECORDS:
        run.phase, run.cursor, run.done, run.total = "pairs", None, 0, key_count(entry.name)
    return True


def _compare_chunk(run: DuplicateRun, entry: RecordObject) -> bool:
    rows = key_rows(entry.name, run.cursor, KEYS)
    whole, skipped = _whole_groups(rows)
    run.skipped += skipped
    pairs = _pairs(entry, whole, run)
    write_pairs(entry.name, pairs, run.id, clock.now())
    if rows:
        kind, key, record_id = whole[-1] if whole else rows[-1]
        run.cursor = [kind, key, str(record_id)]
        run.done += len(whole) or len(rows)
    if len(rows) == KEYS:
        return True
    forget_unseen(entry.name, run.id)
    run.found = DuplicatePair.objects.filter(object=entry.name, status__in=["open", "later"]).count()
    run.done = run.total
    run.status, run.finished_at = "done", clock.now()
    return False


def _whole_groups(rows: Sequence[KeyRow]) -> tuple[list[KeyRow], int]:
    """The rows up to the last group that is surely complete, and how many values were too common."""
    whole = list(rows)
    if len(whole) == KEYS:
        last = whole[-1][:2]
        complete = [row for row in whole if row[:2] != last]
        # One value fills the chunk: far too common to compare, so it may be cut.
        whole = complete or whole
    common = sum(1 for _, group in groupby(whole, key=lambda row: row[:2]) if len(list(group)) > MOST_ALIKE)
    return whole, common


def _pairs(entry: RecordObject, rows: Sequence[KeyRow], run: DuplicateRun) -> list[Found]:
    wanted: set[tuple[UUID, UUID]] = set()
    for _, group in groupby(rows, key=lambda row: row[:2]):
        ids = sorted({row[2] for row in group})
        if 1 < len(ids) <= MOST_ALIKE:
            wanted.update(combinations(ids, 2))
    rules = rules_of(entry)
    if not wanted or rules is None:
        return []
    found: list[Found] = []
    records: dict[UUID, Any] = comparables(entry, rules, {each for pair in wanted for each in pair})
    for one, other in wanted:
        if one in records and other in records:
            finding = compare(rules, records[one], records[other])
            if finding.score >= REVIEWED:
                found.append((*ordered(one, other), finding))
    return found


def _failed_for_good(workspace_id: UUID, run_id: UUID) -> bool:
    """Count a failure without progress; the last one closes the run."""
    with workspace_transaction(workspace_id):
        run = DuplicateRun.objects.select_for_update().filter(id=run_id, status="running").first()
        if run is None:
            return True
        run.attempts += 1
        if run.attempts >= MAX_ATTEMPTS:
            run.status, run.finished_at = "failed", clock.now()
        run.save()
        return run.status == "failed"
