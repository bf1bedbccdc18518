"""Keys records are compared by, pairs found, runs of the detection, and merges."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel


class DuplicateKey(models.Model):
    """One comparable value of a record; records that share one are candidates."""

    pk = models.CompositePrimaryKey("workspace_id", "object", "kind", "key", "record_id")
    workspace_id = models.UUIDField()
    object = models.TextField(db_collation="C")
    kind = models.TextField(db_collation="C")
    key = models.TextField(db_collation="C")
    record_id = models.UUIDField()

    class Meta:
        db_table = "records_duplicate_key"
        indexes = (models.Index(fields=["workspace_id", "record_id"], name="records_duplicate_key_record"),)


class DuplicatePair(WorkspaceModel):
    """Two records that may be one; `first_id` is the smaller id.

    `status` is open, later (shown again from `later_until` on) or dismissed: "not a duplicate". `evidence` holds
    hashes of the identifying keys that matched, no values.
    """

    object = models.CharField(max_length=32)
    first_id = models.UUIDField()
    second_id = models.UUIDField()
    score = models.SmallIntegerField()
    # [{kind, weight}], the strongest first
    reasons = models.JSONField()
    evidence = models.JSONField(default=list)
    status = models.CharField(max_length=9, default="open")
    later_until = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    run_id = models.UUIDField(null=True)
    detected_at = models.DateTimeField()

    class Meta:
        db_table = "records_duplicate_pair"
        constraints = (
            models.UniqueConstraint(
                fields=["workspace_id", "object", "first_id", "second_id"], name="records_duplicate_pair_once"
            ),
            models.CheckConstraint(
                name="records_duplicate_pair_order", condition=Q(first_id__lt=models.F("second_id"))
            ),
        )
        indexes = (
            models.Index(
                fields=["workspace_id", "object", "-score", "-id"],
                name="records_duplicate_queue",
                condition=Q(status__in=["open", "later"]),
            ),
            models.Index(fields=["workspace_id", "second_id"], name="records_duplicate_second"),
            models.Index(fields=["workspace_id", "first_id"], name="records_duplicate_first"),
        )


class DuplicateRun(WorkspaceModel):
    """One detection over a kind of record. `cursor` moves with the rows of each chunk, so that it resumes."""

    object = models.CharField(max_length=32)
    status = models.CharField(max_length=9, default="running")
    phase = models.CharField(max_length=8, default="keys")
    cursor = models.JSONField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    # Values so common that they were not compared.
    skipped = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    member_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_duplicate_run"
        constraints = (
            models.UniqueConstraint(
                fields=["workspace_id", "object"], name="records_duplicate_run_one", condition=Q(status="running")
            ),
        )
        indexes = (models.Index(fields=["workspace_id", "object", "-created_at"], name="records_duplicate_run_time"),)


class DuplicateSetting(WorkspaceModel):
    """What a workspace tells of look-alikes out of somebody's reach: nothing, exists or owner."""

    hidden = models.CharField(max_length=8, default="exists")

    class Meta:
        db_table = "records_duplicate_setting"
        constraints = (models.UniqueConstraint(fields=["workspace_id"], name="records_duplicate_setting_one"),)


class Merge(WorkspaceModel):
    """One merge: which record survived, which change set holds it, and whether it was taken back."""

    object = models.CharField(max_length=32)
    survivor_id = models.UUIDField()
    change_set_id = models.UUIDField()
    actor_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        db_table = "records_merge"
        indexes = (
            models.Index(fields=["workspace_id", "-created_at", "-id"], name="records_merge_time"),
            models.Index(fields=["workspace_id", "change_set_id"], name="records_merge_change_set"),
            models.Index(fields=["workspace_id", "survivor_id"], name="records_merge_survivor"),
        )


class MergedRecord(WorkspaceModel):
    """A record that was merged into another; its id leads there. `row` is its own row, kept for the undo."""

    merge_id = models.UUIDField()
    object = models.CharField(max_length=32)
    loser_id = models.UUIDField()
    survivor_id = models.UUIDField()
    title = models.TextField(default="")
    row = models.JSONField(null=True)

    class Meta:
        db_table = "records_merged_record"
        constraints = (models.UniqueConstraint(fields=["workspace_id", "loser_id"], name="records_merged_record_once"),)
        indexes = (models.Index(fields=["workspace_id", "survivor_id"], name="records_merged_survivor"),)


class MergedRow(WorkspaceModel):
    """What a merge did to rows that pointed to a merged record, for the undo.

    `action` is moved, filled, dropped or copied; `rows` are the whole rows as they were before (for copied ones, those
    that were added). `position` is the order it was done in; the undo goes backwards.
    """

    merge_id = models.UUIDField()
    loser_id = models.UUIDField()
    position = models.PositiveIntegerField()
    table = models.CharField(max_length=63)
    column = models.CharField(max_length=63)
    action = models.CharField(max_length=8)
    rows = models.JSONField()

    class Meta:
        db_table = "records_merged_row"
        indexes = (models.Index(fields=["workspace_id", "merge_id", "position"], name="records_merged_row_order"),)
