"""Deciding about duplicates, merging records and taking merges back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from sillage.kernel import clock, events
from sillage.kernel.db import new_id
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound
from sillage.kernel.permissions import Actor, Scope, require
from sillage.kernel.permissions.checks import covers
from sillage.kernel.registry import registry
from sillage.kernel.text import Text
from sillage.records.duplicates import detecting, keys, merging, unmerging
from sillage.records.duplicates.catalogue import rules_of
from sillage.records.duplicates.errors import DetectionRuns, MergeAgain
from sillage.records.duplicates.events import (
    DetectionCancelled,
    DetectionStarted,
    DuplicateSettingsChanged,
    PairDecided,
)
from sillage.records.duplicates.models import DuplicatePair, DuplicateRun, DuplicateSetting, Merge
from sillage.records.duplicates.pairs import forget_undecided
from sillage.records.duplicates.queries import one_run, reviewed_object
from sillage.records.objects.queries import rows_of
from sillage.records.trash.types import UndoReport

LATER = timedelta(days=7)
HIDDEN = ("nothing", "exists", "owner")
_NOT_OFFERED = Text(fr="Cette valeur n’est pas proposée", en="This value is not offered")


def index_created(object: str, ids: Sequence[UUID]) -> None:
    """Make new records comparable; called by the actions that create them, in their transaction."""
    keys.add_keys(registry.object(object), ids)


def refresh_comparable(happened: Sequence[Any]) -> None:
    """Subscriber: bring what records are compared by up to date after they changed, left or came back."""
    by_object: dict[str, set[UUID]] = {}
    gone: set[UUID] = set()
    for event in happened:
        by_object.setdefault(event.object, set()).add(event.record_id)
        if event.operation == "deleted":
            gone.add(event.record_id)
    known = registry.objects()
    for name, ids in by_object.items():
        if name in known:
            keys.refresh_keys(known[name], sorted(ids))
    if gone:
        forget_undecided(sorted(gone))


def start_detection(actor: Actor, name: str) -> DuplicateRun:
    """Look for duplicates among all records of a kind, in the background.

    Needs the right to edit all of them. Raises `InvalidFields`, `Forbidden` or `DetectionRuns`.
    """
    reviewed_object(actor, name)
    if actor.read_only or require(actor, f"{name}.edit") is Scope.OWN:
        raise Forbidden
    run = DuplicateRun(id=new_id(), object=name, member_id=actor.member_id, created_at=clock.now())
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        raise DetectionRuns from error
    detecting.begin(run)
    events.record(actor, DetectionStarted(object=name), object="duplicate_run", record_id=run.id)
    return run


def cancel_detection(actor: Actor, run_id: UUID) -> DuplicateRun:
    """Stop a run after the chunk it is at; what it found stays. Raises `NotFound` or `Forbidden`."""
    one_run(actor, run_id)
    if actor.read_only:
        raise Forbidden
    run = DuplicateRun.objects.select_for_update().get(id=run_id)
    if run.status == "running":
        run.status, run.finished_at = "cancelled", clock.now()
        run.save(update_fields=["status", "finished_at"])
        events.record(actor, DetectionCancelled(object=run.object), object="duplicate_run", record_id=run.id)
    return run


def decide_pair(actor: Actor, pair_id: UUID, status: str) -> DuplicatePair:
    """Say that a pair is no duplicate (dismissed), is for later (a week), or is open again.

    Needs the right to edit both records. Raises `NotFound`, `Forbidden` or `InvalidFields`.
    """
    if status not in ("dismissed", "later", "open"):
        raise InvalidFields.one("status", "literal_error", _NOT_OFFERED)
    pair = DuplicatePair.objects.select_for_update().filter(id=pair_id).first()
    entry = registry.objects().get(pair.object) if pair else None
    if pair is None or entry is None:
        raise NotFound
    rows = list(rows_of(entry).filter(id__in=[pair.first_id, pair.second_id], deleted_at__isnull=True))
    if len(rows) < 2 or not all(covers(actor, f"{entry.name}.see", row) for row in rows):
        raise NotFound
    if actor.read_only or not all(covers(actor, f"{entry.name}.edit", row) for row in rows):
        raise Forbidden
    now = clock.now()
    pair.status, pair.decided_by, pair.decided_at = status, actor.member_id, now
    pair.later_until = now + LATER if status == "later" else None
    pair.save(update_fields=["status", "decided_by", "decided_at", "later_until"])
    decided = PairDecided(object=pair.object, first_id=pair.first_id, second_id=pair.second_id, status=status)
    events.record(actor, decided, object="duplicate_pair", record_id=pair.id)
    return pair


def merge_records(
    actor: Actor,
    name: str,
    survivor_id: UUID,
    loser_ids: Sequence[UUID],
    choices: Mapping[str, UUID] | None = None,
    versions: Mapping[UUID, int] | None = None,
) -> UUID:
    """Merge records of one kind into the survivor and return the id of the merge.

    `choices` names, per field, the record whose value stays; fields not named follow the proposal. `versions` are
    those the caller saw. Relations, history, files and notes follow; opt-outs stay set when any record had them.
    Asking for a merge that is done gives it again. Needs the right to edit every record. Raises `InvalidFields`,
    `NotFound`, `Forbidden`, `RecordInTrash` or `StaleVersion`, and then nothing is changed.
    """
    entry = merging.mergeable(name, survivor_id, loser_ids)
    require(actor, f"{name}.edit")
    done = merging.merged_before(survivor_id, loser_ids)
    if done is not None:
        merging.locked_records(actor, entry, [survivor_id])
        return done
    return merging.merge(actor, entry, survivor_id, loser_ids, choices or {}, versions or {})


def undo_merge(actor: Actor, merge_id: UUID) -> UndoReport:
    """Take a merge back within 30 days: both records with what hung on them, as it was.

    Who merged, or who may edit every record concerned, may. What somebody changed since stays and is reported.
    Raises `NotFound`, `Forbidden`, `AlreadyUndone`, `MergeExpired` or `MergedSince`.
    """
    return unmerging.unmerge(actor, merge_id)


def undo_merge_of(actor: Actor, change_set_id: UUID) -> UndoReport:
    """Take back the merge that a change set holds: what the undo of a toast asks for."""
    merge_id = Merge.objects.filter(change_set_id=change_set_id).values_list("id", flat=True).first()
    if merge_id is None:
        raise NotFound
    return undo_merge(actor, merge_id)


def refuse_redo(actor: Actor, change_set_id: UUID) -> UndoReport:
    """The undo of an undone merge: refused, because merging again shows the values of today."""
    raise MergeAgain


def set_hidden(actor: Actor, hidden: str) -> None:
    """Set what is told of look-alikes out of somebody's reach. Raises `Forbidden` or `InvalidFields`."""
    require(actor, "workspace.manage")
    if actor.read_only:
        raise Forbidden
    if hidden not in HIDDEN:
        raise InvalidFields.one("hidden", "literal_error", _NOT_OFFERED)
    setting, _ = DuplicateSetting.objects.get_or_create(defaults={"hidden": hidden})
    DuplicateSetting.objects.filter(id=setting.id).update(hidden=hidden)
    events.record(actor, DuplicateSettingsChanged(hidden=hidden), object="duplicate_setting", record_id=setting.id)


def comparable_by(name: str) -> bool:
    """True when records of this kind are compared for duplicates."""
    entry = registry.objects().get(name)
    return entry is not None and rules_of(entry) is not None
