"""Tables of calls."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.activities.about.models import ActivityLink
from sillage.activities.calls.types import DIRECTIONS, OUTCOMES
from sillage.kernel.db.models import RecordModel


class Call(RecordModel):
    """A call that took place. Its owner is who spoke; `duration_seconds` is 0 when nobody answered."""

    at = models.DateTimeField()
    direction = models.CharField(max_length=8)
    duration_seconds = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=16)
    summary = models.TextField(default="")

    class Meta:
        db_table = "activities_call"
        constraints = (
            models.CheckConstraint(name="call_direction_known", condition=Q(direction__in=DIRECTIONS)),
            models.CheckConstraint(name="call_outcome_known", condition=Q(outcome__in=OUTCOMES)),
        )
        indexes = (
            models.Index("workspace_id", "deleted_at", name="call_trash", condition=Q(deleted_at__isnull=False)),
            models.Index("workspace_id", "at", "id", name="call_by_time", condition=Q(deleted_at__isnull=True)),
        )


class CallLink(ActivityLink):
    """A record a call is about."""

    pk = models.CompositePrimaryKey("workspace_id", "activity_id", "record_id")

    class Meta:
        db_table = "activities_call_link"
        indexes = (models.Index(fields=["workspace_id", "record_id"], name="call_of_record"),)
