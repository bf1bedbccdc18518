"""The lists of contacts in their tables: e-mail addresses, telephone numbers, places at organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model

from sillage.customers.channels.rules import Entry
from sillage.customers.contacts.models import Affiliation, ContactEmail, ContactPhone
from sillage.customers.contacts.rules import LISTS
from sillage.kernel.db.records import insert_many

_REACH = ("kind", "label", "validity", "is_primary")
_COLUMNS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "emails": (ContactEmail, ("address", *_REACH)),
    "phones": (ContactPhone, ("number", *_REACH)),
    "affiliations": (Affiliation, ("organisation_id", "role", "starts_on", "ends_on", "is_main")),
}
_FLAGS = {"is_primary": "primary", "is_main": "main"}


def lists_of(ids: Iterable[UUID], names: Sequence[str] = LISTS) -> dict[UUID, dict[str, list[Entry]]]:
    """The lists of each of these contacts, one statement per list; ids and days as text."""
    wanted = list(ids)
    found: dict[UUID, dict[str, list[Entry]]] = {each: {name: [] for name in names} for each in wanted}
    for name in names:
        model, columns = _COLUMNS[name]
        rows = model.objects.filter(contact_id__in=wanted).order_by("contact_id", "position")
        for contact_id, *values in rows.values_list("contact_id", *columns):
            pairs = zip(columns, values, strict=True)
            found[contact_id][name].append({_FLAGS.get(column, column): _text(value) for column, value in pairs})
    return found


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | date) else value


def write_lists(rows: Mapping[UUID, Mapping[str, Any]], *, replace: bool = False) -> None:
    """Write the lists among the values of each contact; `replace` takes away what was there."""
    for name, (model, columns) in _COLUMNS.items():
        concerned = {record_id: values[name] for record_id, values in rows.items() if name in values}
        if replace and concerned:
            model.objects.filter(contact_id__in=list(concerned)).delete()
        insert_many(
            [
                _row(model, columns, record_id, place, entry)
                for record_id, entries in concerned.items()
                for place, entry in enumerate(entries)
            ]
        )


def _row(model: type[Any], columns: Sequence[str], record_id: UUID, place: int, entry: Entry) -> Model:
    values = {column: entry[_FLAGS.get(column, column)] for column in columns}
    row: Model = model(contact_id=record_id, position=place, **values)
    return row
