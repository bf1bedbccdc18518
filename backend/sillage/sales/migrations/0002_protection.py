"""Row-level security on pipelines and deals, and references that stay in one workspace."""

from django.db import migrations

from sillage.kernel.db.operations import ProtectWorkspaceTable

# Board totals come from the index alone while pages are known to be visible to all, and each move of
# a deal spoils a page: vacuum sooner than the server would.
VACUUM_SOONER = (
    "ALTER TABLE sales_deal SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("sales", "0001_initial"),
        ("identity", "0002_protection"),
        ("customers", "0002_protection"),
    ]

    operations = [
        ProtectWorkspaceTable("sales_pipeline"),
        ProtectWorkspaceTable("sales_stage", references={"pipeline_id": "sales_pipeline"}),
        ProtectWorkspaceTable(
            "sales_deal",
            references={
                "owner_id": "identity_member",
                "team_id": "identity_team",
                "organisation_id": "customers_organisation",
                "pipeline_id": "sales_pipeline",
                "stage_id": "sales_stage",
            },
            on_delete={"team_id": "SET NULL", "organisation_id": "SET NULL"},
        ),
        ProtectWorkspaceTable(
            "sales_deal_contact",
            references={"deal_id": "sales_deal", "contact_id": "customers_contact"},
            on_delete={"deal_id": "CASCADE", "contact_id": "CASCADE"},
        ),
        migrations.RunSQL(
            VACUUM_SOONER,
            "ALTER TABLE sales_deal RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)",
        ),
    ]
