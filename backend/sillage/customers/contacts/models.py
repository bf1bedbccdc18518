"""The table of contacts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db import current_workspace_id
from sillage.kernel.db.models import RecordModel, WorkspaceModel

ALIVE = Q(deleted_at__isnull=True)


class Contact(RecordModel):
    """A person. `name` is "First Last", `sort_name` the same normalised.

    `phone` and `mobile` are E.164, `email` is lower case. Optional texts are null when unknown. These
    three and `organisation_id` repeat the main entries of the lists beside.
    """

    civility = models.CharField(max_length=8, null=True)
    first_name = models.CharField(max_length=120, null=True)
    last_name = models.CharField(max_length=120, null=True)
    name = models.CharField(max_length=250)
    sort_name = models.TextField(db_collation="C")
    job_title = models.CharField(max_length=200, null=True)
    email = models.CharField(max_length=254, null=True)
    phone = models.CharField(max_length=20, null=True)
    mobile = models.CharField(max_length=20, null=True)
    linkedin_url = models.CharField(max_length=300, null=True)
    language = models.CharField(max_length=2, null=True)
    time_zone = models.CharField(max_length=40, null=True)
    decision_role = models.CharField(max_length=16, null=True)
    organisation_id = models.UUIDField(null=True)
    address_line = models.CharField(max_length=200, null=True)
    postal_code = models.CharField(max_length=12, null=True)
    city = models.CharField(max_length=120, null=True)
    country = models.CharField(max_length=2, null=True)
    source = models.CharField(max_length=120, null=True)
    reference = models.CharField(max_length=120, null=True)
    description = models.TextField(null=True)
    # Kept by the activities that touch the record.
    last_interaction_at = models.DateTimeField(null=True)
    next_activity_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customers_contact"
        indexes = (
            models.Index("workspace_id", "sort_name", "id", name="contact_by_name", condition=ALIVE),
            models.Index("workspace_id", "owner_id", "sort_name", "id", name="contact_by_owner", condition=ALIVE),
            models.Index("workspace_id", "team_id", "sort_name", "id", name="contact_by_team", condition=ALIVE),
            models.Index("workspace_id", "organisation_id", "sort_name", "id", name="contact_by_org", condition=ALIVE),
            models.Index("workspace_id", "created_at", "id", name="contact_by_age", condition=ALIVE),
            models.Index("workspace_id", "updated_at", "id", name="contact_by_update", condition=ALIVE),
            models.Index("workspace_id", "email", name="contact_by_email", condition=ALIVE & Q(email__isnull=False)),
            models.Index(
                "workspace_id", "reference", name="contact_by_ref", condition=ALIVE & Q(reference__isnull=False)
            ),
            models.Index("workspace_id", "last_interaction_at", "id", name="contact_by_interaction", condition=ALIVE),
            models.Index("workspace_id", "next_activity_at", "id", name="contact_by_activity", condition=ALIVE),
            models.Index("workspace_id", "deleted_at", name="contact_trash", condition=~ALIVE),
        )


class _Listed(models.Model):
    """One entry of a list of a contact, in the order a person gave."""

    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)
    contact_id = models.UUIDField()
    position = models.SmallIntegerField()

    class Meta:
        abstract = True


class ContactEmail(_Listed):
    """An e-mail address of a contact, lower case."""

    pk = models.CompositePrimaryKey("workspace_id", "contact_id", "position")
    address = models.CharField(max_length=254)
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=60, null=True)
    validity = models.CharField(max_length=8)
    is_primary = models.BooleanField()

    class Meta:
        db_table = "customers_contact_email"
        indexes = (models.Index(fields=["workspace_id", "address", "contact_id"], name="contact_of_email"),)


class ContactPhone(_Listed):
    """A telephone number of a contact, E.164."""

    pk = models.CompositePrimaryKey("workspace_id", "contact_id", "position")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=60, null=True)
    validity = models.CharField(max_length=8)
    is_primary = models.BooleanField()

    class Meta:
        db_table = "customers_contact_phone"
        indexes = (models.Index(fields=["workspace_id", "number", "contact_id"], name="contact_of_phone"),)


class Affiliation(_Listed):
    """A contact's place at an organisation; the main one is repeated in `organisation_id`."""

    pk = models.CompositePrimaryKey("workspace_id", "contact_id", "position")
    organisation_id = models.UUIDField()
    role = models.CharField(max_length=120, null=True)
    is_main = models.BooleanField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        db_table = "customers_affiliation"
        indexes = (models.Index(fields=["workspace_id", "organisation_id", "contact_id"], name="affiliation_people"),)


class OptOut(models.Model):
    """A channel a contact no longer wants to be reached by. It ends only by a person's own act."""

    pk = models.CompositePrimaryKey("workspace_id", "contact_id", "channel")
    workspace_id = models.UUIDField(default=current_workspace_id, editable=False)
    contact_id = models.UUIDField()
    channel = models.CharField(max_length=8)
    since = models.DateTimeField()
    source = models.CharField(max_length=16)
    note = models.CharField(max_length=500, null=True)
    member_id = models.UUIDField(null=True)

    class Meta:
        db_table = "customers_opt_out"
        indexes = (models.Index(fields=["workspace_id", "channel", "contact_id"], name="opt_out_people"),)


class ConsentAct(WorkspaceModel):
    """Proof of each objection and of each end of one: who, when, why. Rows are only added."""

    contact_id = models.UUIDField()
    channel = models.CharField(max_length=8)
    act = models.CharField(max_length=8)
    source = models.CharField(max_length=16)
    reason = models.CharField(max_length=500, null=True)
    member_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "customers_consent_act"
        constraints = (models.CheckConstraint(name="consent_act_known", condition=Q(act__in=["opt_out", "lifted"])),)
        indexes = (models.Index(fields=["workspace_id", "contact_id", "-at", "id"], name="consent_act_of_contact"),)
