"""Reading contacts: each list and each record is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import F

from sillage.customers.contacts.models import Affiliation, ConsentAct, Contact, ContactEmail
from sillage.customers.contacts.rules import CHANNELS
from sillage.customers.organisations.queries import organisation_details
from sillage.identity.users.queries import member_names
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
_DETAIL = (
    *_ROW, "address_line", "postal_code", "country", "source", "reference", "description", "language", "time_zone",
    "decision_role",
)  # fmt: skip
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


def _list(table: str, columns: str, joins: str = "") -> str:
    """A list of the contact as JSON, in its order."""
    return (
        f"(SELECT coalesce(json_agg(json_build_object({columns}) ORDER BY l.position), '[]')"  # noqa: S608
        f" FROM {table} l {joins} WHERE l.workspace_id = r.workspace_id AND l.contact_id = r.id)"
    )


_REACH = "'kind', l.kind, 'label', l.label, 'validity', l.validity, 'primary', l.is_primary"
_LISTS = {
    "emails": _list("customers_contact_email", f"'address', l.address, {_REACH}"),
    "phones": _list("customers_contact_phone", f"'number', l.number, {_REACH}"),
    "affiliations": _list(
        "customers_affiliation",
        "'organisation_id', l.organisation_id, 'organisation_name', x.name, 'role', l.role, 'main', l.is_main,"
        " 'starts_on', l.starts_on, 'ends_on', l.ends_on",
        "JOIN customers_organisation x ON x.workspace_id = l.workspace_id AND x.id = l.organisation_id",
    ),
    "consents": "(SELECT coalesce(json_agg(json_build_object('channel', l.channel, 'since', l.since, 'source',"
    " l.source, 'note', l.note, 'by', x.name)), '[]') FROM customers_opt_out l LEFT JOIN identity_member x"
    " ON x.workspace_id = l.workspace_id AND x.id = l.member_id"
    " WHERE l.workspace_id = r.workspace_id AND l.contact_id = r.id)",
}
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, o.name, m.name, {', '.join(_LISTS.values())},"  # noqa: S608
    " r.deleted_at"
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
    """The people of an organisation, also those whose main place is elsewhere or who left, by name.

    Each with its `affiliation` there. Raises `NotFound` when the actor may not see the organisation.
    """
    organisation_details(actor, organisation_id)
    people = Condition(
        "r.id IN (SELECT a.contact_id FROM customers_affiliation a"
        " WHERE a.workspace_id = r.workspace_id AND a.organisation_id = %s)",
        (organisation_id,),
    )
    within = branches(actor, LISTING.permission, owner=None, team=None)
    rows, token = LISTING.page(within, [people], sort="name", cursor=cursor, limit=limit)
    items = with_extras("contact", [_document(row, _ROW) for row in rows])
    places = _places_at(organisation_id, [item["id"] for item in items])
    return {"items": [item | {"affiliation": places[item["id"]]} for item in items], "next_cursor": token}


def _places_at(organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The place of each contact at an organisation, a present one before one that has ended."""
    found: dict[UUID, dict[str, Any]] = {}
    rows = Affiliation.objects.filter(organisation_id=organisation_id, contact_id__in=contact_ids)
    for row in rows.order_by(F("ends_on").desc(nulls_first=True), "position"):
        place = {"role": row.role, "main": row.is_main, "starts_on": row.starts_on, "ends_on": row.ends_on}
        found.setdefault(row.contact_id, place)
    return found


def consent_acts(actor: Actor, contact_id: UUID) -> list[dict[str, Any]]:
    """Every objection of a contact and every end of one, newest first, at most 200. Raises `NotFound`."""
    contact_details(actor, contact_id)
    rows = list(ConsentAct.objects.filter(contact_id=contact_id).order_by("-at", "-id")[:200])
    names = member_names({row.member_id for row in rows if row.member_id})
    return [
        {
            "id": row.id,
            "channel": row.channel,
            "act": row.act,
            "source": row.source,
            "reason": row.reason,
            "by": names.get(row.member_id) if row.member_id else None,
            "at": row.at,
        }
        for row in rows
    ]


def contacts_by_email(addresses: Iterable[str]) -> dict[str, list[UUID]]:
    """The contacts, not in the trash, that have each of these addresses; whoever may see them.

    For house-keeping such as filing a message; what a person is shown goes through `titles`.
    """
    wanted = {address.strip().lower() for address in addresses}
    found: dict[str, list[UUID]] = {}
    rows = ContactEmail.objects.filter(address__in=wanted) if wanted else ContactEmail.objects.none()
    alive = set(
        Contact.objects.filter(id__in=rows.values("contact_id"), deleted_at__isnull=True).values_list("id", flat=True)
    )
    for address, contact_id in rows.order_by("contact_id").values_list("address", "contact_id"):
        if contact_id in alive and contact_id not in found.setdefault(address, []):
            found[address].append(contact_id)
    return found


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
    document = _document(row[: -len(_LISTS)], _DETAIL) | dict(zip(_LISTS, row[-len(_LISTS) :], strict=True))
    refused = {each["channel"]: each for each in document["consents"]}
    nothing = {"since": None, "source": None, "note": None, "by": None}
    document["consents"] = [
        {"opted_out": channel in refused, "channel": channel} | {**nothing, **refused.get(channel, {})}
        for channel in CHANNELS
    ]
    return document, deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    return dict(zip((*names, "organisation_name", "owner_name"), row, strict=True))
