"""Calls, meetings, e-mails and mentions."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_protection"),
        ("customers", "0003_activity_dates"),
        ("records", "0002_protection"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("message_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.BigIntegerField()),
                ("file_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "activities_message_attachment",
                "indexes": [
                    models.Index(fields=["workspace_id", "message_id", "position"], name="attachment_of_message")
                ],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("owner_id", models.UUIDField(null=True)),
                ("team_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("direction", models.CharField(max_length=8)),
                ("duration_seconds", models.PositiveIntegerField(default=0)),
                ("outcome", models.CharField(max_length=16)),
                ("summary", models.TextField(default="")),
            ],
            options={
                "db_table": "activities_call",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("deleted_at"),
                        condition=models.Q(("deleted_at__isnull", False)),
                        name="call_trash",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("at"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="call_by_time",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ("outgoing", "incoming"))), name="call_direction_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                ("reached", "no_answer", "message_left", "busy", "wrong_number", "call_back"),
                            )
                        ),
                        name="call_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallLink",
            fields=[
                ("workspace_id", models.UUIDField()),
                ("activity_id", models.UUIDField()),
                ("object", models.CharField(max_length=32)),
                ("record_id", models.UUIDField()),
                ("direct", models.BooleanField(default=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "activity_id",
                        "record_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "activities_call_link",
                "indexes": [models.Index(fields=["workspace_id", "record_id"], name="call_of_record")],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("owner_id", models.UUIDField(null=True)),
                ("team_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                ("title", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("duration_minutes", models.PositiveIntegerField(null=True)),
                ("status", models.CharField(max_length=10)),
                ("place", models.CharField(max_length=300, null=True)),
                ("link", models.CharField(max_length=300, null=True)),
                ("outcome", models.CharField(default="", max_length=300)),
                ("notes", models.TextField(default="")),
            ],
            options={
                "db_table": "activities_meeting",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("deleted_at"),
                        condition=models.Q(("deleted_at__isnull", False)),
                        name="meeting_trash",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("at"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="meeting_by_time",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ("planned", "held", "cancelled"))),
                        name="meeting_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingLink",
            fields=[
                ("workspace_id", models.UUIDField()),
                ("activity_id", models.UUIDField()),
                ("object", models.CharField(max_length=32)),
                ("record_id", models.UUIDField()),
                ("direct", models.BooleanField(default=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "activity_id",
                        "record_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "activities_meeting_link",
                "indexes": [models.Index(fields=["workspace_id", "record_id"], name="meeting_of_record")],
            },
        ),
        migrations.CreateModel(
            name="MeetingMember",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "meeting_id",
                        "member_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace_id", models.UUIDField()),
                ("meeting_id", models.UUIDField()),
                ("member_id", models.UUIDField()),
            ],
            options={
                "db_table": "activities_meeting_member",
                "indexes": [models.Index(fields=["workspace_id", "member_id"], name="meeting_of_member")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("member_id", models.UUIDField()),
                ("by_member_id", models.UUIDField(null=True)),
                ("object", models.CharField(max_length=32)),
                ("activity_id", models.UUIDField()),
                ("created_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "activities_mention",
                "indexes": [
                    models.Index(fields=["workspace_id", "member_id", "-created_at", "-id"], name="mention_of_member")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace_id", "activity_id", "member_id"), name="mention_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("owner_id", models.UUIDField(null=True)),
                ("team_id", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                ("message_key", models.TextField(db_collation="C")),
                ("in_reply_to", models.TextField(null=True)),
                ("subject", models.CharField(default="", max_length=500)),
                ("direction", models.CharField(max_length=8)),
                ("text", models.TextField(default="")),
                ("html", models.TextField(default="")),
                ("remote_images", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "activities_message",
                "indexes": [
                    models.Index(models.F("workspace_id"), models.F("message_key"), name="message_by_key"),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("deleted_at"),
                        condition=models.Q(("deleted_at__isnull", False)),
                        name="message_trash",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("at"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="message_by_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageLink",
            fields=[
                ("workspace_id", models.UUIDField()),
                ("activity_id", models.UUIDField()),
                ("object", models.CharField(max_length=32)),
                ("record_id", models.UUIDField()),
                ("direct", models.BooleanField(default=True)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "activity_id",
                        "record_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
            options={
                "db_table": "activities_message_link",
                "indexes": [models.Index(fields=["workspace_id", "record_id"], name="message_of_record")],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("message_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("role", models.CharField(max_length=8)),
                ("email", models.CharField(db_collation="C", max_length=254)),
                ("name", models.CharField(default="", max_length=200)),
                ("contact_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "activities_message_participant",
                "indexes": [
                    models.Index(fields=["workspace_id", "message_id", "position"], name="participant_of_message")
                ],
            },
        ),
        *(
            ProtectWorkspaceTable(
                f"activities_{name}",
                references={"owner_id": "identity_member", "team_id": "identity_team"},
                on_delete={"team_id": "SET NULL"},
            )
            for name in ("call", "meeting", "message")
        ),
        *(
            ProtectWorkspaceTable(
                f"activities_{name}_link",
                references={"activity_id": f"activities_{name}"},
                on_delete={"activity_id": "CASCADE"},
                unique_id=False,
            )
            for name in ("call", "meeting", "message")
        ),
        ProtectWorkspaceTable(
            "activities_meeting_member",
            references={"meeting_id": "activities_meeting", "member_id": "identity_member"},
            on_delete={"meeting_id": "CASCADE"},
            unique_id=False,
        ),
        ProtectWorkspaceTable(
            "activities_mention", references={"member_id": "identity_member", "by_member_id": "identity_member"}
        ),
        ProtectWorkspaceTable(
            "activities_message_participant",
            references={"message_id": "activities_message", "contact_id": "customers_contact"},
            on_delete={"message_id": "CASCADE", "contact_id": "SET NULL"},
        ),
        ProtectWorkspaceTable(
            "activities_message_attachment",
            references={"message_id": "activities_message", "file_id": "records_file"},
            on_delete={"message_id": "CASCADE", "file_id": "SET NULL"},
        ),
    ]
