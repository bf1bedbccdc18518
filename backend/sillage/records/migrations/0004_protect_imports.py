"""Row-level security on imports; refused rows go with their import."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("records", "0003_imports"), ("identity", "0002_protection")]

    operations = [
        ProtectWorkspaceTable("records_import", references={"member_id": "identity_member"}),
        ProtectWorkspaceTable(
            "records_import_refusal",
            references={"import_id": "records_import"},
            on_delete={"import_id": "CASCADE"},
        ),
    ]
