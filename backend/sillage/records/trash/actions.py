"""Undoing what one request, import or undo changed, through the records' own actions."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction

from sillage.kernel import clock, events
from sillage.kernel.db import current_unit
from sillage.kernel.errors import Forbidden, NotFound, Problem, StaleVersion
from sillage.kernel.permissions import Actor, Scope, get_for, require
from sillage.kernel.registry import RecordObject, registry
from sillage.records.objects.queries import require_known, rows_of
from sillage.records.trash.errors import AlreadyUndone, StillUsed, UndoExpired
from sillage.records.trash.events import ChangeSetUndone, RecordPurged
from sillage.records.trash.purging import purge_records
from sillage.records.trash.queries import (
    Since,
    UndoableSet,
    changes_since,
    editable_ids,
    locked_change_set,
    mark_undone,
    undo_plan,
)
from sillage.records.trash.rules import Reversal, Step
from sillage.records.trash.types import Conflict, UndoReport

UNDO_PERIOD = timedelta(days=30)
_BATCH = 500


def undo_change_set(actor: Actor, change_set_id: UUID) -> UndoReport:
    """Bring every record of a change set back to how it was before.

    Only who did it, or somebody who may edit each of the records, may undo it, within 30 days. What
    somebody changed since stays and is reported. The undo is a change set of its own, so undoing it
    does the change again. Raises `NotFound`, `Forbidden`, `UndoExpired` or `AlreadyUndone`.
    """
    if actor.read_only:
        raise Forbidden
    wanted = locked_change_set(change_set_id)
    if wanted is None:
        raise NotFound
    special = registry.offer(f"undo:{wanted.origin}")
    if special is not None:
        # What is more than values before and after, such as a merge, is undone by whoever did it.
        found: UndoReport = special(actor, change_set_id)
        return found
    plan = undo_plan(change_set_id)
    _check_allowed(actor, wanted, plan)
    own = _did_it(actor, wanted)
    events.change_set_of(actor, "undo")
    report = UndoReport()
    for start in range(0, len(plan), _BATCH):
        _reverse_all(actor, plan[start : start + _BATCH], report, own=own)
    if report.undone:
        mark_undone(change_set_id, actor.id)
        event = ChangeSetUndone(undone=report.undone, conflicts=len(report.conflicts))
        events.record(actor, event, object="change_set", record_id=change_set_id)
    else:
        # The answer must not offer to undo an undo that changed nothing.
        current_unit().change_set_id = None
    return report


def undo_part(
    actor: Actor, change_set_id: UUID, plan: Sequence[Reversal], *, start: int, size: int
) -> tuple[UndoReport, bool]:
    """Bring back `size` records of a change set from the `start`th of its `undo_plan` on.

    For undoing thousands in steps: the plan stays the same whatever the steps did, so it is made once.
    The caller runs each part in a transaction, keeps `start` in it, and records the end of the undo; the
    set is marked undone with its last part. Gives the report of the part and whether it was the last.
    Raises what `undo_change_set` raises.
    """
    if actor.read_only:
        raise Forbidden
    wanted = locked_change_set(change_set_id)
    if wanted is None:
        raise NotFound
    batch = plan[start : start + size]
    _check_allowed(actor, wanted, batch)
    report = UndoReport()
    _reverse_all(actor, batch, report, own=_did_it(actor, wanted))
    last = start + size >= len(plan)
    if last:
        mark_undone(change_set_id, actor.id)
    return report, last


def _check_allowed(actor: Actor, wanted: UndoableSet, plan: Sequence[Reversal]) -> None:
    if not _did_it(actor, wanted):
        editable = editable_ids(actor, plan)
        missing = [each for each in plan if each.record_id not in editable]
        if missing:
            # A change in records out of sight is as good as absent.
            raise NotFound if len(missing) == len(plan) else Forbidden
    if wanted.created_at < clock.now() - UNDO_PERIOD:
        raise UndoExpired
    if wanted.undone_at is not None:
        raise AlreadyUndone


def _did_it(actor: Actor, wanted: UndoableSet) -> bool:
    return actor.id is not None and actor.id == wanted.actor_id


def _reverse_all(actor: Actor, batch: Sequence[Reversal], report: UndoReport, *, own: bool) -> None:
    """Bring records back: what was created goes at once where its module can, the rest one by one."""
    gone = _deleted_at_once(actor, batch, own=own)
    report.undone += len(gone)
    rest = [reversal for reversal in batch if reversal.record_id not in gone]
    since = changes_since(rest) if rest else {}
    for reversal in rest:
        _reverse(actor, reversal, since.get(reversal.record_id, Since()), report, own=own)


def _deleted_at_once(actor: Actor, batch: Sequence[Reversal], *, own: bool) -> set[UUID]:
    wanted: dict[str, dict[UUID, int | None]] = {}
    for reversal in batch:
        if reversal.step is Step.DELETE and reversal.created:
            wanted.setdefault(reversal.object, {})[reversal.record_id] = reversal.version
    gone: set[UUID] = set()
    for name, versions in wanted.items():
        entry = registry.objects().get(name)
        if entry is not None and entry.delete_many is not None:
            gone |= entry.delete_many(_allowed_to_delete(actor, entry) if own else actor, versions)
    return gone


def _reverse(actor: Actor, reversal: Reversal, since: Since, report: UndoReport, *, own: bool) -> None:
    """Bring one record back, in a savepoint of its own; count it or report why not."""
    entry = registry.objects().get(reversal.object)
    if entry is None or reversal.step is Step.NOTHING:
        return
    try:
        with transaction.atomic():
            kept = _step(actor, entry, reversal, since, own=own)
    except Problem as problem:
        report.conflicts.append(_conflict(actor, entry, reversal, _reason(problem)))
        return
    if kept:
        report.conflicts.append(_conflict(actor, entry, reversal, "changed_since", kept))
    if len(kept) < max(len(reversal.values), 1):
        report.undone += 1


def _step(actor: Actor, entry: RecordObject, reversal: Reversal, since: Since, *, own: bool) -> tuple[str, ...]:
    """Run the record's own action; gives the fields that stay because they changed since."""
    record_id, version = reversal.record_id, reversal.version
    if reversal.step is Step.DELETE:
        _taking_back(actor, entry, own and reversal.created)(record_id, version)
        return ()
    if reversal.step is Step.RESTORE:
        entry.restore(_allowed_to_delete(actor, entry) if own else actor, record_id, version)
        if reversal.values:
            entry.update(actor, record_id, _writable(entry, reversal.values), None)
        return ()
    kept = tuple(sorted(set(reversal.values) & since.fields))
    values = {name: value for name, value in _writable(entry, reversal.values).items() if name not in kept}
    if values:
        # Others changed other fields meanwhile: the newest version they made is the one to expect.
        entry.update(actor, record_id, values, max(since.version, version or 0) or None)
    return kept


