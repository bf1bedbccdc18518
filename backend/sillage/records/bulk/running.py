"""Bulk changes in the background: part by part, each in one transaction with the place it came to."""

from __future__ import annotations

from uuid import UUID

import structlog

from sillage.identity.actors import KnownKey, actor_of_key, actor_of_member
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events import record
from sillage.kernel.events.signals import tell_member
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.registry import registry
from sillage.kernel.text import Text
from sillage.records.bulk.events import BulkRunFinished
from sillage.records.bulk.models import BulkRun, BulkTarget
from sillage.records.bulk.writing import SHOWN_REFUSALS, Change, Outcome, change_records

log = structlog.get_logger(__name__)
PART = 200
MAX_ATTEMPTS = 3
_NO_AUTHOR = Text(
    fr="La personne qui a lancé cette modification n’a plus accès à cet espace",
    en="The person who started this change no longer has access to this workspace",
)
_NO_OBJECT = Text(fr="Ce type de fiche n’existe plus", en="This kind of record no longer exists")
_INTERRUPTED = Text(
    fr="La modification s’est arrêtée sur un défaut de Sillage ; ce qui est fait peut être annulé",
    en="The change stopped on a fault of Sillage; what is done can be undone",
)


@job("run_bulk", queue="bulk", attempts=MAX_ATTEMPTS + 1)
def run_bulk(workspace_id: str, run_id: str) -> None:
    """Change the records that are not done yet; after a crash it goes on from the last whole part."""
    workspace, entry_id = UUID(workspace_id), UUID(run_id)
    try:
        while _next_part(workspace, entry_id):
            pass
    except Exception:
        log.exception("bulk_interrupted", run_id=run_id)
        if _count_attempt(workspace, entry_id) < MAX_ATTEMPTS:
            raise
        _fail(workspace, entry_id, _INTERRUPTED)


def author_of(run: BulkRun) -> Actor | None:
    """The actor a bulk change works for, with the rights held now; None when these have ended."""
    member = actor_of_member(run.member_id) if run.member_id else None
    if member is None or run.key_id is None or run.member_id is None:
        return member
    assert member.user_id is not None, "every member is a user"
    return actor_of_key(KnownKey(run.key_id, run.workspace_id, run.member_id, member.user_id, None))


def change_of(run: BulkRun) -> Change:
    """What a bulk change does to each record."""
    return Change(run.operation, run.values, tuple(run.tags))


def _next_part(workspace_id: UUID, run_id: UUID) -> bool:
    """Change one part in one transaction; False once there is nothing left to do."""
    with workspace_transaction(workspace_id) as unit:
        run = BulkRun.objects.select_for_update().filter(id=run_id, status="running").first()
        if run is None:
            return False
        actor = author_of(run)
        entry = registry.objects().get(run.object)
        if actor is None or entry is None:
            end_run(actor, run, "failed", _NO_AUTHOR if actor is None else _NO_OBJECT)
            return False
        targets = BulkTarget.objects.filter(run_id=run.id, position__gte=run.done).order_by("position")[:PART]
        ids = list(targets.values_list("record_id", flat=True))
        unit.change_set_id = run.change_set_id
        unit.user_id = actor.user_id
        note_outcome(run, len(ids), change_records(actor, entry, change_of(run), ids))
        run.attempts = 0
        run.save(update_fields=["done", "changed", "refused", "refusals", "attempts"])
        if run.done >= run.total or not ids:
            end_run(actor, run, "done")
            return False
        tell_member(run.member_id, "bulk.progress", "bulk_run", run.id)
        return True


def note_outcome(run: BulkRun, count: int, outcome: Outcome) -> None:
    """Add what a part did to the figures of the run."""
    run.done += count
    run.changed += outcome.changed
    run.refused += len(outcome.refusals)
    run.refusals = [*run.refusals, *outcome.refusals][:SHOWN_REFUSALS]


def end_run(actor: Actor | None, run: BulkRun, status: str, error: Text | None = None) -> None:
    """Close a bulk change in the running transaction and tell the house."""
    run.status, run.finished_at = status, clock.now()
    run.error = {"fr": error.fr, "en": error.en} if error else None
    run.save()
    BulkTarget.objects.filter(run_id=run.id).delete()
    finished = BulkRunFinished(run.object, run.operation, status, run.changed, run.refused)
    record(actor or system_actor(run.workspace_id), finished, object="bulk_run", record_id=run.id)
    tell_member(run.member_id, "bulk.progress", "bulk_run", run.id)


def _count_attempt(workspace_id: UUID, run_id: UUID) -> int:
    with workspace_transaction(workspace_id):
        run = BulkRun.objects.select_for_update().get(id=run_id)
        run.attempts += 1
        run.save(update_fields=["attempts"])
        return run.attempts


def _fail(workspace_id: UUID, run_id: UUID, error: Text) -> None:
    with workspace_transaction(workspace_id):
        run = BulkRun.objects.select_for_update().filter(id=run_id, status="running").first()
        if run is not None:
            end_run(author_of(run), run, "failed", error)
