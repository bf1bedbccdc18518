"""Starting and cancelling bulk changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db.records import insert_many
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.events import record
from sillage.kernel.events.recording import change_set_of
from sillage.kernel.jobs import enqueue
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.bulk.errors import RunHasEnded
from sillage.records.bulk.events import BulkRunStarted
from sillage.records.bulk.models import BulkRun, BulkTarget
from sillage.records.bulk.queries import AT_ONCE, MOST_RECORDS, own_run
from sillage.records.bulk.running import change_of, end_run, note_outcome, run_bulk
from sillage.records.bulk.writing import Change, change_records
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.grid.queries import selection_ids

_NO_VALUES = Text(fr="Indiquez au moins un champ à modifier", en="Name at least one field to change")
_NO_TAGS = Text(fr="Indiquez au moins une étiquette", en="Name at least one tag")
_UNKNOWN_FIELD = Text(
    fr="Ce champ n’existe pas ou ne se modifie pas", en="This field does not exist or cannot be changed"
)
_NOT_TAGGED = Text(fr="Ce type de fiche n’a pas d’étiquettes", en="This kind of record has no tags")
_TOO_MANY = Text(fr="Au plus 100 000 fiches à la fois", en="At most 100,000 records at a time")


def checked_change(
    actor: Actor, object: str, operation: str, values: Mapping[str, Any], tags: Sequence[UUID]
) -> Change:
    """What is done to each record. Raises `NotFound`, `Forbidden`, or `InvalidFields` naming what is wrong."""
    if actor.read_only:
        raise Forbidden
    layout = layout_of(actor, object, "delete" if operation == "delete" else "edit")
    if operation == "edit":
        _check_values(layout, values)
        return Change("edit", dict(values))
    if operation == "delete":
        return Change("delete")
    if "tags" not in layout.fields:
        raise InvalidFields.one("operation", "not_tagged", _NOT_TAGGED)
    if not tags:
        raise InvalidFields.one("tags", "missing", _NO_TAGS)
    return Change(operation, tags=tuple(str(tag) for tag in tags))


def _check_values(layout: Layout, values: Mapping[str, Any]) -> None:
    if not values:
        raise InvalidFields.one("values", "missing", _NO_VALUES)
    for name in values:
        field = layout.fields.get(name)
        if field is None or not field.writable:
            raise InvalidFields.one(f"values.{name}", "unknown_field", _UNKNOWN_FIELD)


def start_bulk(actor: Actor, object: str, selection: Mapping[str, Any], change: Change) -> UUID:
    """Change the records of a selection; gives the id of the run.

    Up to 200 are changed at once, more in the background; one change set holds it all, so one undo takes
    everything back. Records that their own action refuses stay and are named. Raises what
    `selection_ids` raises.
    """
    layout = layout_of(actor, object, "delete" if change.operation == "delete" else "edit")
    ids = selection_ids(actor, object, "see", selection, MOST_RECORDS + 1)
    if len(ids) > MOST_RECORDS:
        raise InvalidFields.one("selection", "too_many_records", _TOO_MANY)
    run = BulkRun(
        object=object,
        operation=change.operation,
        values=dict(change.values),
        tags=list(change.tags),
        member_id=actor.member_id,
        key_id=actor.key_id,
        change_set_id=change_set_of(actor, "bulk"),
        total=len(ids),
        created_at=clock.now(),
    )
    run.save(force_insert=True)
    record(actor, BulkRunStarted(object, change.operation, len(ids)), object="bulk_run", record_id=run.id)
    if len(ids) <= AT_ONCE:
        note_outcome(run, len(ids), change_records(actor, layout.entry, change_of(run), ids))
        end_run(actor, run, "done")
        return run.id
    insert_many([BulkTarget(run_id=run.id, position=place, record_id=each) for place, each in enumerate(ids)])
    enqueue(run_bulk, lock=f"bulk:{run.id}", workspace_id=actor.workspace_id, run_id=run.id)
    return run.id


def cancel_bulk(actor: Actor, run_id: UUID) -> None:
    """Stop a bulk change after the part it is at; what is done stays and can be undone.

    Raises `NotFound` or `RunHasEnded`.
    """
    run = own_run(actor, run_id, lock=True)
    if run.status != "running":
        raise RunHasEnded
    end_run(actor, run, "cancelled")
