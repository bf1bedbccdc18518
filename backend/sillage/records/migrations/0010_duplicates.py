"""Duplicates, what is known not to be one, and merges."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("records", "0009_exports"), ("identity", "0002_protection")]

    operations = [
        migrations.CreateModel(
            name="DuplicateKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "object",
                        "kind",
                        "key",
                        "record_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace_id", models.UUIDField()),
                ("object", models.TextField(db_collation="C")),
                ("kind", models.TextField(db_collation="C")),
                ("key", models.TextField(db_collation="C")),
                ("record_id", models.UUIDField()),
            ],
            options={
                "db_table": "records_duplicate_key",
                "indexes": [models.Index(fields=["workspace_id", "record_id"], name="records_duplicate_key_record")],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
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
                ("object", models.CharField(max_length=32)),
                ("first_id", models.UUIDField()),
                ("second_id", models.UUIDField()),
                ("score", models.SmallIntegerField()),
                ("reasons", models.JSONField()),
                ("evidence", models.JSONField(default=list)),
                ("status", models.CharField(default="open", max_length=9)),
                ("later_until", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("run_id", models.UUIDField(null=True)),
                ("detected_at", models.DateTimeField()),
            ],
            options={
                "db_table": "records_duplicate_pair",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ["open", "later"])),
                        fields=["workspace_id", "object", "-score", "-id"],
                        name="records_duplicate_queue",
                    ),
                    models.Index(fields=["workspace_id", "second_id"], name="records_duplicate_second"),
                    models.Index(fields=["workspace_id", "first_id"], name="records_duplicate_first"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace_id", "object", "first_id", "second_id"), name="records_duplicate_pair_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))), name="records_duplicate_pair_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateRun",
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
                ("object", models.CharField(max_length=32)),
                ("status", models.CharField(default="running", max_length=9)),
                ("phase", models.CharField(default="keys", max_length=8)),
                ("cursor", models.JSONField(null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("member_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_duplicate_run",
                "indexes": [
                    models.Index(fields=["workspace_id", "object", "-created_at"], name="records_duplicate_run_time")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "running")),
                        fields=("workspace_id", "object"),
                        name="records_duplicate_run_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateSetting",
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
                ("hidden", models.CharField(default="exists", max_length=8)),
            ],
            options={
                "db_table": "records_duplicate_setting",
                "constraints": [
                    models.UniqueConstraint(fields=("workspace_id",), name="records_duplicate_setting_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("object", models.CharField(max_length=32)),
                ("survivor_id", models.UUIDField()),
                ("change_set_id", models.UUIDField()),
                ("actor_id", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "records_merge",
                "indexes": [
                    models.Index(fields=["workspace_id", "-created_at", "-id"], name="records_merge_time"),
                    models.Index(fields=["workspace_id", "change_set_id"], name="records_merge_change_set"),
                    models.Index(fields=["workspace_id", "survivor_id"], name="records_merge_survivor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRecord",
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
                ("merge_id", models.UUIDField()),
                ("object", models.CharField(max_length=32)),
                ("loser_id", models.UUIDField()),
                ("survivor_id", models.UUIDField()),
                ("title", models.TextField(default="")),
                ("row", models.JSONField(null=True)),
            ],
            options={
                "db_table": "records_merged_record",
                "indexes": [models.Index(fields=["workspace_id", "survivor_id"], name="records_merged_survivor")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace_id", "loser_id"), name="records_merged_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRow",
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
                ("merge_id", models.UUIDField()),
                ("loser_id", models.UUIDField()),
                ("position", models.PositiveIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("column", models.CharField(max_length=63)),
                ("action", models.CharField(max_length=8)),
                ("rows", models.JSONField()),
            ],
            options={
                "db_table": "records_merged_row",
                "indexes": [
                    models.Index(fields=["workspace_id", "merge_id", "position"], name="records_merged_row_order")
                ],
            },
        ),
        ProtectWorkspaceTable("records_duplicate_key", unique_id=False),
        ProtectWorkspaceTable("records_duplicate_pair"),
        ProtectWorkspaceTable("records_duplicate_run", references={"member_id": "identity_member"}),
        ProtectWorkspaceTable("records_duplicate_setting"),
        ProtectWorkspaceTable("records_merge"),
        ProtectWorkspaceTable(
            "records_merged_record", references={"merge_id": "records_merge"}, on_delete={"merge_id": "CASCADE"}
        ),
        ProtectWorkspaceTable(
            "records_merged_row", references={"merge_id": "records_merge"}, on_delete={"merge_id": "CASCADE"}
        ),
    ]
