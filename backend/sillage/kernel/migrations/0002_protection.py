"""Row-level security on the kernel's workspace tables; shorter writes for the counters."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        ProtectWorkspaceTable("kernel_change_set"),
        ProtectWorkspaceTable("kernel_event"),
        ProtectWorkspaceTable(
            "kernel_event_link",
            references={"event_id": "kernel_event"},
            on_delete={"event_id": "CASCADE"},
            unique_id=False,
        ),
        ProtectWorkspaceTable(
            "kernel_field_change",
            references={"event_id": "kernel_event"},
            on_delete={"event_id": "CASCADE"},
            unique_id=False,
        ),
        ProtectWorkspaceTable(
            "kernel_delivery",
            references={"event_id": "kernel_event"},
            on_delete={"event_id": "CASCADE"},
        ),
        ProtectWorkspaceTable("kernel_idempotent_answer"),
        # Counters of the last minute need not survive a crash of the server.
        migrations.RunSQL("ALTER TABLE kernel_rate_window SET UNLOGGED", "ALTER TABLE kernel_rate_window SET LOGGED"),
    ]
