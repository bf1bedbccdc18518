"""Removing records for good. With `queries`, the reviewed place of this module's SQL.

What belongs to a record goes with it: side tables by their foreign keys, and whatever names it by
(object, record_id): files with their contents, tags, notes that were about nothing else. The history keeps
that something happened and when; the values before and after, which may be personal data, are erased.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from sillage.kernel.files import remove_after_commit
from sillage.kernel.registry import registry
from sillage.records.objects.queries import rows_of
from sillage.records.search.actions import forget_records

_NAMING = """
SELECT r.relname, p.relname, a.attname
FROM pg_class r
JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname = 'public'
LEFT JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype = 'f' AND c.confdeltype = 'c'
LEFT JOIN pg_class p ON p.oid = c.confrelid
LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = c.conkey[2]
WHERE r.relkind = 'r' AND r.relname <> 'kernel_event'
  AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = r.oid AND o.attname = 'object' AND NOT o.attisdropped)
  AND EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = r.oid AND i.attname = 'record_id' AND NOT i.attisdropped)
"""
_ERASE_VALUES = """
DELETE FROM kernel_field_change c USING kernel_event_link l, kernel_event e
WHERE l.record_id = ANY(%s) AND e.id = l.event_id AND e.record_id = l.record_id AND c.event_id = e.id
"""


@lru_cache(maxsize=1)
def _naming_tables() -> tuple[tuple[str, str | None, str | None], ...]:
    """Tables whose rows name a record by (object, record_id), with the table and column of what they hang on."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMING)
        return tuple(cursor.fetchall())


def purge_records(object: str, ids: Iterable[UUID]) -> set[UUID]:
    """Remove records that are in the trash, and all that belongs to them; gives those it removed.

    One that something living still needs stays in the trash.
    """
    rows = rows_of(registry.object(object)).filter(id__in=list(ids), deleted_at__isnull=False)
    removed: set[UUID] = set()
    for record_id in rows.order_by("id").select_for_update().values_list("id", flat=True):
        try:
            with transaction.atomic():
                _purge(object, [record_id])
        except IntegrityError:
            continue
        removed.add(record_id)
    return removed


def _purge(object: str, ids: Collection[UUID]) -> None:
    wanted = list(ids)
    orphans: dict[str, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        for table, parent, column in _naming_tables():
            _remove_contents(table, object, wanted)
            kept = f"RETURNING {column}" if parent else ""
            cursor.execute(f"DELETE FROM {table} WHERE object = %s AND record_id = ANY(%s) {kept}", [object, wanted])  # noqa: S608
            if parent:
                left = [row[0] for row in cursor.fetchall()]
                cursor.execute(
                    f"SELECT p.id FROM {parent} p WHERE p.id = ANY(%s)"  # noqa: S608
                    f" AND NOT EXISTS (SELECT FROM {table} t WHERE t.{column} = p.id)",
                    [left],
                )
                orphans[parent].update(row[0] for row in cursor.fetchall())
        cursor.execute(_ERASE_VALUES, [wanted])
    forget_records(object, wanted)
    rows_of(registry.object(object)).filter(id__in=wanted).delete()
    for entry in registry.objects().values():
        if lonely := orphans.get(rows_of(entry).model._meta.db_table):
            _purge(entry.name, lonely)


def _remove_contents(table: str, object: str, ids: list[UUID]) -> None:
    if table != "records_file":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT storage_name FROM records_file WHERE object = %s AND record_id = ANY(%s)", [object, ids])
        for (storage_name,) in cursor.fetchall():
            remove_after_commit(storage_name)
