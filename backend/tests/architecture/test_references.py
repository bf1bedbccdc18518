"""Merging knows every table that points to a record: read from PostgreSQL's own catalogue.

A capability that adds such a table offers it as `references:<module>` in its manifest, or a merge would lose its rows.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from sillage.kernel.registry import registry
from sillage.records.duplicates.catalogue import references, rules_of
from sillage.records.duplicates.ports import Reference

pytestmark = pytest.mark.django_db


def rows(sql: str, values: list[object] | None = None) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or [])
        return list(cursor.fetchall())


def merged_tables() -> dict[str, str]:
    """The tables of the kinds of record that can be merged, with the kind."""
    entries = registry.built_in_objects().values()
    merged = [entry for entry in entries if (rules := rules_of(entry)) is not None and rules.review]
    return {apps.get_model(entry.model)._meta.db_table: entry.name for entry in merged}


def known() -> dict[tuple[str, str], Reference]:
    return {(reference.table, reference.column): reference for reference in references()}


def test_every_foreign_key_to_a_record_is_known_to_the_merge() -> None:
    tables = merged_tables()
    found = rows(
        "SELECT con.conrelid::regclass::text, a.attname, con.confrelid::regclass::text FROM pg_constraint con"
        " JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = ANY(con.conkey)"
        " WHERE con.contype = 'f' AND a.attname <> 'workspace_id' AND con.confrelid::regclass::text = ANY(%s)",
        [list(tables)],
    )

    unknown = {(table, column) for table, column, target in found if not _covers(table, column, tables[target])}

    assert {"customers_contact", "customers_organisation"} <= set(tables)
    assert ("customers_contact", "organisation_id") in {(table, column) for table, column, _ in found}
    assert unknown == set()


def _covers(table: str, column: str, target: str) -> bool:
    reference = known().get((table, column))
    return reference is not None and reference.concerns(target)


def test_every_table_of_things_on_any_record_is_known_to_the_merge() -> None:
    found = rows(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c"
        " JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = 'public'"
        " WHERE c.column_name = 'record_id'"
    )

    assert ("records_file", "record_id") in found
    assert set(found) - set(known()) == set()


def test_every_reference_names_columns_that_exist() -> None:
    present = set(rows("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"))

    missing = [
        (reference.table, column)
        for reference in references()
        for column in {
            reference.column, *reference.key, *reference.fill, *(name for group in reference.unique for name in group),
            *([reference.object_column] if reference.object_column else []),
        }
        if (reference.table, column) not in present
    ]  # fmt: skip

    assert missing == []


def test_rows_that_a_unique_key_may_forbid_are_settled_first() -> None:
    """Each unique key that holds the column which moves is one of the reference's groups."""
    unsettled = []
    for reference in references():
        if reference.policy != "move":
            continue
        for columns in _unique_keys(reference.table):
            rest = set(columns) - {"workspace_id", reference.column}
            groups = [set(group) for group in reference.unique]
            if reference.column in columns and rest not in groups:
                unsettled.append((reference.table, reference.column, sorted(rest)))

    assert unsettled == []


def _unique_keys(table: str) -> list[list[str]]:
    found = rows(
        "SELECT array_to_string(array_agg(a.attname::text), ',') FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
        " WHERE i.indrelid = %s::regclass AND i.indisunique GROUP BY i.indexrelid",
        [table],
    )
    return [columns.split(",") for (columns,) in found]
