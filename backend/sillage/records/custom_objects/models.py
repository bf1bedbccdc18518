"""The tables of custom objects: what they are, and the one table of their records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import RecordModel, WorkspaceModel

ALIVE = Q(deleted_at__isnull=True)


class ObjectDefinition(WorkspaceModel):
    """A kind of record an administrator added. `name` never changes: it is part of addresses and permissions."""

    name = models.CharField(max_length=32)
    label = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80, null=True)
    plural = models.CharField(max_length=80)
    plural_en = models.CharField(max_length=80, null=True)
    title_label = models.CharField(max_length=80)
    title_label_en = models.CharField(max_length=80, null=True)
    icon = models.CharField(max_length=32)
    position = models.IntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_object"
        constraints = (models.UniqueConstraint("workspace_id", "name", name="records_object_name"),)


class CustomRecord(RecordModel):
    """A record of a custom object; `sort_name` is its name normalised. All else is in custom fields."""

    object = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    sort_name = models.TextField(db_collation="C")

    class Meta:
        db_table = "records_custom_record"
        indexes = (
            models.Index("workspace_id", "object", "sort_name", "id", name="custom_by_name", condition=ALIVE),
            models.Index(
                "workspace_id", "object", "owner_id", "sort_name", "id", name="custom_by_owner", condition=ALIVE
            ),
            models.Index(
                "workspace_id", "object", "team_id", "sort_name", "id", name="custom_by_team", condition=ALIVE
            ),
            models.Index("workspace_id", "object", "created_at", "id", name="custom_by_age", condition=ALIVE),
            models.Index("workspace_id", "object", "updated_at", "id", name="custom_by_update", condition=ALIVE),
            models.Index("workspace_id", "object", "deleted_at", name="custom_trash", condition=~ALIVE),
        )
