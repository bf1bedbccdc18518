"""The table of mentions."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Mention(WorkspaceModel):
    """A member named in a text. `object` and `activity_id` say which: a note, a call, a meeting."""

    member_id = models.UUIDField()
    by_member_id = models.UUIDField(null=True)
    object = models.CharField(max_length=32)
    activity_id = models.UUIDField()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "activities_mention"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "activity_id", "member_id"], name="mention_once"),
        )
        indexes = (models.Index(fields=["workspace_id", "member_id", "-created_at", "-id"], name="mention_of_member"),)
