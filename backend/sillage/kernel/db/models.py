"""Abstract tables: what every row of a workspace, and every record, carries."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.context import current_workspace_id
from sillage.kernel.db.identifiers import new_id


class WorkspaceModel(models.Model):
    """A row of one workspace. Its table is protected by `ProtectWorkspaceTable` in a migration."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)

    class Meta:
        abstract = True


class RecordModel(WorkspaceModel):
    """A record people own: organisation, contact, deal.

    `version` rises by one with each write (optimistic concurrency); `deleted_at` marks the trash.
    """

    owner_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
