"""Reading deals: each list and each record is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import orjson

from sillage.customers.contacts.queries import contact_details
from sillage.customers.organisations.queries import organisation_details
from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import Condition, Listing, Owner, Sort, branches, equals, fetch, prefix
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers, reach
from sillage.kernel.registry import registry
from sillage.kernel.values import amount_text
from sillage.records.fields.queries import with_extras, with_own_extras
from sillage.sales.deals.models import Deal
from sillage.sales.lines.rules import plain

_ROW = (
    "id", "version", "name", "organisation_id", "pipeline_id", "stage_id", "status", "amount_minor", "currency",
    "expected_close_on", "opened_on", "closed_on", "source", "lost_reason", "loss_reason_id",
    "competitor_id", "competitor", "owner_id", "team_id", "position",
    "stage_entered_at", "last_interaction_at", "next_activity_at", "created_at", "updated_at",
)  # fmt: skip
_DETAIL = (*_ROW, "reference", "description")
_JOINED = (
    "stage_name", "stage_kind", "stage_colour", "probability", "organisation_name", "owner_name", "loss_reason_name",
    "competitor_name", "contacts",
)  # fmt: skip
_JOINS = (
    "JOIN sales_stage s ON s.workspace_id = r.workspace_id AND s.id = r.stage_id"
    " LEFT JOIN customers_organisation o ON o.workspace_id = r.workspace_id AND o.id = r.organisation_id"
    " LEFT JOIN identity_member m ON m.workspace_id = r.workspace_id AND m.id = r.owner_id"
    " LEFT JOIN sales_loss_reason l ON l.workspace_id = r.workspace_id AND l.id = r.loss_reason_id"
    " LEFT JOIN customers_organisation k ON k.workspace_id = r.workspace_id AND k.id = r.competitor_id"
)
_CONTACTS = (
    "(SELECT jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'role', dc.role, 'job_title', c.job_title)"
    " ORDER BY dc.position, c.sort_name) FROM sales_deal_contact dc JOIN customers_contact c"
    " ON c.workspace_id = dc.workspace_id AND c.id = dc.contact_id AND c.deleted_at IS NULL"
    " WHERE dc.workspace_id = r.workspace_id AND dc.deal_id = r.id)"
)
_LINES = (
    "(SELECT jsonb_agg(jsonb_build_object('product_id', dl.product_id, 'name', dl.name, 'quantity', dl.quantity::text,"
    " 'unit', dl.unit, 'unit_price', dl.unit_price::text, 'discount_percent', dl.discount_percent::text,"
    " 'vat_rate', dl.vat_rate, 'net', dl.net_minor) ORDER BY dl.position, dl.id)"
    " FROM sales_deal_line dl WHERE dl.workspace_id = r.workspace_id AND dl.deal_id = r.id)"
)
_STAYS = (
    "(SELECT jsonb_agg(jsonb_build_object('stage_id', v.stage_id, 'entered_at', v.entered_at, 'left_at', v.left_at)"
    " ORDER BY v.entered_at, v.id) FROM sales_stage_visit v"
    " WHERE v.workspace_id = r.workspace_id AND v.deal_id = r.id)"
)
_EXPRESSIONS = (
    f"s.name, s.kind, s.colour, coalesce(r.probability, s.probability), o.name, m.name, l.name, k.name, {_CONTACTS}"
)

LISTING = Listing(
    table="sales_deal",
    permission="deal.see",
    columns=("workspace_id", "sort_name", "probability", *_ROW),
    select=f"{', '.join(f'r.{name}' for name in _ROW)}, {_EXPRESSIONS}",
    joins=_JOINS,
    sorts={
        "name": Sort("sort_name", str),
        "amount": Sort("amount_minor", int),
        "created_at": Sort("created_at", datetime),
        "updated_at": Sort("updated_at", datetime),
        "expected_close_on": Sort("expected_close_on", date, nullable=True),
        "last_interaction_at": Sort("last_interaction_at", datetime, nullable=True),
        "next_activity_at": Sort("next_activity_at", datetime, nullable=True),
    },
)
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, {_EXPRESSIONS}, p.name, r.probability IS NULL,"  # noqa: S608
    f" {_LINES}, {_STAYS}, r.deleted_at"
    f" FROM sales_deal r {_JOINS} JOIN sales_pipeline p ON p.workspace_id = r.workspace_id AND p.id = r.pipeline_id"
    " WHERE r.id = %s"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deals a list shows. `q` is the beginning of the name."""

    q: str | None = None
    owner: Owner = None
    team: UUID | None = None
    pipeline_id: UUID | None = None
    stage_id: UUID | None = None
    status: str | None = None
    organisation_id: UUID | None = None
    contact_id: UUID | None = None

    def conditions(self) -> list[Condition]:
        """The filter as SQL; owner and team are part of the reach."""
        found = prefix("sort_name", self.q) + equals(
            pipeline_id=self.pipeline_id,
            stage_id=self.stage_id,
            status=self.status,
            organisation_id=self.organisation_id,
        )
        if self.contact_id is not None:
            deals = "r.id = ANY(ARRAY(SELECT dc.deal_id FROM sales_deal_contact dc WHERE dc.contact_id = %s))"
            found.append(Condition(deals, (self.contact_id,)))
        return found


