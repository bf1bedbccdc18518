"""Upkeep of files."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.files.actions import purge_trashed_files


@periodic("purge_trashed_files", cron="23 3 * * *", queue="bulk")
def purge_files_everywhere() -> None:
    """Each night remove for good the files that are in the trash for 30 days."""
    for workspace_id in workspace_ids():
        purged = 1
        while purged:
            with workspace_transaction(workspace_id):
                purged = purge_trashed_files()
