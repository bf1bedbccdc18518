"""Forgetting the files of old exports: they hold personal data and were made to be downloaded at once."""

from __future__ import annotations

from datetime import timedelta

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.files import remove_after_commit
from sillage.kernel.jobs import periodic
from sillage.records.exports.models import Export

KEPT = timedelta(days=7)


@periodic("forget_old_exports", cron="47 2 * * *", queue="bulk")
def forget_old_exports() -> None:
    """Each night delete the files of exports older than seven days; who exported what stays known."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            old = Export.objects.filter(finished_at__lt=clock.now() - KEPT).exclude(storage_name="")
            for export in old.select_for_update():
                remove_after_commit(export.storage_name)
                export.storage_name = ""
                export.save(update_fields=["storage_name"])
