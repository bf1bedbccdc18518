"""Reading organisations: each list and each record is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.customers.channels.rules import ADDRESS_LINES, overlong_lines, postal_lines
from sillage.customers.organisations.labels import legal_form_label, naf_label
from sillage.customers.organisations.models import Organisation
from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import Condition, Listing, Owner, Sort, branches, equals, fetch, prefix
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers, reach
from sillage.kernel.registry import registry
from sillage.kernel.values import amount_text
from sillage.records.fields.queries import with_extras, with_own_extras

_ROW = (
    "id", "version", "name", "legal_name", "trade_name", "siren", "siret", "vat_number", "website", "phone", "email",
    "kind", "sector", "headcount", "revenue_minor", "address_line", "postal_code", "city", "country", "department",
    "owner_id", "team_id",
    "last_interaction_at", "next_activity_at", "created_at", "updated_at",
)  # fmt: skip
_DETAIL = (
    *_ROW, "naf_code", "naf_version", "legal_form", "legal_status", "closed_on", "headcount_range", "revenue_year",
    "parent_id", "linkedin_url", "source", "reference", "description",
)  # fmt: skip
_MEMBER = "LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"

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


def _list(table: str, columns: str) -> str:
    """A list of the organisation as JSON, in its order."""
    return (
        f"(SELECT coalesce(json_agg(json_build_object({columns}) ORDER BY l.position), '[]') FROM {table} l"  # noqa: S608
        " WHERE l.workspace_id = r.workspace_id AND l.organisation_id = r.id)"
    )


def _pairs(*names: str) -> str:
    return ", ".join(f"'{name}', l.{name}" for name in names) + ", 'primary', l.is_primary"


_LISTS = {
    "kinds": "(SELECT coalesce(json_agg(l.kind ORDER BY l.position), '[]') FROM customers_organisation_kind l"
    " WHERE l.workspace_id = r.workspace_id AND l.organisation_id = r.id)",
    "emails": _list("customers_organisation_email", _pairs("address", "kind", "label", "validity")),
    "phones": _list("customers_organisation_phone", _pairs("number", "kind", "label", "validity")),
    "addresses": _list(
        "customers_organisation_address",
        _pairs("kind", "label", *ADDRESS_LINES, "postal_code", "city", "country", "department"),
    ),
    "provenance": "(SELECT coalesce(json_object_agg(l.field, json_build_object('source', l.source, 'fetched_at',"
    " l.fetched_at)), '{}') FROM customers_provenance l"
    " WHERE l.workspace_id = r.workspace_id AND l.organisation_id = r.id)",
    "parent_name": "(SELECT p.name FROM customers_organisation p"
    " WHERE p.workspace_id = r.workspace_id AND p.id = r.parent_id)",
    "children_count": "(SELECT count(*) FROM customers_organisation c"
    " WHERE c.workspace_id = r.workspace_id AND c.parent_id = r.id AND c.deleted_at IS NULL)",
    "contacts_count": "(SELECT count(DISTINCT c.id) FROM customers_affiliation a JOIN customers_contact c"
    " ON c.workspace_id = a.workspace_id AND c.id = a.contact_id"
    " WHERE a.workspace_id = r.workspace_id AND a.organisation_id = r.id AND c.deleted_at IS NULL)",
}
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, m.name, {', '.join(_LISTS.values())}, r.deleted_at"  # noqa: S608
    f" FROM customers_organisation r {_MEMBER} WHERE r.id = %s"
)
# The company at the top and everything below it; enough for any group a person reads through.
_FAMILY = """
WITH RECURSIVE above(id, parent_id, height) AS (
  SELECT o.id, o.parent_id, 0 FROM customers_organisation o WHERE o.id = %(id)s
  UNION ALL
  SELECT p.id, p.parent_id, height + 1 FROM customers_organisation p JOIN above ON p.id = above.parent_id
  WHERE p.deleted_at IS NULL AND height < 50
), family(id, parent_id, depth, path) AS (
  SELECT o.id, NULL::uuid, 0, ARRAY[o.sort_name, o.id::text] FROM customers_organisation o
  WHERE o.id = (SELECT id FROM above ORDER BY height DESC LIMIT 1)
  UNION ALL
  SELECT o.id, o.parent_id, depth + 1, path || o.sort_name || o.id::text
  FROM customers_organisation o JOIN family ON o.parent_id = family.id
  WHERE o.deleted_at IS NULL AND depth < 50
)
SELECT family.id, family.parent_id, depth, o.name, o.city, o.kind, o.owner_id, o.team_id
FROM family JOIN customers_organisation o ON o.id = family.id ORDER BY path LIMIT %(limit)s
"""
_FAMILY_LIMIT = 200


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


def organisation_family(actor: Actor, organisation_id: UUID) -> dict[str, Any]:
    """The group an organisation belongs to: the top company and all below it, parents before children.

    Members out of the actor's reach keep their place without name. Raises `NotFound`.
    """
    organisation_details(actor, organisation_id)
    rows = fetch(_FAMILY, {"id": organisation_id, "limit": _FAMILY_LIMIT + 1})
    members = []
    for member_id, parent_id, depth, name, city, kind, owner_id, team_id in rows[:_FAMILY_LIMIT]:
        visible = covers(actor, LISTING.permission, SimpleNamespace(owner_id=owner_id, team_id=team_id))
        shown = {"name": name, "city": city, "kind": kind} if visible else {"name": None, "city": None, "kind": None}
        members.append({"id": member_id if visible else None, "parent_id": parent_id, "depth": depth, **shown})
    return {"items": members, "truncated": len(rows) > _FAMILY_LIMIT}


def organisations_in_registers(after: UUID | None, limit: int) -> list[dict[str, Any]]:
    """The next living organisations with a SIREN, by id, with what a register may say otherwise; whoever sees them."""
    rows = Organisation.objects.filter(deleted_at__isnull=True, siren__isnull=False).order_by("id")
    rows = rows.filter(id__gt=after) if after else rows
    names = ("id", "siren", "siret", "name", "legal_name", "address_line", "postal_code", "city", "legal_status",
             "closed_on")  # fmt: skip
    found = list(rows.values(*names)[:limit])
    for each in found:
        each["closed_on"] = each["closed_on"].isoformat() if each["closed_on"] else None
    return found


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
    *row, deleted_at = rows[0]
    document = _document(row[: -len(_LISTS)], _DETAIL) | dict(zip(_LISTS, row[-len(_LISTS) :], strict=True))
    for address in document["addresses"]:
        address |= {"postal_lines": postal_lines(address), "overlong": overlong_lines(address)}
    document["naf_label"] = naf_label(document["naf_code"], document["naf_version"])
    document["legal_form_label"] = legal_form_label(document["legal_form"])
    return document, deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    document = dict(zip((*names, "owner_name"), row, strict=True))
    document["revenue"] = amount_text(document.pop("revenue_minor"))
    return document
