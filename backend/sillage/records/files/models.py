"""The table of attached files."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class File(WorkspaceModel):
    """A file attached to one record. `name` is what people call it, never a path.

    `storage_name` is the random name of the content; a file in the trash keeps its content.
    """

    object = models.CharField(max_length=32)
    record_id = models.UUIDField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    uploaded_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_file"
        indexes = (
            models.Index(
                fields=["workspace_id", "record_id", "-created_at"],
                name="records_file_of_record",
                condition=models.Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["workspace_id", "deleted_at"],
                name="records_file_trash",
                condition=models.Q(deleted_at__isnull=False),
            ),
        )
