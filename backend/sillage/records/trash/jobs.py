"""Upkeep of the trash."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.kernel.registry import registry
from sillage.records.trash.actions import purge_expired

# Files and their contents have an upkeep of their own.
_ELSEWHERE = {"file"}


@periodic("purge_trash", cron="31 3 * * *", queue="bulk")
def purge_trash_everywhere() -> None:
    """Each night remove for good the records that are in the trash for 30 days."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            names = [name for name in registry.objects() if name not in _ELSEWHERE]
        for name in names:
            purged = 1
            while purged:
                with workspace_transaction(workspace_id):
                    purged = purge_expired(name)
