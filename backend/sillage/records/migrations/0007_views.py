"""Saved views, bulk changes, and texts as filters compare them."""

from unicodedata import normalize

from django.db import migrations, models

import sillage.kernel.db.context
import sillage.kernel.db.identifiers
from sillage.kernel.db.operations import ProtectWorkspaceTable


def _capitals() -> list[str]:
    """Capitals of other alphabets, which the database may not know how to lower; accents are gone by then."""
    letters = map(chr, [*range(0x80, 0x250), *range(0x370, 0x530)])
    return [
        one for one in letters if normalize("NFKD", one) == one and one != one.casefold() and len(one.casefold()) == 1
    ]


# In SQL what `kernel.text.normalise` is in Python, for what people type. Generated columns keep it beside a
# text, so that filters compare with leakproof operators and no action has to think of it.
# Names carry their schema: a restore runs without a search path.
LETTERS = f"""
CREATE FUNCTION public.sillage_small_letters(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT CASE WHEN octet_length(value) = char_length(value) THEN value
  ELSE translate(value, '{"".join(_capitals())}', '{"".join(one.casefold() for one in _capitals())}') END
$$
"""
NORMALISE = r"""
CREATE FUNCTION public.sillage_normalise(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT btrim(regexp_replace(lower(
  CASE WHEN octet_length(value) = char_length(value) THEN value
  ELSE public.sillage_small_letters(regexp_replace(
    normalize(
      translate(
        replace(replace(replace(replace(replace(replace(value,
          'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'ẞ', 'ss'),
        'øØłŁđĐ’', 'oolldd' || chr(39)),
      NFKD),
    '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'))
  END), '\s+', ' ', 'g'))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0006_fields"), ("identity", "0002_protection")]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("object", models.CharField(max_length=64)),
                ("operation", models.CharField(max_length=8)),
                ("values", models.JSONField(default=dict)),
                ("tags", models.JSONField(default=list)),
                ("status", models.CharField(default="running", max_length=10)),
                ("member_id", models.UUIDField(null=True)),
                ("key_id", models.UUIDField(null=True)),
                ("change_set_id", models.UUIDField(null=True)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refusals", models.JSONField(default=list)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.JSONField(null=True)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "records_bulk_run",
                "indexes": [models.Index(fields=["workspace_id", "created_at", "id"], name="records_bulk_run_time")],
            },
        ),
        migrations.CreateModel(
            name="BulkTarget",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("run_id", models.UUIDField()),
                ("position", models.PositiveIntegerField()),
                ("record_id", models.UUIDField()),
            ],
            options={
                "db_table": "records_bulk_target",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace_id", "run_id", "position"), name="records_bulk_target_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="View",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("object", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("layout", models.CharField(default="table", max_length=8)),
                ("scope", models.CharField(default="private", max_length=8)),
                ("member_id", models.UUIDField(null=True)),
                ("team_id", models.UUIDField(null=True)),
                ("filter", models.JSONField(null=True)),
                ("sort", models.CharField(default="", max_length=400)),
                ("columns", models.JSONField(default=list)),
                ("group_by", models.CharField(max_length=130, null=True)),
                ("position", models.FloatField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "records_view",
                "indexes": [
                    models.Index(fields=["workspace_id", "object", "position", "id"], name="records_view_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewDefault",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sillage.kernel.db.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "workspace_id",
                    models.UUIDField(default=sillage.kernel.db.context.current_workspace_id, editable=False),
                ),
                ("object", models.CharField(max_length=64)),
                ("role_id", models.UUIDField()),
                ("view_id", models.UUIDField()),
            ],
            options={
                "db_table": "records_view_default",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace_id", "object", "role_id"), name="records_view_default_once"
                    )
                ],
            },
        ),
        ProtectWorkspaceTable(
            "records_view",
            references={"member_id": "identity_member", "team_id": "identity_team"},
            on_delete={"team_id": "CASCADE"},
        ),
        ProtectWorkspaceTable(
            "records_view_default",
            references={"role_id": "identity_role", "view_id": "records_view"},
            on_delete={"role_id": "CASCADE", "view_id": "CASCADE"},
        ),
        ProtectWorkspaceTable("records_bulk_run", references={"member_id": "identity_member"}),
        ProtectWorkspaceTable(
            "records_bulk_target", references={"run_id": "records_bulk_run"}, on_delete={"run_id": "CASCADE"}
        ),
        migrations.RunSQL(LETTERS, "DROP FUNCTION sillage_small_letters(text)"),
        migrations.RunSQL(NORMALISE, "DROP FUNCTION sillage_normalise(text)"),
    ]
