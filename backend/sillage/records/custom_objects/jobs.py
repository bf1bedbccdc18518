"""Upkeep of custom objects."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.custom_objects.actions import purge_deleted_objects


@periodic("purge_deleted_objects", cron="53 3 * * *", queue="bulk")
def purge_objects_everywhere() -> None:
    """Each night remove for good the kinds of record that are in the trash for 30 days."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            purge_deleted_objects()
