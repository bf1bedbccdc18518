"""Append-only history: what happened, to which records, with which values before and after."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class ChangeSet(WorkspaceModel):
    """What one request, import or undo changed together; undone as one."""

    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    origin = models.CharField(max_length=24, default="request")
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        db_table = "kernel_change_set"


class StoredEvent(WorkspaceModel):
    """One domain event; the append-only audit log. Payloads hold no names and no free text."""

    kind = models.CharField(max_length=64)
    object = models.CharField(max_length=32)
    record_id = models.UUIDField()
    operation = models.CharField(max_length=12, null=True)
    record_version = models.IntegerField(null=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    payload = models.JSONField(default=dict)
    caused_by = models.UUIDField(null=True)
    depth = models.SmallIntegerField(default=0)
    change_set_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=36, null=True)
    occurred_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_event"
        indexes = (
            models.Index(fields=["workspace_id", "change_set_id"], name="kernel_event_change_set"),
            models.Index(fields=["workspace_id", "occurred_at"], name="kernel_event_time"),
        )


class EventLink(models.Model):
    """A record an event is about: the timeline of that record."""

    pk = models.CompositePrimaryKey("workspace_id", "record_id", "occurred_at", "event_id")
    workspace_id = models.UUIDField()
    record_id = models.UUIDField()
    occurred_at = models.DateTimeField()
    event_id = models.UUIDField()

    class Meta:
        db_table = "kernel_event_link"


class FieldChange(models.Model):
    """The value of one field before and after an event. Erasable: it may hold personal data."""

    pk = models.CompositePrimaryKey("workspace_id", "event_id", "field")
    workspace_id = models.UUIDField()
    event_id = models.UUIDField()
    field = models.CharField(max_length=64)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "kernel_field_change"


class OutboxEntry(models.Model):
    """An event the relay has not taken yet. Global and holding ids only, so that sweeps see it."""

    event_id = models.UUIDField(primary_key=True)
    workspace_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_outbox"
        indexes = (models.Index(fields=["workspace_id", "event_id"], name="kernel_outbox_order"),)


class Delivery(WorkspaceModel):
    """What became of an event at one subscriber. `dead` rows are shown and can be replayed."""

    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=64)
    status = models.CharField(max_length=8, default="todo")
    attempts = models.SmallIntegerField(default=0)
    error = models.TextField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_delivery"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "event_id", "subscriber"], name="kernel_delivery_once"),
        )
        indexes = (
            models.Index(
                fields=["workspace_id", "updated_at"],
                name="kernel_delivery_open",
                condition=models.Q(status__in=["todo", "dead"]),
            ),
        )
