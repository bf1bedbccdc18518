"""Lists of each organisation and contact, objections, and the company registry."""

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.customers.migrations._first_values import STATEMENTS
from sillage.kernel.db.operations import InEachWorkspace, ProtectWorkspaceTable


def first_values(schema_editor, workspace_id):
    """Give every record of a workspace the first entry of its lists."""
    with schema_editor.connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


ORGANISATION = {"organisation_id": "customers_organisation"}
CONTACT = {"contact_id": "customers_contact"}
GOES_WITH_ORGANISATION = {"organisation_id": "CASCADE"}
GOES_WITH_CONTACT = {"contact_id": "CASCADE"}
MEMBER = {"member_id": "identity_member"}

PROTECTION = (
    *(
        ProtectWorkspaceTable(table, references=ORGANISATION, on_delete=GOES_WITH_ORGANISATION, unique_id=False)
        for table in (
            "customers_organisation_kind",
            "customers_organisation_email",
            "customers_organisation_phone",
            "customers_organisation_address",
            "customers_provenance",
        )
    ),
    *(
        ProtectWorkspaceTable(table, references=CONTACT, on_delete=GOES_WITH_CONTACT, unique_id=False)
        for table in ("customers_contact_email", "customers_contact_phone")
    ),
    ProtectWorkspaceTable(
        "customers_affiliation",
        references=CONTACT | ORGANISATION,
        on_delete=GOES_WITH_CONTACT | GOES_WITH_ORGANISATION,
        unique_id=False,
    ),
    ProtectWorkspaceTable(
        "customers_opt_out", references=CONTACT | MEMBER, on_delete=GOES_WITH_CONTACT, unique_id=False
    ),
    ProtectWorkspaceTable("customers_consent_act", references=CONTACT | MEMBER, on_delete=GOES_WITH_CONTACT),
    ProtectWorkspaceTable("customers_registry_setting", references={"changed_by": "identity_member"}, unique_id=False),
    ProtectWorkspaceTable(
        "customers_registry_proposal",
        references=ORGANISATION | {"decided_by": "identity_member"},
        on_delete=GOES_WITH_ORGANISATION,
    ),
    ProtectWorkspaceTable("customers_registry_run"),
    migrations.RunSQL(
        "ALTER TABLE customers_organisation ADD CONSTRAINT customers_organisation_parent_id_same_workspace"
        " FOREIGN KEY (workspace_id, parent_id) REFERENCES customers_organisation (workspace_id, id)"
        " ON DELETE SET NULL (parent_id) DEFERRABLE INITIALLY IMMEDIATE",
        "ALTER TABLE customers_organisation DROP CONSTRAINT customers_organisation_parent_id_same_workspace",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_activity_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("contact_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "contact_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organisation_id", models.UUIDField()),
                ("role", models.CharField(max_length=120, null=True)),
                ("is_main", models.BooleanField()),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "customers_affiliation",
            },
        ),
        migrations.CreateModel(
            name="ConsentAct",
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
                ("contact_id", models.UUIDField()),
                ("channel", models.CharField(max_length=8)),
                ("act", models.CharField(max_length=8)),
                ("source", models.CharField(max_length=16)),
                ("reason", models.CharField(max_length=500, null=True)),
                ("member_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "customers_consent_act",
            },
        ),
        migrations.CreateModel(
            name="ContactEmail",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("contact_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "contact_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("kind", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=60, null=True)),
                ("validity", models.CharField(max_length=8)),
                ("is_primary", models.BooleanField()),
            ],
            options={
                "db_table": "customers_contact_email",
            },
        ),
        migrations.CreateModel(
            name="ContactPhone",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("contact_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "contact_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=60, null=True)),
                ("validity", models.CharField(max_length=8)),
                ("is_primary", models.BooleanField()),
            ],
            options={
                "db_table": "customers_contact_phone",
            },
        ),
        migrations.CreateModel(
            name="OptOut",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "contact_id",
                        "channel",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("contact_id", models.UUIDField()),
                ("channel", models.CharField(max_length=8)),
                ("since", models.DateTimeField()),
                ("source", models.CharField(max_length=16)),
                ("note", models.CharField(max_length=500, null=True)),
                ("member_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "customers_opt_out",
            },
        ),
        migrations.CreateModel(
            name="OrganisationAddress",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=60, null=True)),
                ("is_primary", models.BooleanField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "organisation_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("recipient", models.CharField(max_length=200, null=True)),
                ("delivery_point", models.CharField(max_length=200, null=True)),
                ("building", models.CharField(max_length=200, null=True)),
                ("street", models.CharField(max_length=200, null=True)),
                ("locality", models.CharField(max_length=200, null=True)),
                ("postal_code", models.CharField(max_length=12, null=True)),
                ("city", models.CharField(max_length=120, null=True)),
                ("country", models.CharField(max_length=2)),
                ("department", models.CharField(max_length=3, null=True)),
            ],
            options={
                "db_table": "customers_organisation_address",
            },
        ),
        migrations.CreateModel(
            name="OrganisationEmail",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=60, null=True)),
                ("is_primary", models.BooleanField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "organisation_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("validity", models.CharField(max_length=8)),
            ],
            options={
                "db_table": "customers_organisation_email",
            },
        ),
        migrations.CreateModel(
            name="OrganisationKind",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "organisation_id",
                        "kind",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("position", models.SmallIntegerField()),
            ],
            options={
                "db_table": "customers_organisation_kind",
            },
        ),
        migrations.CreateModel(
            name="OrganisationPhone",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("position", models.SmallIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("label", models.CharField(max_length=60, null=True)),
                ("is_primary", models.BooleanField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "organisation_id",
                        "position",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.CharField(max_length=20)),
                ("validity", models.CharField(max_length=8)),
            ],
            options={
                "db_table": "customers_organisation_phone",
            },
        ),
        migrations.CreateModel(
            name="Provenance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace_id",
                        "organisation_id",
                        "field",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("organisation_id", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                ("source", models.CharField(max_length=40)),
                ("fetched_at", models.DateTimeField()),
            ],
            options={
                "db_table": "customers_provenance",
            },
        ),
        migrations.CreateModel(
            name="RegistryProposal",
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
                ("organisation_id", models.UUIDField()),
                ("field", models.CharField(max_length=40)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=40)),
                ("status", models.CharField(default="open", max_length=8)),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "customers_registry_proposal",
            },
        ),
        migrations.CreateModel(
            name="RegistryRun",
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
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("state", models.CharField(default="running", max_length=8)),
                ("checked", models.IntegerField(default=0)),
                ("missing", models.IntegerField(default=0)),
                ("proposed", models.IntegerField(default=0)),
                ("reached", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "customers_registry_run",
            },
        ),
        migrations.CreateModel(
            name="RegistrySetting",
            fields=[
                (
                    "workspace_id",
                    models.UUIDField(
                        default=sillage.kernel.db.context.current_workspace_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("enabled", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "customers_registry_setting",
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="decision_role",
            field=models.CharField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="language",
            field=models.CharField(max_length=2, null=True),
        ),
        migrations.AddField(
            model_name="contact",
            name="time_zone",
            field=models.CharField(max_length=40, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="department",
            field=models.CharField(max_length=3, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="headcount_range",
            field=models.CharField(max_length=2, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="legal_form",
            field=models.CharField(max_length=4, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="legal_status",
            field=models.CharField(max_length=8, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="naf_code",
            field=models.CharField(max_length=6, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="naf_version",
            field=models.CharField(max_length=4, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="parent_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="revenue_year",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="siret",
            field=models.CharField(max_length=14, null=True),
        ),
        migrations.AddField(
            model_name="organisation",
            name="trade_name",
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.F("workspace_id"),
                models.F("siret"),
                condition=models.Q(("deleted_at__isnull", True), ("siret__isnull", False)),
                name="organisation_by_siret",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.F("workspace_id"),
                models.F("parent_id"),
                condition=models.Q(("parent_id__isnull", False)),
                name="organisation_by_parent",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                models.F("workspace_id"),
                models.F("department"),
                models.F("sort_name"),
                models.F("id"),
                condition=models.Q(("deleted_at__isnull", True)),
                name="organisation_by_dept",
            ),
        ),
        migrations.AddIndex(
            model_name="affiliation",
            index=models.Index(fields=["workspace_id", "organisation_id", "contact_id"], name="affiliation_people"),
        ),
        migrations.AddIndex(
            model_name="consentact",
            index=models.Index(fields=["workspace_id", "contact_id", "-at", "id"], name="consent_act_of_contact"),
        ),
        migrations.AddConstraint(
            model_name="consentact",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["opt_out", "lifted"])), name="consent_act_known"
            ),
        ),
        migrations.AddIndex(
            model_name="contactemail",
            index=models.Index(fields=["workspace_id", "address", "contact_id"], name="contact_of_email"),
        ),
        migrations.AddIndex(
            model_name="contactphone",
            index=models.Index(fields=["workspace_id", "number", "contact_id"], name="contact_of_phone"),
        ),
        migrations.AddIndex(
            model_name="optout",
            index=models.Index(fields=["workspace_id", "channel", "contact_id"], name="opt_out_people"),
        ),
        migrations.AddIndex(
            model_name="organisationaddress",
            index=models.Index(fields=["workspace_id", "department", "organisation_id"], name="organisation_of_dept"),
        ),
        migrations.AddIndex(
            model_name="organisationemail",
            index=models.Index(fields=["workspace_id", "address", "organisation_id"], name="organisation_of_email"),
        ),
        migrations.AddIndex(
            model_name="organisationkind",
            index=models.Index(fields=["workspace_id", "kind", "organisation_id"], name="organisation_of_kind"),
        ),
        migrations.AddIndex(
            model_name="organisationphone",
            index=models.Index(fields=["workspace_id", "number", "organisation_id"], name="organisation_of_phone"),
        ),
        migrations.AddIndex(
            model_name="registryproposal",
            index=models.Index(fields=["workspace_id", "status", "-found_at", "id"], name="proposal_list"),
        ),
        migrations.AddConstraint(
            model_name="registryproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "accepted", "ignored", "outdated"])),
                name="proposal_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registryproposal",
            constraint=models.UniqueConstraint(
                fields=("workspace_id", "organisation_id", "field", "fingerprint"), name="proposal_once"
            ),
        ),
        migrations.AddIndex(
            model_name="registryrun",
            index=models.Index(fields=["workspace_id", "-started_at"], name="run_list"),
        ),
        migrations.AddConstraint(
            model_name="registryrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["running", "done", "stopped"])), name="run_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="registryrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("workspace_id",), name="one_run_at_a_time"
            ),
        ),
        *PROTECTION,
        InEachWorkspace(first_values),
    ]
