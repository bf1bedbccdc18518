"""Tables of meetings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.activities.about.models import ActivityLink
from sillage.activities.meetings.types import STATUSES
from sillage.kernel.db.models import RecordModel


class Meeting(RecordModel):
    """A meeting. Its owner organised it; customers who take part are among the records it is about."""

    title = models.CharField(max_length=200)
    at = models.DateTimeField()
    duration_minutes = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=10)
    place = models.CharField(max_length=300, null=True)
    link = models.CharField(max_length=300, null=True)
    outcome = models.CharField(max_length=300, default="")
    notes = models.TextField(default="")

    class Meta:
        db_table = "activities_meeting"
        constraints = (models.CheckConstraint(name="meeting_status_known", condition=Q(status__in=STATUSES)),)
        indexes = (
            models.Index("workspace_id", "deleted_at", name="meeting_trash", condition=Q(deleted_at__isnull=False)),
            models.Index("workspace_id", "at", "id", name="meeting_by_time", condition=Q(deleted_at__isnull=True)),
        )


class MeetingLink(ActivityLink):
    """A record a meeting is about; contacts among them take part."""

    pk = models.CompositePrimaryKey("workspace_id", "activity_id", "record_id")

    class Meta:
        db_table = "activities_meeting_link"
        indexes = (models.Index(fields=["workspace_id", "record_id"], name="meeting_of_record"),)


class MeetingMember(models.Model):
    """A member of the workspace who takes part in a meeting."""

    pk = models.CompositePrimaryKey("workspace_id", "meeting_id", "member_id")
    workspace_id = models.UUIDField()
    meeting_id = models.UUIDField()
    member_id = models.UUIDField()

    class Meta:
        db_table = "activities_meeting_member"
        indexes = (models.Index(fields=["workspace_id", "member_id"], name="meeting_of_member"),)
