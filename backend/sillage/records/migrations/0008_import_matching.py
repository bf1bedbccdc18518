"""Imports that match, update and restore; rows of a check; mappings a workspace used before."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable

IDENTITY = [
    (
        "id",
        models.UUIDField(
            default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
        ),
    ),
    ("workspace_id", models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False)),
]


class Migration(migrations.Migration):
    dependencies = [("records", "0007_views")]

    operations = [
        migrations.AddField("Import", "rows_name", models.CharField(default="", max_length=200)),
        migrations.AddField("Import", "corrections", models.JSONField(default=dict)),
        migrations.AddField("Import", "preset", models.CharField(max_length=40, null=True)),
        migrations.AddField("Import", "when_new", models.CharField(default="create", max_length=8)),
        migrations.AddField("Import", "when_trashed", models.CharField(default="skip", max_length=8)),
        migrations.AddField("Import", "rows_checked", models.PositiveIntegerField(default=0)),
        migrations.AddField("Import", "restored", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                *IDENTITY,
                ("import_id", models.UUIDField()),
                ("line", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=12)),
                ("match_key", models.TextField(db_collation="C", null=True)),
                ("document", models.JSONField()),
            ],
            options={
                "db_table": "records_import_row",
                "indexes": [
                    models.Index(fields=["workspace_id", "import_id", "line"], name="records_import_row_line"),
                    models.Index(
                        fields=["workspace_id", "import_id", "outcome", "line"], name="records_import_row_outcome"
                    ),
                    models.Index(fields=["workspace_id", "import_id", "match_key"], name="records_import_row_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                *IDENTITY,
                ("object", models.CharField(max_length=32)),
                ("signature", models.CharField(max_length=64)),
                ("document", models.JSONField()),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "db_table": "records_import_mapping",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace_id", "signature"), name="records_import_mapping_signature"
                    )
                ],
            },
        ),
        ProtectWorkspaceTable(
            "records_import_row",
            references={"import_id": "records_import"},
            on_delete={"import_id": "CASCADE"},
        ),
        ProtectWorkspaceTable("records_import_mapping"),
    ]
