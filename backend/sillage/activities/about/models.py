"""The shape of the tables that tie an activity to records."""

from __future__ import annotations

from django.db import models


class ActivityLink(models.Model):
    """A record an activity is about. `direct` ones were chosen; the others are the records these belong to."""

    workspace_id = models.UUIDField()
    activity_id = models.UUIDField()
    object = models.CharField(max_length=32)
    record_id = models.UUIDField()
    direct = models.BooleanField(default=True)

    class Meta:
        abstract = True
