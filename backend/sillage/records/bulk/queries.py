"""Reading bulk changes, and what one would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from sillage.kernel.db import current_unit
from sillage.kernel.errors import NotFound
from sillage.kernel.http.cursor import COUNT_CAP
from sillage.kernel.http.listing import Condition
from sillage.kernel.permissions import Actor
from sillage.records.bulk.models import BulkRun
from sillage.records.bulk.writing import SHOWN_REFUSALS, Change, change_records
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.grid.queries import documents, selection_ids
from sillage.records.grid.values import labels_of, shown_value

AT_ONCE = 200
MOST_RECORDS = 100_000
SHOWN_VALUES = 5


class _TakenBack(Exception):
    """Ends a rehearsal: nothing of it is kept."""


def run_details(actor: Actor, run_id: UUID) -> dict[str, Any]:
    """A bulk change of the actor's own. Raises `NotFound`."""
    run = own_run(actor, run_id)
    return run_document(actor, run)


def own_run(actor: Actor, run_id: UUID, *, lock: bool = False) -> BulkRun:
    """A bulk change the actor started. Raises `NotFound`."""
    rows = BulkRun.objects.select_for_update() if lock else BulkRun.objects.all()
    run = rows.filter(id=run_id, member_id=actor.member_id, key_id=actor.key_id).first()
    if run is None:
        raise NotFound
    return run


def run_document(actor: Actor, run: BulkRun) -> dict[str, Any]:
    """A bulk change as the API shows it."""
    error = run.error or {}
    return {
        "id": run.id,
        "object": run.object,
        "operation": run.operation,
        "status": run.status,
        "total": run.total,
        "done": run.done,
        "changed": run.changed,
        "refused": run.refused,
        "refusals": run.refusals,
        "change_set_id": run.change_set_id,
        "error": error.get("en" if actor.language == "en" else "fr"),
        "created_at": run.created_at,
        "finished_at": run.finished_at,
    }


def bulk_preview(actor: Actor, object: str, selection: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """What a bulk change would do: it is done to the first 200 records and taken back.

    `count` is how many records it would try to change, `refused` how many of the first 200 it could not.
    Raises what `selection_ids` raises.
    """
    verb = "delete" if change.operation == "delete" else "edit"
    layout = layout_of(actor, object, verb)
    ids = selection_ids(actor, object, "see", selection, COUNT_CAP + 1)
    sample = ids[:AT_ONCE]
    before = _values_of(layout, sample, change)
    refusals = _rehearsed(layout, change, sample)
    return {
        "count": len(ids),
        "refused": len(refusals),
        "changes": _changes(layout, change, before),
        "refusals": refusals[:SHOWN_REFUSALS],
        "background": len(ids) > AT_ONCE,
    }


def _rehearsed(layout: Layout, change: Change, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    unit = current_unit()
    change_set_id, closing = unit.change_set_id, dict(unit.closing)
    refusals: list[dict[str, Any]] = []
    try:
        with transaction.atomic():
            refusals = change_records(layout.actor, layout.entry, change, ids).refusals
            raise _TakenBack
    except _TakenBack:
        unit.change_set_id = change_set_id
        unit.closing.clear()
        unit.closing.update(closing)
    return refusals


def _values_of(layout: Layout, ids: Sequence[UUID], change: Change) -> list[dict[str, Any]]:
    """The present values of the fields that change."""
    names = [name for name in change.values if name in layout.fields] if change.operation == "edit" else []
    if not names:
        return []
    fields = [layout.fields[name] for name in names]
    listing = layout.listing(fields)
    chosen = [Condition("r.id = ANY(%s)", (list(ids),))]
    rows, _ = listing.page(layout.reach(), chosen, sort=layout.default_sort, cursor=None, limit=AT_ONCE)
    return documents(layout, fields, rows)


def _changes(layout: Layout, change: Change, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for name, after in change.values.items() if change.operation == "edit" else ():
        field = layout.fields.get(name)
        if field is None:
            continue
        present = ([row["values"].get(name), row["labels"].get(name)] for row in before)
        counts = Counter(orjson.dumps(each, default=str) for each in present)
        shown = [(orjson.loads(key), count) for key, count in counts.most_common(SHOWN_VALUES)]
        wanted = shown_value(field, after)
        found.append(
            {
                "field": name,
                "label": field.label.in_language(layout.actor.language),
                "after": wanted,
                "after_label": labels_of(layout.actor, [field], [{name: _identified(wanted)}])[0].get(name),
                "before": [{"value": value, "label": label, "count": count} for (value, label), count in shown],
            }
        )
    return found


def _identified(value: Any) -> Any:
    """An id given as text as the id it is; other values as they are."""
    try:
        return UUID(value) if isinstance(value, str) else value
    except ValueError:
        return value
