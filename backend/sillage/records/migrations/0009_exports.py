"""Exports."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("records", "0008_import_matching"), ("identity", "0002_protection")]

    operations = [
        migrations.CreateModel(
            name="Export",
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
                ("object", models.CharField(max_length=64)),
                ("format", models.CharField(max_length=4)),
                ("selection", models.JSONField()),
                ("fields", models.JSONField()),
                ("sort", models.CharField(max_length=200, null=True)),
                ("status", models.CharField(default="waiting", max_length=12)),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("member_id", models.UUIDField(null=True)),
                ("key_id", models.UUIDField(null=True)),
                ("file_name", models.CharField(max_length=255)),
                ("file_size", models.BigIntegerField(null=True)),
                ("storage_name", models.CharField(default="", max_length=200)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_export",
                "indexes": [models.Index(fields=["workspace_id", "created_at", "id"], name="records_export_time")],
            },
        ),
        ProtectWorkspaceTable("records_export", references={"member_id": "identity_member"}),
    ]
