"""Roles: named sets of permissions."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Role(WorkspaceModel):
    """A role members hold.

    Built-in roles have a `key`; their name and permissions come from `rules.py`, so that a new
    capability reaches them without touching rows. Custom roles keep `permissions` as
    {permission: scope}.
    """

    key = models.CharField(max_length=20, null=True)
    name = models.CharField(max_length=120)
    sort_name = models.TextField(db_collation="C")
    permissions = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "identity_role"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "key"], name="identity_role_key"),
            models.UniqueConstraint(fields=["workspace_id", "sort_name"], name="identity_role_name"),
        )
