"""The table of organisations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import RecordModel

ALIVE = Q(deleted_at__isnull=True)


class Organisation(RecordModel):
    """A company or public body.

    `sort_name` is the normalised name; `phone` is E.164, `email` lower case, `revenue_minor` cents a
    year. Optional texts are null when unknown, never empty.
    """

    name = models.CharField(max_length=200)
    sort_name = models.TextField(db_collation="C")
    legal_name = models.CharField(max_length=200, null=True)
    siren = models.CharField(max_length=9, null=True)
    vat_number = models.CharField(max_length=16, null=True)
    website = models.CharField(max_length=300, null=True)
    phone = models.CharField(max_length=20, null=True)
    email = models.CharField(max_length=254, null=True)
    kind = models.CharField(max_length=12, default="prospect")
    sector = models.CharField(max_length=120, null=True)
    headcount = models.IntegerField(null=True)
    revenue_minor = models.BigIntegerField(null=True)
    address_line = models.CharField(max_length=200, null=True)
    postal_code = models.CharField(max_length=12, null=True)
    city = models.CharField(max_length=120, null=True)
    country = models.CharField(max_length=2, default="FR")
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
                "workspace_id", "reference", name="organisation_by_ref", condition=ALIVE & Q(reference__isnull=False)
            ),
            models.Index(
                "workspace_id", "last_interaction_at", "id", name="organisation_by_interaction", condition=ALIVE
            ),
            models.Index("workspace_id", "next_activity_at", "id", name="organisation_by_activity", condition=ALIVE),
            models.Index("workspace_id", "deleted_at", name="organisation_trash", condition=~ALIVE),
        )
