"""Bringing the two dates of records up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.kernel.registry import RecordObject, registry
from sillage.records.objects.queries import rows_of

_OFFER = "activity_dates:"
_COLUMNS = ("last_interaction_at", "next_activity_at")
_BATCH = 1000


def refresh_dates(by_object: Mapping[str, Iterable[UUID]]) -> None:
    """Compute the dates of these records anew, by kind of record, and keep them.

    Their versions stay: nobody edited the records. Kinds without such columns are passed over.
    """
    known = registry.objects()
    for name in sorted(by_object):
        entry = known.get(name)
        columns = _columns_of(entry) if entry else []
        ids = sorted(by_object[name])
        for start in range(0, len(ids) if columns else 0, _BATCH):
            assert entry is not None
            _keep(entry, columns, ids[start : start + _BATCH])


def _columns_of(entry: RecordObject) -> list[str]:
    present = {field.name for field in rows_of(entry).model._meta.concrete_fields}
    return [name for name in _COLUMNS if name in present]


def _keep(entry: RecordObject, columns: list[str], ids: list[UUID]) -> None:
    dates = _dates(ids)
    values = {
        "last_interaction_at": [dates[each][0] for each in ids],
        "next_activity_at": [dates[each][1] for each in ids],
    }
    table = rows_of(entry).model._meta.db_table
    # Locked in the order of their ids first, so that two writers never wait for each other.
    list(rows_of(entry).filter(id__in=ids).order_by("id").select_for_update().values_list("id", flat=True))
    told = ", ".join(f"{name} = told.{name}" for name in columns)
    differs = " OR ".join(f"r.{name} IS DISTINCT FROM told.{name}" for name in columns)
    arrays = ", ".join(["%s::uuid[]", *["%s::timestamptz[]"] * len(columns)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} r SET {told} FROM unnest({arrays}) AS told(id, {', '.join(columns)})"  # noqa: S608
            f" WHERE r.id = told.id AND ({differs})",
            [ids, *(values[name] for name in columns)],
        )


def _dates(ids: list[UUID]) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """The latest interaction and the earliest plan of each record, over everything that offers them."""
    found: dict[UUID, tuple[datetime | None, datetime | None]] = dict.fromkeys(ids, (None, None))
    offers: list[Any] = [
        offer for manifest in registry.manifests() for name, offer in manifest.offers.items() if name.startswith(_OFFER)
    ]
    for offer in offers:
        for record_id, (last, upcoming) in offer(ids).items():
            past, planned = found[record_id]
            found[record_id] = (_best(max, past, last), _best(min, planned, upcoming))
    return found


def _best(choose: Any, one: datetime | None, other: datetime | None) -> datetime | None:
    both = [each for each in (one, other) if each is not None]
    return choose(both) if both else None
