"""The lists of organisations in their tables: relations, e-mail addresses, telephone numbers, postal addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model

from sillage.customers.channels.rules import ADDRESS_LINES, Entry
from sillage.customers.organisations.models import (
    OrganisationAddress,
    OrganisationEmail,
    OrganisationKind,
    OrganisationPhone,
)
from sillage.customers.organisations.rules import LISTS
from sillage.kernel.db.records import insert_many

_REACH = ("kind", "label", "validity", "is_primary")
_COLUMNS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "kinds": (OrganisationKind, ("kind",)),
    "emails": (OrganisationEmail, ("address", *_REACH)),
    "phones": (OrganisationPhone, ("number", *_REACH)),
    "addresses": (
        OrganisationAddress,
        ("kind", "label", "is_primary", *ADDRESS_LINES, "postal_code", "city", "country", "department"),
    ),
}


def lists_of(ids: Iterable[UUID], names: Sequence[str] = LISTS) -> dict[UUID, dict[str, list[Any]]]:
    """The lists of each of these organisations, one statement per list."""
    wanted = list(ids)
    found: dict[UUID, dict[str, list[Any]]] = {each: {name: [] for name in names} for each in wanted}
    for name in names:
        model, columns = _COLUMNS[name]
        rows = model.objects.filter(organisation_id__in=wanted).order_by("organisation_id", "position")
        for organisation_id, *values in rows.values_list("organisation_id", *columns):
            entry = _entry(columns, values)
            found[organisation_id][name].append(entry["kind"] if name == "kinds" else entry)
    return found


def _entry(columns: Sequence[str], values: Sequence[Any]) -> Entry:
    return {("primary" if name == "is_primary" else name): value for name, value in zip(columns, values, strict=True)}


def write_lists(rows: Mapping[UUID, Mapping[str, Any]], *, replace: bool = False) -> None:
    """Write the lists among the values of each organisation; `replace` takes away what was there."""
    for name, (model, columns) in _COLUMNS.items():
        concerned = {record_id: values[name] for record_id, values in rows.items() if name in values}
        if replace and concerned:
            model.objects.filter(organisation_id__in=list(concerned)).delete()
        insert_many(
            [
                _row(model, columns, record_id, place, {"kind": entry} if name == "kinds" else entry)
                for record_id, entries in concerned.items()
                for place, entry in enumerate(entries)
            ]
        )


def _row(model: type[Any], columns: Sequence[str], record_id: UUID, place: int, entry: Mapping[str, Any]) -> Model:
    values = {name: entry["primary" if name == "is_primary" else name] for name in columns}
    row: Model = model(organisation_id=record_id, position=place, **values)
    return row
