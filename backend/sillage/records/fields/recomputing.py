"""Working formulas and roll-ups out again for all records, in steps, when their definition changed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from sillage.kernel.db import current_workspace_id, workspace_transaction
from sillage.kernel.jobs import enqueue, job
from sillage.kernel.registry import registry
from sillage.records.fields.computing import compute_formulas, compute_rollups
from sillage.records.fields.models import FieldDefinition
from sillage.records.fields.schema import present_schema
from sillage.records.fields.types import COMPUTED, Kind
from sillage.records.objects.queries import rows_of

_CHUNK = 500


def start_computing(row: FieldDefinition) -> None:
    """Queue the work for a formula or roll-up; nothing for other kinds."""
    entry = registry.objects().get(row.object)
    if Kind(row.kind) not in COMPUTED or entry is None:
        return
    total = rows_of(entry).count()
    FieldDefinition.objects.filter(id=row.id).update(computing_total=total, computing_done=0)
    row.computing_total, row.computing_done = total, 0
    enqueue(recompute_field, workspace_id=current_workspace_id(), field_id=row.id, version=row.version)


@job("recompute_field", queue="bulk")
def recompute_field(workspace_id: str, field_id: str, version: int) -> None:
    """Work a field out for every record, 500 per transaction; stops when its definition changed meanwhile."""
    last: UUID | None = None
    while True:
        with workspace_transaction(UUID(workspace_id)):
            last = _step(UUID(field_id), version, last)
        if last is None:
            return


def _step(field_id: UUID, version: int, after: UUID | None) -> UUID | None:
    """One chunk; gives the last record done, None at the end."""
    row = FieldDefinition.objects.filter(id=field_id, version=version, deleted_at=None).first()
    entry = registry.objects().get(row.object) if row else None
    if row is None or entry is None:
        return None
    rows = rows_of(entry).order_by("id")
    ids = list((rows.filter(id__gt=after) if after else rows).values_list("id", flat=True)[:_CHUNK])
    if not ids:
        FieldDefinition.objects.filter(id=field_id).update(computing_total=None)
        return None
    definitions = present_schema().of(entry.name).definitions
    compute_rollups([each for each in definitions if each.id == field_id], ids)
    compute_formulas(entry.name, ids)
    FieldDefinition.objects.filter(id=field_id).update(computing_done=F("computing_done") + len(ids))
    return ids[-1]
