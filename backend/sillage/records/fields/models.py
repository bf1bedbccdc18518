"""The tables of custom fields: what they are, and the values records have in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sillage.kernel.db.models import WorkspaceModel


class FieldDefinition(WorkspaceModel):
    """A field an administrator added to a kind of record.

    `key` never changes, so renaming loses nothing; `choices` holds `{value, label, label_en, colour}` in
    order. A formula or roll-up has a `result_kind`, and `settings` what it is made of. `deleted_at` marks
    the bin, where the values stay too.
    """

    object = models.CharField(max_length=32)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    label_en = models.CharField(max_length=80, null=True)
    kind = models.CharField(max_length=16)
    help = models.CharField(max_length=300, null=True)
    required = models.BooleanField(default=False)
    personal = models.BooleanField(default=False)
    default = models.JSONField(null=True)
    choices = models.JSONField(default=list)
    target = models.CharField(max_length=32, null=True)
    currency = models.CharField(max_length=3, null=True)
    settings = models.JSONField(default=dict)
    result_kind = models.CharField(max_length=16, null=True)
    position = models.IntegerField(default=0)
    # How far the values of a formula or roll-up are recomputed; null when they are all current.
    computing_total = models.IntegerField(null=True)
    computing_done = models.IntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "records_field"
        constraints = (models.UniqueConstraint("workspace_id", "object", "key", name="records_field_key"),)


def _typed(column: str, name: str) -> models.Index:
    """Values of one field in order; records are found and sorted by it under row-level security."""
    given = Q(**{f"{column}__isnull": False})
    return models.Index("workspace_id", "field_id", column, "record_id", name=name, condition=given)


class FieldValue(models.Model):
    """What one record has in one field, in the column of the field's kind.

    Texts keep their wording in `text` and are compared by `text_key` (normalised, C collation), which also
    holds the values of choices. `whole` holds amounts in minor units and checkboxes, `reference` members and
    linked records. `position` counts the values of a multiple choice, from 0.
    """

    pk = models.CompositePrimaryKey("workspace_id", "record_id", "field_id", "position")
    workspace_id = models.UUIDField()
    record_id = models.UUIDField()
    field_id = models.UUIDField()
    position = models.SmallIntegerField(default=0)
    text = models.TextField(null=True)
    text_key = models.TextField(null=True, db_collation="C")
    whole = models.BigIntegerField(null=True)
    number = models.FloatField(null=True)
    day = models.DateField(null=True)
    reference = models.UUIDField(null=True)

    class Meta:
        db_table = "records_field_value"
        indexes = (
            _typed("text_key", "records_value_text"),
            _typed("whole", "records_value_whole"),
            _typed("number", "records_value_number"),
            _typed("day", "records_value_day"),
            _typed("reference", "records_value_reference"),
        )
