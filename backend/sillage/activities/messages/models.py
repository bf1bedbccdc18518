"""Tables of messages."""

from __future__ import annotations

from django.db import models

from sillage.activities.about.models import ActivityLink
from sillage.kernel.db.models import RecordModel, WorkspaceModel


class Message(RecordModel):
    """An e-mail that was added to records. Its owner is who added it; `at` is when it was sent.

    `message_key` is its Message-ID, or a digest of its content where it has none. `html` was cleaned; nothing
    of the file itself is kept beside its parts.
    """

    at = models.DateTimeField()
    message_key = models.TextField(db_collation="C")
    in_reply_to = models.TextField(null=True)
    subject = models.CharField(max_length=500, default="")
    direction = models.CharField(max_length=8)
    text = models.TextField(default="")
    html = models.TextField(default="")
    remote_images = models.BooleanField(default=False)

    class Meta:
        db_table = "activities_message"
        indexes = (
            models.Index("workspace_id", "message_key", name="message_by_key"),
            models.Index(
                "workspace_id", "deleted_at", name="message_trash", condition=models.Q(deleted_at__isnull=False)
            ),
            models.Index(
                "workspace_id", "at", "id", name="message_by_time", condition=models.Q(deleted_at__isnull=True)
            ),
        )


class MessageLink(ActivityLink):
    """A record a message is about."""

    pk = models.CompositePrimaryKey("workspace_id", "activity_id", "record_id")

    class Meta:
        db_table = "activities_message_link"
        indexes = (models.Index(fields=["workspace_id", "record_id"], name="message_of_record"),)


class Participant(WorkspaceModel):
    """Somebody a message is from or to, as its headers say; `contact_id` when an address was known."""

    message_id = models.UUIDField()
    position = models.SmallIntegerField()
    role = models.CharField(max_length=8)
    email = models.CharField(max_length=254, db_collation="C")
    name = models.CharField(max_length=200, default="")
    contact_id = models.UUIDField(null=True)

    class Meta:
        db_table = "activities_message_participant"
        indexes = (models.Index(fields=["workspace_id", "message_id", "position"], name="participant_of_message"),)


class Attachment(WorkspaceModel):
    """A file that came with a message; `file_id` is empty for one whose type is not accepted here."""

    message_id = models.UUIDField()
    position = models.SmallIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    file_id = models.UUIDField(null=True)

    class Meta:
        db_table = "activities_message_attachment"
        indexes = (models.Index(fields=["workspace_id", "message_id", "position"], name="attachment_of_message"),)