def _writable(entry: RecordObject, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values an update accepts; derived ones follow by themselves."""
    allowed = {field.name for field in entry.fields if field.writable}
    return {name: value for name, value in values.items() if name in allowed}


def _taking_back(actor: Actor, entry: RecordObject, own: bool) -> Callable[[UUID, int | None], None]:
    """Deleting what was created. Who created a record nobody touched since may take it back."""
    acting = _allowed_to_delete(actor, entry) if own else actor
    return lambda record_id, version: entry.delete(acting, record_id, version)


def _allowed_to_delete(actor: Actor, entry: RecordObject) -> Actor:
    permission = f"{entry.name}.delete"
    if not (actor.can(f"{entry.name}.create") or actor.can(permission)):
        return actor
    return dataclasses.replace(actor, grants=MappingProxyType({**actor.grants, permission: Scope.ALL}))


def _reason(problem: Problem) -> str:
    if isinstance(problem, StaleVersion):
        return "changed_since"
    if isinstance(problem, NotFound):
        return "gone"
    return "not_allowed" if isinstance(problem, Forbidden) else "refused"


def _conflict(
    actor: Actor, entry: RecordObject, reversal: Reversal, reason: str, fields: tuple[str, ...] = ()
) -> Conflict:
    name = entry.titles(actor, [reversal.record_id]).get(reversal.record_id, "")
    labels = {field.name: field.label.in_language(actor.language) for field in entry.fields}
    shown = tuple(labels.get(each, each) for each in fields)
    return Conflict(entry.name, reversal.record_id, name, reason, shown)


def purge_record(actor: Actor, object: str, record_id: UUID) -> None:
    """Remove a record of the trash for good; nothing brings it back.

    Raises `NotFound` for what is not in the trash or out of the actor's reach, `Forbidden` without
    `trash.purge` or the right to delete such a record, and `StillUsed`.
    """
    require(actor, "trash.purge")
    entry = require_known(object)
    rows = rows_of(entry).filter(deleted_at__isnull=False)
    if entry.own_permissions:
        get_for(actor, rows, record_id, f"{object}.delete", lock=True)
    elif not entry.titles(actor, [record_id]):
        raise NotFound
    if not purge_records(object, [record_id]):
        raise StillUsed
    events.record(actor, RecordPurged(), object=object, record_id=record_id)


def purge_expired(object: str, most: int = 500) -> int:
    """Remove for good what is in the trash of the entered workspace for 30 days; gives how many went."""
    old = rows_of(registry.object(object)).filter(deleted_at__lt=clock.now() - UNDO_PERIOD)
    return len(purge_records(object, old.order_by("deleted_at").values_list("id", flat=True)[:most]))
