"""What a workspace wants of the company registry, what it found, and what was decided about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db import current_workspace_id
from sillage.kernel.db.models import WorkspaceModel


class RegistrySetting(models.Model):
    """Whether a workspace asks the registry at all. No row means no."""

    workspace_id = models.UUIDField(primary_key=True, default=current_workspace_id, editable=False)
    enabled = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    class Meta:
        db_table = "customers_registry_setting"


class RegistryProposal(WorkspaceModel):
    """A value the registry gives differently from the record, for a person to accept or ignore.

    What was ignored is remembered by `fingerprint` and not proposed again.
    """

    organisation_id = models.UUIDField()
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    source = models.CharField(max_length=40)
    status = models.CharField(max_length=8, default="open")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        db_table = "customers_registry_proposal"
        constraints = (
            models.CheckConstraint(
                name="proposal_status_known", condition=Q(status__in=["open", "accepted", "ignored", "outdated"])
            ),
            models.UniqueConstraint(
                fields=["workspace_id", "organisation_id", "field", "fingerprint"], name="proposal_once"
            ),
        )
        indexes = (models.Index(fields=["workspace_id", "status", "-found_at", "id"], name="proposal_list"),)


class RegistryRun(WorkspaceModel):
    """One comparison of a workspace's organisations with the registry, in steps."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="running")
    checked = models.IntegerField(default=0)
    missing = models.IntegerField(default=0)
    proposed = models.IntegerField(default=0)
    reached = models.UUIDField(null=True)

    class Meta:
        db_table = "customers_registry_run"
        constraints = (
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=["running", "done", "stopped"])),
            models.UniqueConstraint(fields=["workspace_id"], condition=Q(state="running"), name="one_run_at_a_time"),
        )
        indexes = (models.Index(fields=["workspace_id", "-started_at"], name="run_list"),)
