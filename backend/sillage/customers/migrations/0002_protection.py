"""Row-level security on organisations and contacts, and references that stay in one workspace."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable

OWNED = {"owner_id": "identity_member", "team_id": "identity_team"}


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("identity", "0002_protection")]

    operations = [
        ProtectWorkspaceTable("customers_organisation", references=OWNED, on_delete={"team_id": "SET NULL"}),
        ProtectWorkspaceTable(
            "customers_contact",
            references=OWNED | {"organisation_id": "customers_organisation"},
            on_delete={"team_id": "SET NULL", "organisation_id": "SET NULL"},
        ),
    ]
