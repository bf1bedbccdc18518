"""Tables of notes."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import RecordModel


class Note(RecordModel):
    """A text somebody wrote about records. Its owner is its author."""

    body = models.TextField()
    pinned = models.BooleanField(default=False)
    author_key_id = models.UUIDField(null=True)

    class Meta:
        db_table = "activities_note"
        indexes = (
            models.Index(
                fields=["workspace_id", "deleted_at"],
                name="activities_note_trash",
                condition=models.Q(deleted_at__isnull=False),
            ),
        )


class NoteLink(models.Model):
    """A record a note is about. `direct` ones were chosen; the others are their parents."""

    pk = models.CompositePrimaryKey("workspace_id", "note_id", "record_id")
    workspace_id = models.UUIDField()
    note_id = models.UUIDField()
    object = models.CharField(max_length=32)
    record_id = models.UUIDField()
    direct = models.BooleanField(default=True)

    class Meta:
        db_table = "activities_note_link"
        indexes = (models.Index(fields=["workspace_id", "record_id"], name="activities_note_of_record"),)
