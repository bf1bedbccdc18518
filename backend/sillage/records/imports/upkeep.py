"""Forgetting the files of old imports: they can be undone for 30 days, and hold personal data."""

from __future__ import annotations

from datetime import timedelta

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.imports.previewing import forget_rows
from sillage.records.imports.sources import forget_file

KEPT = timedelta(days=30)


@periodic("forget_import_files", cron="41 2 * * *", queue="bulk")
def forget_old_files() -> None:
    """Delete files, samples and refused rows of imports older than 30 days; their counts stay."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            old = Import.objects.filter(created_at__lt=clock.now() - KEPT).exclude(storage_name="")
            entries = list(old.exclude(status__in=["checking", "running", "undoing"]).select_for_update())
            names = [name for entry in entries for name in (entry.storage_name, entry.rows_name)]
            ImportRefusal.objects.filter(import_id__in=[entry.id for entry in entries]).delete()
            for entry in entries:
                forget_rows(entry)
                entry.storage_name, entry.rows_name, entry.preview, entry.corrections = "", "", None, {}
                entry.associations, entry.choices = [], {}
                entry.columns = [{**column, "samples": []} for column in entry.columns]
                if entry.status in ("mapping", "ready"):
                    entry.status = "cancelled"
            Import.objects.bulk_update(
                entries,
                ["storage_name", "rows_name", "corrections", "preview", "associations", "choices", "columns", "status"],
            )
        for name in names:
            forget_file(name)
