"""Upkeep of custom fields; the job that recomputes one is `recomputing.recompute_field`."""

from __future__ import annotations

from sillage.identity.workspaces.queries import workspace_ids
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import periodic
from sillage.records.fields import recomputing as recomputing
from sillage.records.fields.actions import purge_deleted_fields


@periodic("purge_deleted_fields", cron="47 3 * * *", queue="bulk")
def purge_fields_everywhere() -> None:
    """Each night remove for good the fields that are in the bin for 30 days."""
    for workspace_id in workspace_ids():
        with workspace_transaction(workspace_id):
            purge_deleted_fields()
