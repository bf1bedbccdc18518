"""What is known about backups."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.identifiers import new_id


class BackupRun(models.Model):
    """One attempt at a backup, of the whole installation: a global table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    reason = models.TextField()
    name = models.TextField()
    size_bytes = models.BigIntegerField(default=0)
    succeeded = models.BooleanField(default=False)
    error = models.TextField(default="")

    class Meta:
        db_table = "kernel_backup"
        indexes = (models.Index(fields=["succeeded", "-finished_at"], name="kernel_backup_last"),)
