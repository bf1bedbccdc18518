"""The tables of bulk changes."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class BulkRun(WorkspaceModel):
    """One change of many records. `done` counts the records it has come past, in the order of its targets.

    Status: running, done, cancelled or failed. `refusals` names the first records that stayed as they were.
    """

    object = models.CharField(max_length=64)
    operation = models.CharField(max_length=8)
    values = models.JSONField(default=dict)
    tags = models.JSONField(default=list)
    status = models.CharField(max_length=10, default="running")
    member_id = models.UUIDField(null=True)
    key_id = models.UUIDField(null=True)
    change_set_id = models.UUIDField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refusals = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_bulk_run"
        indexes = (models.Index(fields=["workspace_id", "created_at", "id"], name="records_bulk_run_time"),)


class BulkTarget(WorkspaceModel):
    """One record of a bulk change that runs in the background, by its place in it."""

    run_id = models.UUIDField()
    position = models.PositiveIntegerField()
    record_id = models.UUIDField()

    class Meta:
        db_table = "records_bulk_target"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "run_id", "position"], name="records_bulk_target_place"),
        )
