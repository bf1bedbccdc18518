"""Row-level security on notes, and references that stay in one workspace."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial"), ("identity", "0002_protection")]

    operations = [
        ProtectWorkspaceTable(
            "activities_note",
            references={"owner_id": "identity_member", "team_id": "identity_team"},
            on_delete={"team_id": "SET NULL"},
        ),
        ProtectWorkspaceTable(
            "activities_note_link",
            references={"note_id": "activities_note"},
            on_delete={"note_id": "CASCADE"},
            unique_id=False,
        ),
    ]
