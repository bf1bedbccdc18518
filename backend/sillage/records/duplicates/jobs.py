"""Nightly detection, and forgetting what merges older than 30 days put aside."""

from __future__ import annotations

from datetime import timedelta

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel import clock
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.kernel.registry import registry
from sillage.records.duplicates.catalogue import reviewed_objects
from sillage.records.duplicates.detecting import begin
from sillage.records.duplicates.models import DuplicateRun, Merge, MergedRecord, MergedRow
from sillage.records.duplicates.unmerging import UNDO_PERIOD
from sillage.records.objects.queries import rows_of

RUNS_KEPT = timedelta(days=90)


@periodic("detect_duplicates_nightly", cron="23 1 * * *", queue="bulk")
def detect_nightly() -> None:
    """Look for duplicates among the kinds of record that changed since their last run."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            for name in reviewed_objects():
                runs = DuplicateRun.objects.filter(object=name)
                last = runs.filter(status="done").order_by("-created_at").first()
                changed = rows_of(registry.object(name))
                if last is not None:
                    changed = changed.filter(updated_at__gte=last.created_at)
                if changed.exists() and not runs.filter(status="running").exists():
                    run = DuplicateRun.objects.create(id=new_id(), object=name, created_at=clock.now())
                    begin(run)
            DuplicateRun.objects.filter(finished_at__lt=clock.now() - RUNS_KEPT).delete()


@periodic("forget_old_merges", cron="47 2 * * *", queue="bulk")
def forget_old_merges() -> None:
    """Delete rows and names put aside by merges that can no longer be undone; where the old ids lead stays."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            old = list(Merge.objects.filter(created_at__lt=clock.now() - UNDO_PERIOD).values_list("id", flat=True))
            MergedRow.objects.filter(merge_id__in=old).delete()
            MergedRecord.objects.filter(merge_id__in=old, row__isnull=False).update(row=None, title="")
