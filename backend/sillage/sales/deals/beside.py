"""Deals that a file holds on the line of a contact: made once the contact exists, and only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sillage.kernel.permissions import Actor, within
from sillage.kernel.text import normalise
from sillage.records.imports.ports import ChildRow, ImportChild
from sillage.sales.deals.models import Deal

FIELDS = ("name", "amount", "expected_close_on", "opened_on", "probability", "source", "reference", "description")


def beside_contacts() -> ImportChild:
    """The deal a contact's line may hold."""
    return ImportChild("deal", FIELDS, prepare)


def prepare(actor: Actor, rows: Sequence[ChildRow]) -> list[Mapping[str, Any] | None]:
    """The deals to create: with the contact and its organisation, none that exists already.

    A deal is known by its reference, else by its name at the same organisation. A line that gives an amount
    without a name gets a deal named after the contact.
    """
    return [_prepared(actor, row) for row in rows]


def _prepared(actor: Actor, row: ChildRow) -> Mapping[str, Any] | None:
    values = dict(row.values)
    name = values.get("name") or _named_after(row.parent)
    if not name or not (values.get("name") or values.get("amount") is not None):
        return None
    organisation_id = row.parent.get("organisation_id")
    alive = within(actor, "deal.see", Deal.objects.filter(deleted_at__isnull=True))
    if reference := values.get("reference"):
        known = alive.filter(reference=reference)
    else:
        known = alive.filter(sort_name=normalise(name), organisation_id=organisation_id)
    if known.exists():
        return None
    return {**values, "name": name, "organisation_id": organisation_id, "contacts": [{"id": row.parent_id}]}


def _named_after(parent: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (parent.get("first_name"), parent.get("last_name")) if part)
