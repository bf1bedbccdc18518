"""Mail that Sillage sends about itself, kept with its body."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class OutboxMail(WorkspaceModel):
    """One message and what became of it.

    `kept` (no mail server), `queued`, `sending`, `sent`, `failed`, or `unknown` when the server never
    answered: that one is shown to a person and never sent again by itself.
    """

    message_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(null=True)
    status = models.CharField(max_length=8)
    attempts = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_outbox_mail"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "message_id"], name="kernel_outbox_mail_once"),)
        indexes = (models.Index(fields=["workspace_id", "created_at", "id"], name="kernel_outbox_mail_age"),)
