"""Row-level security on products, and references that stay in one workspace."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0001_initial"),
        ("identity", "0002_protection"),
    ]

    operations = [
        ProtectWorkspaceTable(
            "products_product",
            references={"owner_id": "identity_member", "team_id": "identity_team"},
            on_delete={"team_id": "SET NULL"},
        ),
    ]
