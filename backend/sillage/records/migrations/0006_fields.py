"""Tags, custom fields with their typed values, and custom objects."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("records", "0005_search_depth"), ("identity", "0003_schema_stamp")]

    operations = [
        migrations.CreateModel(
            name="CustomRecord",
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
                ("object", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("sort_name", models.TextField(db_collation="C")),
            ],
            options={
                "db_table": "records_custom_record",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="custom_by_name",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("owner_id"),
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="custom_by_owner",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("team_id"),
                        models.F("sort_name"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="custom_by_team",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("created_at"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="custom_by_age",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("updated_at"),
                        models.F("id"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="custom_by_update",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("object"),
                        models.F("deleted_at"),
                        condition=models.Q(("deleted_at__isnull", True), _negated=True),
                        name="custom_trash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldDefinition",
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
                ("key", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=80)),
                ("label_en", models.CharField(max_length=80, null=True)),
                ("kind", models.CharField(max_length=16)),
                ("help", models.CharField(max_length=300, null=True)),
                ("required", models.BooleanField(default=False)),
                ("personal", models.BooleanField(default=False)),
                ("default", models.JSONField(null=True)),
                ("choices", models.JSONField(default=list)),
                ("target", models.CharField(max_length=32, null=True)),
                ("currency", models.CharField(max_length=3, null=True)),
                ("settings", models.JSONField(default=dict)),
                ("result_kind", models.CharField(max_length=16, null=True)),
                ("position", models.IntegerField(default=0)),
                ("computing_total", models.IntegerField(null=True)),
                ("computing_done", models.IntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_field",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("workspace_id"), models.F("object"), models.F("key"), name="records_field_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "record_id",
                        "field_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("field_id", models.UUIDField()),
                ("position", models.SmallIntegerField(default=0)),
                ("text", models.TextField(null=True)),
                ("text_key", models.TextField(db_collation="C", null=True)),
                ("whole", models.BigIntegerField(null=True)),
                ("number", models.FloatField(null=True)),
                ("day", models.DateField(null=True)),
                ("reference", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "records_field_value",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("field_id"),
                        models.F("text_key"),
                        models.F("record_id"),
                        condition=models.Q(("text_key__isnull", False)),
                        name="records_value_text",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("field_id"),
                        models.F("whole"),
                        models.F("record_id"),
                        condition=models.Q(("whole__isnull", False)),
                        name="records_value_whole",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("field_id"),
                        models.F("number"),
                        models.F("record_id"),
                        condition=models.Q(("number__isnull", False)),
                        name="records_value_number",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("field_id"),
                        models.F("day"),
                        models.F("record_id"),
                        condition=models.Q(("day__isnull", False)),
                        name="records_value_day",
                    ),
                    models.Index(
                        models.F("workspace_id"),
                        models.F("field_id"),
                        models.F("reference"),
                        models.F("record_id"),
                        condition=models.Q(("reference__isnull", False)),
                        name="records_value_reference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectDefinition",
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
                ("name", models.CharField(max_length=32)),
                ("label", models.CharField(max_length=80)),
                ("label_en", models.CharField(max_length=80, null=True)),
                ("plural", models.CharField(max_length=80)),
                ("plural_en", models.CharField(max_length=80, null=True)),
                ("title_label", models.CharField(max_length=80)),
                ("title_label_en", models.CharField(max_length=80, null=True)),
                ("icon", models.CharField(max_length=32)),
                ("position", models.IntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_object",
                "constraints": [
                    models.UniqueConstraint(models.F("workspace_id"), models.F("name"), name="records_object_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordTag",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "record_id",
                        "tag_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace_id", models.UUIDField()),
                ("record_id", models.UUIDField()),
                ("tag_id", models.UUIDField()),
                ("object", models.CharField(max_length=32)),
                ("merged_from", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "records_record_tag",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("tag_id"),
                        models.F("object"),
                        models.F("record_id"),
                        name="records_record_tag_of_tag",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
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
                ("name", models.CharField(max_length=60)),
                ("sort_name", models.TextField(db_collation="C")),
                ("colour", models.CharField(max_length=7)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_tag",
                "indexes": [
                    models.Index(
                        models.F("workspace_id"),
                        models.F("deleted_at"),
                        condition=models.Q(("deleted_at__isnull", True), _negated=True),
                        name="records_tag_trash",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("workspace_id"),
                        models.F("sort_name"),
                        condition=models.Q(("deleted_at__isnull", True)),
                        name="records_tag_name",
                    )
                ],
            },
        ),
        ProtectWorkspaceTable("records_tag"),
        ProtectWorkspaceTable(
            "records_record_tag",
            references={"tag_id": "records_tag", "merged_from": "records_tag"},
            on_delete={"tag_id": "CASCADE", "merged_from": "SET NULL"},
            unique_id=False,
        ),
        ProtectWorkspaceTable("records_field"),
        ProtectWorkspaceTable(
            "records_field_value",
            references={"field_id": "records_field"},
            on_delete={"field_id": "CASCADE"},
            unique_id=False,
        ),
        ProtectWorkspaceTable("records_object"),
        ProtectWorkspaceTable(
            "records_custom_record", references={"owner_id": "identity_member", "team_id": "identity_team"}
        ),
    ]
