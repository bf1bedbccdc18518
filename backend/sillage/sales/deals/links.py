"""What ties deals to organisations and contacts, and to search, which shows both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.customers.contacts.queries import linkable_names as linkable_contacts
from sillage.customers.organisations.queries import linkable_names as linkable_organisations
from sillage.customers.organisations.queries import organisation_names
from sillage.kernel.db import new_id
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text, normalise
from sillage.records.search.actions import index_records
from sillage.records.search.types import SearchEntry
from sillage.sales.deals.models import Deal, DealContact
from sillage.sales.pipelines.queries import loss_reason_names, loss_reasons_by_name

_NO_ORGANISATION = Text(
    fr="Cette entreprise n’existe pas ou ne vous est pas ouverte en modification",
    en="This organisation does not exist or is not open to you for editing",
)
_NO_CONTACT = Text(
    fr="Ce contact n’existe pas ou ne vous est pas ouvert en modification",
    en="This contact does not exist or is not open to you for editing",
)
_NO_REASON = Text(fr="Ce motif de perte n’existe pas", en="This lost reason does not exist")


def check_organisations(
    actor: Actor, rows: Sequence[Mapping[str, Any]], *, field: str = "organisation_id", many: bool = False
) -> dict[UUID, str]:
    """Names of the organisations the rows point to. Raises `InvalidFields` for one that may not be linked."""
    names = linkable_organisations(actor, {row[field] for row in rows if row.get(field)})
    problems = [
        FieldProblem(f"{index}.{field}" if many else field, "unknown_organisation", _NO_ORGANISATION)
        for index, row in enumerate(rows)
        if row.get(field) and row[field] not in names
    ]
    if problems:
        raise InvalidFields(fields=problems)
    return names


def check_contacts(
    actor: Actor, rows: Sequence[Mapping[str, Any]], *, many: bool = False, present: Iterable[UUID] = ()
) -> None:
    """Raises `InvalidFields` for a contact that may not be linked; those `present` already stay allowed."""
    wanted = {UUID(entry["id"]) for row in rows for entry in row.get("contacts") or ()} - set(present)
    refused = wanted - set(linkable_contacts(actor, wanted))
    problems = [
        FieldProblem(f"{index}.contacts.{place}.id" if many else f"contacts.{place}.id", "unknown_contact", _NO_CONTACT)
        for index, row in enumerate(rows)
        for place, entry in enumerate(row.get("contacts") or ())
        if UUID(entry["id"]) in refused
    ]
    if problems:
        raise InvalidFields(fields=problems)


def check_loss_reasons(rows: Sequence[dict[str, Any]], *, many: bool = False) -> None:
    """Raises `InvalidFields` for a reason the workspace does not have.

    Words that are the name of a reason of the list become that reason.
    """
    ids = {row["loss_reason_id"] for row in rows if row.get("loss_reason_id")}
    known = loss_reason_names(ids)
    problems = [
        FieldProblem(f"{index}.loss_reason_id" if many else "loss_reason_id", "unknown_reason", _NO_REASON)
        for index, row in enumerate(rows)
        if row.get("loss_reason_id") and row["loss_reason_id"] not in known
    ]
    if problems:
        raise InvalidFields(fields=problems)
    worded = [row for row in rows if row.get("lost_reason") and not row.get("loss_reason_id")]
    listed = loss_reasons_by_name() if worded else {}
    for row in worded:
        if found := listed.get(normalise(row["lost_reason"])):
            row["loss_reason_id"], row["lost_reason"] = found, None


def contacts_of(deal_id: UUID) -> list[dict[str, Any]]:
    """The contacts of a deal as history keeps them: `{"id", "role"}`, ids as text, in order."""
    rows = DealContact.objects.filter(deal_id=deal_id).order_by("position", "id")
    return [{"id": str(contact_id), "role": role} for contact_id, role in rows.values_list("contact_id", "role")]


def contact_ids_of(deal_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The ids of the contacts of each deal."""
    found: dict[UUID, list[UUID]] = {}
    for deal_id, contact_id in DealContact.objects.filter(deal_id__in=deal_ids).values_list("deal_id", "contact_id"):
        found.setdefault(deal_id, []).append(contact_id)
    return found


def contact_rows(deal_id: UUID, contacts: Iterable[Mapping[str, Any]]) -> list[DealContact]:
    """The rows, not yet written, that tie these contacts to a deal."""
    return [
        DealContact(id=new_id(), deal_id=deal_id, contact_id=UUID(entry["id"]), role=entry["role"], position=place)
        for place, entry in enumerate(contacts)
    ]


def replace_contacts(deal_id: UUID, contacts: Iterable[Mapping[str, Any]]) -> None:
    """Make the contacts of a deal what the list says."""
    DealContact.objects.filter(deal_id=deal_id).delete()
    DealContact.objects.bulk_create(contact_rows(deal_id, contacts))


def index_deals(deals: Sequence[Deal]) -> None:
    """Bring what finds and shows these deals in search up to date."""
    names = organisation_names({deal.organisation_id for deal in deals if deal.organisation_id})
    index_records([search_entry(deal, names.get(deal.organisation_id or deal.id)) for deal in deals])


def search_entry(deal: Deal, organisation_name: str | None) -> SearchEntry:
    """How a deal is found and shown in search."""
    return SearchEntry(
        object="deal",
        record_id=deal.id,
        title=deal.name,
        subtitle=organisation_name or "",
        texts=tuple(text for text in (organisation_name, deal.reference) if text),
        owner_id=deal.owner_id,
        team_id=deal.team_id,
    )
