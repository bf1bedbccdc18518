"""The table of organisations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db import current_workspace_id
from sillage.kernel.db.models import RecordModel

ALIVE = Q(deleted_at__isnull=True)


class Organisation(RecordModel):
    """A company or public body.

    `sort_name` is the normalised name; `phone` is E.164, `email` lower case, `revenue_minor` cents a
    year. Optional texts are null when unknown, never empty.

    `kind`, `email`, `phone` and the address columns repeat the main entry of the lists beside, so that
    tables and imports read one row. `siret` is that of the head office.
    """

    name = models.CharField(max_length=200)
    sort_name = models.TextField(db_collation="C")
    legal_name = models.CharField(max_length=200, null=True)
    trade_name = models.CharField(max_length=200, null=True)
    siren = models.CharField(max_length=9, null=True)
    siret = models.CharField(max_length=14, null=True)
    vat_number = models.CharField(max_length=16, null=True)
    website = models.CharField(max_length=300, null=True)
    phone = models.CharField(max_length=20, null=True)
    email = models.CharField(max_length=254, null=True)
    kind = models.CharField(max_length=12, default="prospect")
    sector = models.CharField(max_length=120, null=True)
    naf_code = models.CharField(max_length=6, null=True)
    naf_version = models.CharField(max_length=4, null=True)
    legal_form = models.CharField(max_length=4, null=True)
    legal_status = models.CharField(max_length=8, null=True)
    closed_on = models.DateField(null=True)
    headcount = models.IntegerField(null=True)
    headcount_range = models.CharField(max_length=2, null=True)
    revenue_minor = models.BigIntegerField(null=True)
    revenue_year = models.SmallIntegerField(null=True)
    parent_id = models.UUIDField(null=True)
    address_line = models.CharField(max_length=200, null=True)
    postal_code = models.CharField(max_length=12, null=True)
    city = models.CharField(max_length=120, null=True)
    country = models.CharField(max_length=2, default="FR")
    department = models.CharField(max_length=3, null=True)
    linkedin_url = models.CharField(max_length=300, null=True)
    source = models.CharField(max_length=120, null=True)
    reference = models.CharField(max_length=120, null=True)
    description = models.TextField(null=True)
    # Kept by the activities that touch the record.
    last_interaction_at = models.DateTimeField(null=True)
    next_activity_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_organisation"
        indexes = (
            models.Index("workspace_id", "sort_name", "id", name="organisation_by_name", condition=ALIVE),
            models.Index("workspace_id", "owner_id", "sort_name", "id", name="organisation_by_owner", condition=ALIVE),
            models.Index("workspace_id", "team_id", "sort_name", "id", name="organisation_by_team", condition=ALIVE),
            models.Index("workspace_id", "created_at", "id", name="organisation_by_age", condition=ALIVE),
            models.Index("workspace_id", "updated_at", "id", name="organisation_by_update", condition=ALIVE),
            models.Index(
                "workspace_id", "siren", name="organisation_by_siren", condition=ALIVE & Q(siren__isnull=False)
            ),
            models.Index(
                "workspace_id", "siret", name="organisation_by_siret", condition=ALIVE & Q(siret__isnull=False)
            ),
            models.Index(
                "workspace_id", "parent_id", name="organisation_by_parent", condition=Q(parent_id__isnull=False)
            ),
            models.Index("workspace_id", "department", "sort_name", "id", name="organisation_by_dept", condition=ALIVE),
            models.Index(
                "workspace_id", "reference", name="organisation_by_ref", condition=ALIVE & Q(reference__isnull=False)
            ),
            models.Index(
                "workspace_id", "last_interaction_at", "id", name="organisation_by_interaction", condition=ALIVE
            ),
            models.Index("workspace_id", "next_activity_at", "id", name="organisation_by_activity", condition=ALIVE),
            models.Index("workspace_id", "deleted_at", name="organisation_trash", condition=~ALIVE),
        )


class OrganisationKind(models.Model):
    """One of the relations one has with an organisation; the first is repeated in `kind`."""

    pk = models.CompositePrimaryKey("workspace_id", "organisation_id", "kind")
    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)
    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    position = models.SmallIntegerField()

    class Meta:
        db_table = "customers_organisation_kind"
        indexes = (models.Index(fields=["workspace_id", "kind", "organisation_id"], name="organisation_of_kind"),)


class _Listed(models.Model):
    """One entry of a list of an organisation, in the order a person gave."""

    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)
    organisation_id = models.UUIDField()
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=60, null=True)
    is_primary = models.BooleanField()

    class Meta:
        abstract = True


class OrganisationEmail(_Listed):
    """An e-mail address of an organisation, lower case."""

    pk = models.CompositePrimaryKey("workspace_id", "organisation_id", "position")
    address = models.CharField(max_length=254)
    validity = models.CharField(max_length=8)

    class Meta:
        db_table = "customers_organisation_email"
        indexes = (models.Index(fields=["workspace_id", "address", "organisation_id"], name="organisation_of_email"),)


class OrganisationPhone(_Listed):
    """A telephone number of an organisation, E.164."""

    pk = models.CompositePrimaryKey("workspace_id", "organisation_id", "position")
    number = models.CharField(max_length=20)
    validity = models.CharField(max_length=8)

    class Meta:
        db_table = "customers_organisation_phone"
        indexes = (models.Index(fields=["workspace_id", "number", "organisation_id"], name="organisation_of_phone"),)


class OrganisationAddress(_Listed):
    """A postal address, by the lines of NF Z10-011. `department` follows from the postcode."""

    pk = models.CompositePrimaryKey("workspace_id", "organisation_id", "position")
    recipient = models.CharField(max_length=200, null=True)
    delivery_point = models.CharField(max_length=200, null=True)
    building = models.CharField(max_length=200, null=True)
    street = models.CharField(max_length=200, null=True)
    locality = models.CharField(max_length=200, null=True)
    postal_code = models.CharField(max_length=12, null=True)
    city = models.CharField(max_length=120, null=True)
    country = models.CharField(max_length=2)
    department = models.CharField(max_length=3, null=True)

    class Meta:
        db_table = "customers_organisation_address"
        indexes = (models.Index(fields=["workspace_id", "department", "organisation_id"], name="organisation_of_dept"),)


class Provenance(models.Model):
    """A value of an organisation that a register gave; the row goes when a person edits the value."""

    pk = models.CompositePrimaryKey("workspace_id", "organisation_id", "field")
    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)
    organisation_id = models.UUIDField()
    field = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    fetched_at = models.DateTimeField()

    class Meta:
        db_table = "customers_provenance"
