"""The keys of records, in step with the records. The SQL of `records_duplicate_key` lives here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel.db import current_workspace_id
from sillage.kernel.db.models import RecordModel
from sillage.kernel.registry import RecordObject
from sillage.records.duplicates.catalogue import rules_of
from sillage.records.duplicates.ports import DuplicateRules
from sillage.records.duplicates.scoring import Comparable, blocking_keys, comparable
from sillage.records.objects.queries import rows_of

Keys = set[tuple[str, str]]

_INSERT = """
INSERT INTO records_duplicate_key (workspace_id, object, kind, key, record_id)
SELECT %s, %s, k.kind, k.key, k.record_id FROM unnest(%s::text[], %s::text[], %s::uuid[]) AS k(kind, key, record_id)
ON CONFLICT DO NOTHING
"""
_DELETE = """
DELETE FROM records_duplicate_key d USING unnest(%s::text[], %s::text[], %s::uuid[]) AS k(kind, key, record_id)
WHERE d.record_id = k.record_id AND d.kind = k.kind AND d.key = k.key
"""


def values_of(entry: RecordObject, rules: DuplicateRules, ids: Collection[UUID]) -> dict[UUID, dict[str, list[str]]]:
    """What the rules compare, of those of these records that live."""
    names = sorted({name for rule in rules.keys for name in rule.fields})
    columns = [_column(entry, name) for name in names]
    rows = rows_of(entry).filter(id__in=list(ids), deleted_at__isnull=True).values_list("id", *columns)
    found = {
        record_id: {name: [str(value)] for name, value in zip(names, values, strict=True) if value not in (None, "")}
        for record_id, *values in rows
    }
    for table, record_column, value_column in _side_tables(rules):
        statement = f"SELECT {record_column}, {value_column} FROM {table} WHERE {record_column} = ANY(%s)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, [list(found)])
            for record_id, value in cursor.fetchall():
                if record_id in found and value is not None:
                    found[record_id].setdefault(table, []).append(str(value))
    return found


def comparables(entry: RecordObject, rules: DuplicateRules, ids: Collection[UUID]) -> dict[UUID, Comparable]:
    """These records ready to be compared; those that do not live are left out."""
    return {record_id: comparable(rules, values) for record_id, values in values_of(entry, rules, ids).items()}


def add_keys(entry: RecordObject, ids: Sequence[UUID]) -> None:
    """Keep the keys of records just created."""
    rules = rules_of(entry)
    if rules is not None:
        _insert(entry.name, {each: blocking_keys(rules, one) for each, one in comparables(entry, rules, ids).items()})


def refresh_keys(entry: RecordObject, ids: Collection[UUID]) -> None:
    """Bring the keys of these records up to date; those of records that do not live go."""
    rules = rules_of(entry)
    if rules is None or not ids:
        return
    wanted = {each: blocking_keys(rules, one) for each, one in comparables(entry, rules, ids).items()}
    known = _known(ids)
    _insert(entry.name, {each: keys - known.get(each, set()) for each, keys in wanted.items()})
    _delete({each: keys - wanted.get(each, set()) for each, keys in known.items()})


def candidates(object: str, keys: Keys, most: int) -> set[UUID]:
    """Records that share one of the keys, at most so many per key."""
    statement = (
        "SELECT f.record_id FROM unnest(%s::text[], %s::text[]) AS k(kind, key) CROSS JOIN LATERAL ("
        " SELECT d.record_id FROM records_duplicate_key d WHERE d.object = %s AND d.kind = k.kind AND d.key = k.key"
        " LIMIT %s) f"
    )
    kinds, texts = [kind for kind, _ in keys], [key for _, key in keys]
    with connection.cursor() as cursor:
        cursor.execute(statement, [kinds, texts, object, most])
        return {row[0] for row in cursor.fetchall()}


def starting_with(object: str, kind: str, start: str, most: int) -> set[UUID]:
    """Records with a key that starts so, for names still being typed."""
    statement = (
        "SELECT record_id FROM records_duplicate_key"
        " WHERE object = %s AND kind = %s AND key >= %s AND key < %s ORDER BY key LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [object, kind, start, start + "\U0010ffff", most])
        return {row[0] for row in cursor.fetchall()}


def key_rows(object: str, after: Sequence[Any] | None, limit: int) -> list[tuple[str, str, UUID]]:
    """The next keys of a kind of record in order, after the position given."""
    position = "AND (kind, key, record_id) > (%s, %s, %s)" if after else ""
    statement = (
        f"SELECT kind, key, record_id FROM records_duplicate_key WHERE object = %s {position}"  # noqa: S608
        " ORDER BY kind, key, record_id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [object, *(after or ()), limit])
        rows: list[tuple[str, str, UUID]] = cursor.fetchall()
    return rows


def key_count(object: str) -> int:
    """How many keys a kind of record has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_duplicate_key WHERE object = %s", [object])
        return int(cursor.fetchone()[0])


def _column(entry: RecordObject, name: str) -> str:
    model: type[RecordModel] = rows_of(entry).model
    known = {field.name for field in entry.fields}
    column = entry.field(name).column_name if name in known else name
    attributes = {field.column: field.attname for field in model._meta.concrete_fields}
    return attributes.get(column, column)


def _side_tables(rules: DuplicateRules) -> set[tuple[str, str, str]]:
    return {
        (through.table, through.record_column, through.value_column) for rule in rules.keys for through in rule.through
    }


def _known(ids: Iterable[UUID]) -> dict[UUID, Keys]:
    found: dict[UUID, Keys] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_id, kind, key FROM records_duplicate_key WHERE record_id = ANY(%s)", [list(ids)])
        for record_id, kind, key in cursor.fetchall():
            found.setdefault(record_id, set()).add((kind, key))
    return found


def _flat(keys: Mapping[UUID, Keys]) -> tuple[list[str], list[str], list[UUID]]:
    rows = [(kind, key, record_id) for record_id, found in keys.items() for kind, key in found]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def _insert(object: str, keys: Mapping[UUID, Keys]) -> None:
    rows = _flat(keys)
    if rows[0]:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [current_workspace_id(), object, *rows])


def _delete(keys: Mapping[UUID, Keys]) -> None:
    rows = _flat(keys)
    if rows[0]:
        with connection.cursor() as cursor:
            cursor.execute(_DELETE, [*rows])
