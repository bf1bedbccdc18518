"""How contacts are found and shown in search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.customers.contacts.lists import lists_of
from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.queries import organisation_names
from sillage.records.search.actions import index_records
from sillage.records.search.types import SearchEntry


def search_entry(
    contact: Contact, organisations: Mapping[UUID, str], lists: Mapping[str, Sequence[Mapping[str, Any]]]
) -> SearchEntry:
    """How a contact is found and shown in search: by every address, number and organisation."""
    places = [UUID(each["organisation_id"]) for each in lists.get("affiliations", ())]
    names = [organisations[each] for each in places if each in organisations]
    emails = [each["address"] for each in lists.get("emails", ())]
    main = organisations.get(contact.organisation_id) if contact.organisation_id else None
    return SearchEntry(
        object="contact",
        record_id=contact.id,
        title=contact.name,
        subtitle=main or contact.job_title or "",
        texts=tuple(text for text in (*emails, *dict.fromkeys(names), contact.reference) if text),
        phones=tuple(each["number"] for each in lists.get("phones", ())),
        owner_id=contact.owner_id,
        team_id=contact.team_id,
    )


def index_contacts(contacts: Sequence[Contact]) -> None:
    """Bring what finds and shows these contacts in search up to date."""
    lists = lists_of([one.id for one in contacts])
    names = organisation_names(
        UUID(each["organisation_id"]) for found in lists.values() for each in found["affiliations"]
    )
    index_records([search_entry(one, names, lists[one.id]) for one in contacts])
