"""Upkeep of tags."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.tags.actions import purge_trashed_tags


@periodic("purge_trashed_tags", cron="41 3 * * *", queue="bulk")
def purge_tags_everywhere() -> None:
    """Each night remove for good the tags that are in the trash for 30 days."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            purge_trashed_tags()
