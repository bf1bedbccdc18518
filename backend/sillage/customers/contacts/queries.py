"""Reading contacts: each list and each record is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.queries import organisation_details
from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import Condition, Listing, Owner, Sort, branches, equals, fetch, prefix
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers, reach
from sillage.kernel.registry import registry
from sillage.records.fields.queries import with_extras, with_own_extras

_ROW = (
    "id", "version", "civility", "first_name", "last_name", "name", "job_title", "email", "phone", "mobile",
    "linkedin_url", "city", "organisation_id", "owner_id", "team_id", "last_interaction_at", "next_activity_at",
    "created_at", "updated_at",
)  # fmt: skip
_DETAIL = (*_ROW, "address_line", "postal_code", "country", "source", "reference", "description")
_JOINS = (
    "LEFT JOIN customers_organisation o ON o.workspace_id = r.workspace_id AND o.id = r.organisation_id"
    " LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"
)

LISTING = Listing(
    table="customers_contact",
    permission="contact.see",
    columns=("workspace_id", "sort_name", *_ROW),
    select=", ".join([*(f"r.{name}" for name in _ROW), "o.name", "m.name"]),
    joins=_JOINS,
    sorts={
        "name": Sort("sort_name", str),
        "created_at": Sort("created_at", datetime),
        "updated_at": Sort("updated_at", datetime),
    },
)
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, o.name, m.name, r.deleted_at"  # noqa: S608
    f" FROM customers_contact r {_JOINS} WHERE r.id = %s"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts a list shows. `q` is the beginning of the name."""

    q: str | None = None
    owner: Owner = None
    team: UUID | None = None
    organisation_id: UUID | None = None

    def conditions(self) -> list[Condition]:
        """The filter as SQL; owner and team are part of the reach."""
        return prefix("sort_name", self.q) + equals(organisation_id=self.organisation_id)


def contact_page(
    actor: Actor, found: Filter, *, sort: str = "name", cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """A page of the contacts the actor may see. Raises `InvalidFields` for a wrong sort or cursor."""
    within = branches(actor, LISTING.permission, owner=found.owner, team=found.team)
    rows, token = LISTING.page(within, found.conditions(), sort=sort, cursor=cursor, limit=limit)
    return {"items": with_extras("contact", [_document(row, _ROW) for row in rows]), "next_cursor": token}


def contact_count(actor: Actor, found: Filter) -> dict[str, Any]:
    """How many contacts the filter finds, counted to 10,000."""
    return LISTING.count(branches(actor, LISTING.permission, owner=found.owner, team=found.team), found.conditions())


def contacts_of_organisation(
    actor: Actor, organisation_id: UUID, *, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """The contacts of an organisation, by name. Raises `NotFound` when the actor may not see it."""
    organisation_details(actor, organisation_id)
    return contact_page(actor, Filter(organisation_id=organisation_id), cursor=cursor, limit=limit)


def contact_details(actor: Actor, contact_id: UUID, *, timeline: bool = False) -> dict[str, Any]:
    """One contact the actor may see, not one in the trash. Raises `NotFound`."""
    document, deleted_at = _one(contact_id)
    owned = SimpleNamespace(owner_id=document["owner_id"], team_id=document["team_id"])
    if deleted_at or not covers(actor, LISTING.permission, owned):
        raise NotFound
    offered = registry.offer("timeline") if timeline else None
    document = with_own_extras("contact", document)
    return document | {"timeline": offered(actor, "contact", contact_id)} if offered else document


def contact_after_write(actor: Actor, contact_id: UUID) -> dict[str, Any]:
    """The contact as its editor left it, also when that took it out of his own reach."""
    return with_own_extras("contact", _one(contact_id)[0])


def titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these contacts that the actor may see, also those in the trash."""
    return _names_within(actor, LISTING.permission, ids, trashed=True)


def linkable_names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these contacts that the actor may tie other records to (the right to edit)."""
    return _names_within(actor, "contact.edit", ids, trashed=False)


def _names_within(actor: Actor, permission: str, ids: Iterable[UUID], *, trashed: bool) -> dict[UUID, str]:
    scope = actor.scope(permission)
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    rows = Contact.objects.filter(reach(actor, scope), id__in=wanted)
    rows = rows if trashed else rows.filter(deleted_at__isnull=True)
    return dict(rows.values_list("id", "name"))


def _one(contact_id: UUID) -> tuple[dict[str, Any], datetime | None]:
    rows = fetch(_ONE, [contact_id])
    if not rows:
        raise NotFound
    *row, deleted_at = rows[0]
    return _document(row, _DETAIL), deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return dict(zip((*names, "organisation_name", "owner_name"), row, strict=True))
