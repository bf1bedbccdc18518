"""The table of contacts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import RecordModel

ALIVE = Q(deleted_at__isnull=True)


class Contact(RecordModel):
    """A person. `name` is "First Last", `sort_name` the same normalised.

    `phone` and `mobile` are E.164, `email` is lower case. Optional texts are null when unknown.
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
