"""API keys: how programs act in the name of a member."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class ApiKey(WorkspaceModel):
    """A key of one member. Only its hash is kept; it never reaches further than the member does."""

    member = models.ForeignKey("identity.Member", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_api_key"
        indexes = (models.Index(fields=["workspace_id", "created_at"], name="identity_api_key_age"),)
