"""Imports, how far each has come, and the rows it refused."""

from __future__ import annotations

from django.db import models

from sillage.kernel.db.models import WorkspaceModel


class Import(WorkspaceModel):
    """One file being imported into one kind of record.

    `rows_done` is the cursor: it moves in the same transaction as the rows of its chunk, so that an
    import that was killed goes on where it stopped. `change_set_id` gathers everything it wrote.
    """

    object = models.CharField(max_length=32)
    file_name = models.CharField(max_length=255)
    storage_name = models.CharField(max_length=200)
    file_size = models.PositiveIntegerField()
    status = models.CharField(max_length=12, default="mapping")
    member_id = models.UUIDField(null=True)
    # The API key that took the file: the import then has the rights of the key, not of its member.
    key_id = models.UUIDField(null=True)
    # The rows found in the file, one JSON array a line: what every step after the first reads.
    rows_name = models.CharField(max_length=200, default="")
    # The fields of `types.Layout`
    layout = models.JSONField()
    # [{index, header, samples, filled, field, confidence, rule, invalid}]
    columns = models.JSONField()
    # {line: {column index: cell}}: what a person corrected in the preview
    corrections = models.JSONField(default=dict)
    # The program whose export the headers are those of.
    preset = models.CharField(max_length=40, null=True)
    # {field: value} applied to every row
    fixed = models.JSONField(default=dict)
    # [{field, label, known, unknown, can_create, options, values}]
    associations = models.JSONField(default=list)
    # {field: {normalised value: {action, target, kind}}}: what a person chose
    choices = models.JSONField(default=dict)
    match_field = models.CharField(max_length=64, null=True)
    when_matched = models.CharField(max_length=8, default="update")
    when_new = models.CharField(max_length=8, default="create")
    when_trashed = models.CharField(max_length=8, default="skip")
    preview = models.JSONField(null=True)
    rows_total = models.PositiveIntegerField(default=0)
    # How many rows the check has judged.
    rows_checked = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    change_set_id = models.UUIDField(null=True)
    undo_change_set_id = models.UUIDField(null=True)
    # How many records undoing has dealt with.
    undo_position = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    conflicts = models.PositiveIntegerField(default=0)
    conflict_list = models.JSONField(default=list)
    error = models.JSONField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_import"
        indexes = (models.Index(fields=["workspace_id", "created_at", "id"], name="records_import_time"),)


class ImportRefusal(WorkspaceModel):
    """A row the import refused: where it stands in the file, why, and what it held."""

    import_id = models.UUIDField()
    line = models.PositiveIntegerField()
    # [{field, label: {fr, en}, value, code, message: {fr, en}}]
    reasons = models.JSONField()
    values = models.JSONField()

    class Meta:
        db_table = "records_import_refusal"
        indexes = (
            models.Index(fields=["workspace_id", "import_id", "line", "id"], name="records_import_refusal_line"),
        )


class ImportRow(WorkspaceModel):
    """What the last check found for one row of a file; gone once the import starts or is mapped anew.

    `match_key` is what the row is recognised by, so that rows which repeat one another are judged together.
    """

    import_id = models.UUIDField()
    line = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    match_key = models.TextField(db_collation="C", null=True)
    # {title, record_id, values, reasons, changes}
    document = models.JSONField()

    class Meta:
        db_table = "records_import_row"
        indexes = (
            models.Index(fields=["workspace_id", "import_id", "line"], name="records_import_row_line"),
            models.Index(fields=["workspace_id", "import_id", "outcome", "line"], name="records_import_row_outcome"),
            models.Index(fields=["workspace_id", "import_id", "match_key"], name="records_import_row_key"),
        )


class ImportMapping(WorkspaceModel):
    """How a workspace last mapped files with these headers: proposed again for the next one."""

    object = models.CharField(max_length=32)
    # SHA-256 of the comparable headers, in order
    signature = models.CharField(max_length=64)
    # {fields: {position: {field, rule, invalid}}, match_field, when_matched, when_new, when_trashed}
    document = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        db_table = "records_import_mapping"
        constraints = (
            models.UniqueConstraint(fields=["workspace_id", "signature"], name="records_import_mapping_signature"),
        )
