"""Reading organisations: each list and each record is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.customers.organisations.models import Organisation
from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import Condition, Listing, Owner, Sort, branches, equals, fetch, prefix
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers, reach
from sillage.kernel.registry import registry
from sillage.kernel.values import amount_text
from sillage.records.fields.queries import with_extras, with_own_extras

_ROW = (
    "id", "version", "name", "legal_name", "siren", "vat_number", "website", "phone", "email", "kind", "sector",
    "headcount", "revenue_minor", "address_line", "postal_code", "city", "country", "owner_id", "team_id",
    "last_interaction_at", "next_activity_at", "created_at", "updated_at",
)  # fmt: skip
_DETAIL = (*_ROW, "linkedin_url", "source", "reference", "description")
_MEMBER = "LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"
_CONTACTS = (
    "(SELECT count(*) FROM customers_contact c"
    " WHERE c.workspace_id = r.workspace_id AND c.organisation_id = r.id AND c.deleted_at IS NULL)"
)

LISTING = Listing(
    table="customers_organisation",
    permission="organisation.see",
    columns=("workspace_id", "sort_name", *_ROW),
    select=", ".join([*(f"r.{name}" for name in _ROW), "m.name"]),
    joins=_MEMBER,
    sorts={
        "name": Sort("sort_name", str),
        "created_at": Sort("created_at", datetime),
        "updated_at": Sort("updated_at", datetime),
    },
)
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, m.name, {_CONTACTS}, r.deleted_at"  # noqa: S608
    f" FROM customers_organisation r {_MEMBER} WHERE r.id = %s"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which organisations a list shows. `q` is the beginning of the name."""

    q: str | None = None
    owner: Owner = None
    team: UUID | None = None
    kind: str | None = None

    def conditions(self) -> list[Condition]:
        """The filter as SQL; owner and team are part of the reach."""
        return prefix("sort_name", self.q) + equals(kind=self.kind)


def organisation_page(
    actor: Actor, found: Filter, *, sort: str = "name", cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """A page of the organisations the actor may see. Raises `InvalidFields` for a wrong sort or cursor."""
    within = branches(actor, LISTING.permission, owner=found.owner, team=found.team)
    rows, token = LISTING.page(within, found.conditions(), sort=sort, cursor=cursor, limit=limit)
    return {"items": with_extras("organisation", [_document(row, _ROW) for row in rows]), "next_cursor": token}


def organisation_count(actor: Actor, found: Filter) -> dict[str, Any]:
    """How many organisations the filter finds, counted to 10,000."""
    return LISTING.count(branches(actor, LISTING.permission, owner=found.owner, team=found.team), found.conditions())


def organisation_details(actor: Actor, organisation_id: UUID, *, timeline: bool = False) -> dict[str, Any]:
    """One organisation the actor may see, not one in the trash. Raises `NotFound`."""
    document, deleted_at = _one(organisation_id)
    owned = SimpleNamespace(owner_id=document["owner_id"], team_id=document["team_id"])
    if deleted_at or not covers(actor, LISTING.permission, owned):
        raise NotFound
    offered = registry.offer("timeline") if timeline else None
    document = with_own_extras("organisation", document)
    return document | {"timeline": offered(actor, "organisation", organisation_id)} if offered else document


def organisation_after_write(actor: Actor, organisation_id: UUID) -> dict[str, Any]:
    """The organisation as its editor left it, also when that took it out of his own reach."""
    return with_own_extras("organisation", _one(organisation_id)[0])


def organisation_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these organisations, whoever may see them; also those in the trash."""
    wanted = set(ids)
    return dict(Organisation.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these organisations that the actor may see, also those in the trash."""
    scope = actor.scope(LISTING.permission)
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    rows = Organisation.objects.filter(reach(actor, scope), id__in=wanted)
    return dict(rows.values_list("id", "name"))


def linkable_names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these organisations that the actor may tie other records to.

    A link shows on both records, so it needs the right to edit the organisation too.
    """
    scope = actor.scope("organisation.edit")
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    rows = Organisation.objects.filter(reach(actor, scope), id__in=wanted, deleted_at__isnull=True)
    return dict(rows.values_list("id", "name"))


def _one(organisation_id: UUID) -> tuple[dict[str, Any], datetime | None]:
    rows = fetch(_ONE, [organisation_id])
    if not rows:
        raise NotFound
    *row, contacts_count, deleted_at = rows[0]
    return _document(row, _DETAIL) | {"contacts_count": contacts_count}, deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    document = dict(zip((*names, "owner_name"), row, strict=True))
    document["revenue"] = amount_text(document.pop("revenue_minor"))
    return document
