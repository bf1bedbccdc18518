"""The tables of deals and of the contacts involved in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import RecordModel, WorkspaceModel

ALIVE = Q(deleted_at__isnull=True)
# What totals read, so that they come from the index alone.
_TOTALLED = ["amount_minor", "probability", "currency", "closed_on"]
_FILTERED = ["expected_close_on", "last_interaction_at", "next_activity_at", "stage_entered_at"]


class Deal(RecordModel):
    """A sale in the making. `amount_minor` is in hundredths of `currency`, without VAT.

    A deal with lines is worth the sum of their nets. A lost deal has a reason of the workspace's list
    (`loss_reason_id`), a precision in words (`lost_reason`), or both. `last_interaction_at` and
    `next_activity_at` follow from what is recorded about the deal.
    `probability` is null while the deal follows its stage's. `position` orders the deals of a stage on
    the board, smallest first. `status` repeats the kind of the stage: open, won or lost.
    """

    name = models.CharField(max_length=200)
    sort_name = models.TextField(db_collation="C")
    organisation_id = models.UUIDField(null=True)
    pipeline_id = models.UUIDField()
    stage_id = models.UUIDField()
    status = models.CharField(max_length=4)
    amount_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    probability = models.SmallIntegerField(null=True)
    position = models.FloatField()
    expected_close_on = models.DateField(null=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    loss_reason_id = models.UUIDField(null=True)
    lost_reason = models.CharField(max_length=200, null=True)
    competitor_id = models.UUIDField(null=True)
    competitor = models.CharField(max_length=200, null=True)
    source = models.CharField(max_length=120, null=True)
    source_key = models.TextField(null=True, db_collation="C")
    reference = models.CharField(max_length=120, null=True)
    description = models.TextField(null=True)
    stage_entered_at = models.DateTimeField()
    last_interaction_at = models.DateTimeField(null=True)
    next_activity_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sales_deal"
        constraints = (
            models.CheckConstraint(name="deal_status_known", condition=Q(status__in=["open", "won", "lost"])),
            models.CheckConstraint(
                name="deal_probability_percent",
                condition=Q(probability__isnull=True) | Q(probability__gte=0, probability__lte=100),
            ),
            models.CheckConstraint(
                name="deal_closed_when_decided",
                condition=Q(status="open", closed_on__isnull=True)
                | Q(status__in=["won", "lost"], closed_on__isnull=False),
            ),
        )
        indexes = (
            # The board and its totals: each column in order, totals from the index alone.
            models.Index(
                fields=["workspace_id", "pipeline_id", "stage_id", "position", "id"],
                name="deal_board",
                condition=ALIVE,
                include=[*_TOTALLED, *_FILTERED, "owner_id", "team_id"],
            ),
            models.Index(
                fields=["workspace_id", "owner_id", "pipeline_id", "stage_id", "position", "id"],
                name="deal_board_owner",
                condition=ALIVE,
                include=[*_TOTALLED, "team_id"],
            ),
            models.Index(
                fields=["workspace_id", "team_id", "pipeline_id", "stage_id", "position", "id"],
                name="deal_board_team",
                condition=ALIVE,
                include=[*_TOTALLED, "owner_id"],
            ),
            models.Index(
                fields=["workspace_id", "pipeline_id", "closed_on"],
                name="deal_won",
                condition=ALIVE & Q(status="won"),
                include=["amount_minor", "currency", "owner_id", "team_id"],
            ),
            models.Index("workspace_id", "sort_name", "id", name="deal_by_name", condition=ALIVE),
            models.Index("workspace_id", "amount_minor", "id", name="deal_by_amount", condition=ALIVE),
            models.Index("workspace_id", "created_at", "id", name="deal_by_age", condition=ALIVE),
            models.Index("workspace_id", "updated_at", "id", name="deal_by_update", condition=ALIVE),
            models.Index("workspace_id", "expected_close_on", "id", name="deal_by_close", condition=ALIVE),
            models.Index("workspace_id", "last_interaction_at", "id", name="deal_by_activity", condition=ALIVE),
            models.Index("workspace_id", "next_activity_at", "id", name="deal_by_next", condition=ALIVE),
            models.Index("workspace_id", "organisation_id", "created_at", "id", name="deal_by_org", condition=ALIVE),
            models.Index(
                "workspace_id", "reference", name="deal_by_reference", condition=ALIVE & Q(reference__isnull=False)
            ),
            models.Index("workspace_id", "deleted_at", name="deal_trash", condition=~ALIVE),
        )


class DealContact(WorkspaceModel):
    """A contact involved in a deal, in the order the salesperson gave, with the part it plays."""

    deal_id = models.UUIDField()
    contact_id = models.UUIDField()
    role = models.CharField(max_length=16, null=True)
    position = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "sales_deal_contact"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "deal_id", "contact_id"], name="deal_contact_once"),
        )
        indexes = (models.Index(fields=["workspace_id", "contact_id", "deal_id"], name="deal_contact_deals"),)


class StageVisit(WorkspaceModel):
    """One stay of a deal in a stage; `left_at` is null while it lasts. Statistics are made of these."""

    deal_id = models.UUIDField()
    pipeline_id = models.UUIDField()
    stage_id = models.UUIDField()
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sales_stage_visit"
        indexes = (
            models.Index(fields=["workspace_id", "deal_id", "entered_at"], name="stage_visit_deal"),
            models.Index(
                fields=["workspace_id", "pipeline_id", "entered_at"],
                name="stage_visit_cohort",
                include=["deal_id", "stage_id", "left_at"],
            ),
        )