def deal_page(
    actor: Actor, found: Filter, *, sort: str = "-created_at", cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """A page of the deals the actor may see. Raises `InvalidFields` for a wrong sort or cursor."""
    within = branches(actor, LISTING.permission, owner=found.owner, team=found.team)
    return page_within(within, found.conditions(), sort=sort, cursor=cursor, limit=limit)


def page_within(
    reach: Sequence[Condition], conditions: Sequence[Condition], *, sort: str, cursor: str | None, limit: int
) -> dict[str, Any]:
    """A page of the deals in reach that meet the conditions. Raises `InvalidFields` for a wrong sort or cursor."""
    rows, token = LISTING.page(reach, conditions, sort=sort, cursor=cursor, limit=limit)
    return {"items": with_extras("deal", [_document(row, _ROW) for row in rows]), "next_cursor": token}


def deal_count(actor: Actor, found: Filter) -> dict[str, Any]:
    """How many deals the filter finds, counted to 10,000."""
    return LISTING.count(branches(actor, LISTING.permission, owner=found.owner, team=found.team), found.conditions())


def deals_of_organisation(
    actor: Actor, organisation_id: UUID, *, status: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """The deals with an organisation, the latest first. Raises `NotFound` when the actor may not see it."""
    organisation_details(actor, organisation_id)
    return deal_page(actor, Filter(organisation_id=organisation_id, status=status), cursor=cursor, limit=limit)


def deals_of_contact(
    actor: Actor, contact_id: UUID, *, status: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """The deals a contact takes part in, the latest first. Raises `NotFound` when the actor may not see it."""
    contact_details(actor, contact_id)
    return deal_page(actor, Filter(contact_id=contact_id, status=status), cursor=cursor, limit=limit)


def deal_details(actor: Actor, deal_id: UUID, *, timeline: bool = False) -> dict[str, Any]:
    """One deal the actor may see, not one in the trash. Raises `NotFound`."""
    document, deleted_at = _one(deal_id)
    owned = SimpleNamespace(owner_id=document["owner_id"], team_id=document["team_id"])
    if deleted_at or not covers(actor, LISTING.permission, owned):
        raise NotFound
    offered = registry.offer("timeline") if timeline else None
    document = with_own_extras("deal", document)
    return document | {"timeline": offered(actor, "deal", deal_id)} if offered else document


def deal_after_write(actor: Actor, deal_id: UUID) -> dict[str, Any]:
    """The deal as its editor left it, also when that took it out of his own reach."""
    return with_own_extras("deal", _one(deal_id)[0])


def titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these deals that the actor may see, also those in the trash."""
    scope = actor.scope(LISTING.permission)
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    rows = Deal.objects.filter(reach(actor, scope), id__in=wanted)
    return dict(rows.values_list("id", "name"))


def _one(deal_id: UUID) -> tuple[dict[str, Any], datetime | None]:
    rows = fetch(_ONE, [deal_id])
    if not rows:
        raise NotFound
    *row, pipeline_name, of_stage, lines, stays, deleted_at = rows[0]
    more = {
        "pipeline_name": pipeline_name,
        "probability_of_stage": of_stage,
        "lines": [_line(entry) for entry in _listed(lines)],
        "stays": _listed(stays),
    }
    return _document(row, _DETAIL) | more, deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    document = dict(zip((*names, *_JOINED), row, strict=True))
    document["amount"] = amount_text(document.pop("amount_minor"))
    document["contacts"] = _listed(document["contacts"])
    return document


def _listed(value: Any) -> list[dict[str, Any]]:
    # Django hands JSON over as text.
    return orjson.loads(value) if isinstance(value, str) else value or []


def _line(entry: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: plain(Decimal(entry[name])) for name in ("quantity", "unit_price", "discount_percent")}
    return entry | numbers | {"net": amount_text(entry["net"])}
