"""The tables of tags."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel

ALIVE = Q(deleted_at__isnull=True)


class Tag(WorkspaceModel):
    """A tag of the workspace. `sort_name` is the name normalised: two living tags never read alike."""

    name = models.CharField(max_length=60)
    sort_name = models.TextField(db_collation="C")
    colour = models.CharField(max_length=7)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_tag"
        constraints = (models.UniqueConstraint("workspace_id", "sort_name", name="records_tag_name", condition=ALIVE),)
        indexes = (models.Index("workspace_id", "deleted_at", name="records_tag_trash", condition=~ALIVE),)


class RecordTag(models.Model):
    """A tag a record carries. `merged_from` is the tag it carried before that one was merged into this."""

    pk = models.CompositePrimaryKey("workspace_id", "record_id", "tag_id")
    workspace_id = models.UUIDField()
    record_id = models.UUIDField()
    tag_id = models.UUIDField()
    object = models.CharField(max_length=32)
    merged_from = models.UUIDField(null=True)

    class Meta:
        db_table = "records_record_tag"
        indexes = (models.Index("workspace_id", "tag_id", "object", "record_id", name="records_record_tag_of_tag"),)
