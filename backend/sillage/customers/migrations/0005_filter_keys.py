"""Texts that lists are filtered by, as filters compare them, in the order lists show."""

from django.db import migrations

KEYS = (
    ("customers_contact", "city"),
    ("customers_contact", "job_title"),
    ("customers_contact", "source"),
    ("customers_organisation", "city"),
    ("customers_organisation", "sector"),
    ("customers_organisation", "postal_code"),
    ("customers_organisation", "source"),
)
# What a list is narrowed to is then read in the order of names, however many rows it is.
INDEXES = (
    ("contact_by_city", "customers_contact", "city_key", "sort_name"),
    ("contact_by_job_title", "customers_contact", "job_title_key", "sort_name"),
    ("organisation_by_city", "customers_organisation", "city_key", "sort_name"),
    ("organisation_by_sector", "customers_organisation", "sector_key", "sort_name"),
    ("organisation_by_postcode", "customers_organisation", "postal_code_key", "id"),
)


def _key(table: str, column: str) -> migrations.RunSQL:
    # Kept by the database: Django would name it in every INSERT, so its models do not know it.
    return migrations.RunSQL(
        f'ALTER TABLE {table} ADD COLUMN {column}_key text COLLATE "C"'
        f" GENERATED ALWAYS AS (sillage_normalise({column})) STORED",
        f"ALTER TABLE {table} DROP COLUMN {column}_key",
    )


def _index(name: str, table: str, key: str, order: str) -> migrations.RunSQL:
    columns = f"{key}, id" if order == "id" else f"{key}, {order}, id"
    return migrations.RunSQL(
        f"CREATE INDEX {name} ON {table} (workspace_id, {columns}) WHERE deleted_at IS NULL AND {key} IS NOT NULL",
        f"DROP INDEX {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_lists_and_registry"), ("records", "0007_views")]

    operations = [*(_key(*each) for each in KEYS), *(_index(*each) for each in INDEXES)]
