"""The tables of pipelines and stages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel

ALIVE = Q(deleted_at__isnull=True)


class Pipeline(WorkspaceModel):
    """One way of selling. Removed pipelines stay, because history names them."""

    name = models.CharField(max_length=80)
    position = models.IntegerField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sales_pipeline"
        indexes = (models.Index("workspace_id", "position", "id", name="pipeline_order", condition=ALIVE),)


class Stage(WorkspaceModel):
    """One step of a pipeline. `kind` is open, won or lost; `probability` is a percentage.

    A deal without interaction for more than `rotting_days` in this stage is marked; null marks none.
    `required_fields` names what a deal must hold to enter.
    Removed stages stay, because history names them; no deal points to one, except from the trash.
    """

    pipeline_id = models.UUIDField()
    name = models.CharField(max_length=60)
    colour = models.CharField(max_length=7)
    position = models.IntegerField()
    probability = models.SmallIntegerField()
    kind = models.CharField(max_length=4)
    rotting_days = models.SmallIntegerField(null=True)
    required_fields = models.JSONField(default=list)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sales_stage"
        constraints = (
            models.CheckConstraint(name="stage_kind_known", condition=Q(kind__in=["open", "won", "lost"])),
            models.CheckConstraint(
                name="stage_probability_percent", condition=Q(probability__gte=0, probability__lte=100)
            ),
            models.CheckConstraint(
                name="stage_rotting_positive", condition=Q(rotting_days__isnull=True) | Q(rotting_days__gte=1)
            ),
        )
        indexes = (models.Index("workspace_id", "pipeline_id", "position", name="stage_order", condition=ALIVE),)


class LossReason(WorkspaceModel):
    """One of the reasons for which this workspace loses deals. Removed ones stay, because deals name them."""

    name = models.CharField(max_length=120)
    position = models.IntegerField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sales_loss_reason"
        indexes = (models.Index("workspace_id", "position", "id", name="loss_reason_order", condition=ALIVE),)
