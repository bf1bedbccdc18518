"""The tables of saved views."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class View(WorkspaceModel):
    """How somebody looks at a kind of record. `member_id` is who made it.

    `filter`, `sort`, `columns` and `group_by` are kept as saved: fields may go and come back.
    """

    object = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    layout = models.CharField(max_length=8, default="table")
    scope = models.CharField(max_length=8, default="private")
    member_id = models.UUIDField(null=True)
    team_id = models.UUIDField(null=True)
    filter = models.JSONField(null=True)
    sort = models.CharField(max_length=400, default="")
    columns = models.JSONField(default=list)
    group_by = models.CharField(max_length=130, null=True)
    position = models.FloatField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "records_view"
        indexes = (models.Index(fields=["workspace_id", "object", "position", "id"], name="records_view_order"),)


class ViewDefault(WorkspaceModel):
    """The view that opens first for a role."""

    object = models.CharField(max_length=64)
    role_id = models.UUIDField()
    view_id = models.UUIDField()

    class Meta:
        db_table = "records_view_default"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "object", "role_id"], name="records_view_default_once"),
        )
