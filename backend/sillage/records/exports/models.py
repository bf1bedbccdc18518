"""The table of exports."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Export(WorkspaceModel):
    """One list of records being written to a file.

    `selection` says which records: `{"ids": […]}` or `{"filter": …, "q": …, "except": […]}`. The file is
    kept when it is whole; an export that was killed begins again.
    """

    object = models.CharField(max_length=64)
    format = models.CharField(max_length=4)
    selection = models.JSONField()
    fields = models.JSONField()
    sort = models.CharField(max_length=200, null=True)
    status = models.CharField(max_length=12, default="waiting")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    member_id = models.UUIDField(null=True)
    # The API key that asked: the export then has the rights of the key, not of its member.
    key_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=255)
    file_size = models.BigIntegerField(null=True)
    storage_name = models.CharField(max_length=200, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.JSONField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_export"
        indexes = (models.Index(fields=["workspace_id", "created_at", "id"], name="records_export_time"),)
