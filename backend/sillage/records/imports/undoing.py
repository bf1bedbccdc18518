"""Taking an import back through the records' own actions, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.bulk import expect_growth
from sillage.kernel.errors import Problem
from sillage.kernel.events import record
from sillage.kernel.jobs import job
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.imports.authors import author_of
from sillage.records.imports.events import ImportUndone
from sillage.records.imports.models import Import
from sillage.records.imports.signals import tell_progress
from sillage.records.imports.types import text_document
from sillage.records.trash.actions import undo_part
from sillage.records.trash.queries import undo_plan
from sillage.records.trash.rules import Reversal
from sillage.records.trash.types import Conflict

PART = 500
SHOWN_CONFLICTS = 200
_MESSAGES = {
    "changed_since": Text(
        fr="Modifiée depuis l’import : laissée telle quelle", en="Changed since the import: left as it is"
    ),
    "gone": Text(fr="Supprimée depuis l’import", en="Deleted since the import"),
    "not_allowed": Text(
        fr="Votre rôle ne permet pas de modifier cette fiche", en="Your role does not allow changing this record"
    ),
    "refused": Text(fr="Une autre fiche en dépend : laissée telle quelle", en="Another record needs it: left as it is"),
}


@job("undo_import", queue="bulk")
def undo_import_changes(workspace_id: str, import_id: str) -> None:
    """Reverse what an import wrote; after a crash it goes on from the last whole part."""
    workspace, entry_id = UUID(workspace_id), UUID(import_id)
    with workspace_transaction(workspace):
        entry = Import.objects.filter(id=entry_id, status="undoing").first()
        plan = undo_plan(entry.change_set_id) if entry and entry.change_set_id else []
    while _undo_next(workspace, entry_id, plan):
        pass


def _undo_next(workspace_id: UUID, import_id: UUID, plan: Sequence[Reversal]) -> bool:
    """Reverse one part in one transaction; False once there is nothing left to do."""
    with workspace_transaction(workspace_id) as unit:
        expect_growth()
        entry = Import.objects.select_for_update().filter(id=import_id, status="undoing").first()
        if entry is None or entry.change_set_id is None:
            return False
        actor = author_of(entry)
        unit.change_set_id = entry.undo_change_set_id
        last = actor is None or _undo_part(actor, entry, entry.change_set_id, plan)
        if last:
            entry.status = "undone" if entry.undone else "done"
        entry.save(update_fields=["undo_position", "undone", "conflicts", "conflict_list", "status", "error"])
        tell_progress(entry)
        if last and actor is not None:
            event = ImportUndone(entry.object, entry.undone, entry.conflicts)
            record(actor, event, object="import", record_id=entry.id)
        return not last


def _undo_part(actor: Actor, entry: Import, change_set_id: UUID, plan: Sequence[Reversal]) -> bool:
    try:
        report, last = undo_part(actor, change_set_id, plan, start=entry.undo_position, size=PART)
    except Problem as problem:
        # Undone already by another way, or too old.
        entry.error = text_document(problem.detail or problem.title)
        return True
    entry.undo_position += PART
    entry.undone += report.undone
    entry.conflicts += len(report.conflicts)
    room = SHOWN_CONFLICTS - len(entry.conflict_list)
    entry.conflict_list += [_conflict_document(conflict) for conflict in report.conflicts[:room]]
    return last


def _conflict_document(conflict: Conflict) -> dict[str, Any]:
    return {
        "object": conflict.object,
        "id": str(conflict.id),
        "title": conflict.name or None,
        "message": text_document(_MESSAGES.get(conflict.reason, _MESSAGES["refused"])),
    }
