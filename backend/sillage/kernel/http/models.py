"""Answers kept so that a repeated request has one effect."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class IdempotentAnswer(WorkspaceModel):
    """The stored answer to one `Idempotency-Key`; kept at least 72 hours."""

    key = models.CharField(max_length=128)
    caller_id = models.UUIDField(null=True)
    request_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_idempotent_answer"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "key"], name="kernel_idempotency_once"),)
        indexes = (models.Index(fields=["created_at"], name="kernel_idempotency_age"),)
