"""Mail that Sillage sends about itself."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_protection"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxMail",
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
                ("message_id", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("recipient", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("html", models.TextField(null=True)),
                ("status", models.CharField(max_length=8)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("error", models.CharField(max_length=300, null=True)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_outbox_mail",
                "indexes": [models.Index(fields=["workspace_id", "created_at", "id"], name="kernel_outbox_mail_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("workspace_id", "message_id"), name="kernel_outbox_mail_once")
                ],
            },
        ),
        ProtectWorkspaceTable("kernel_outbox_mail"),
    ]
