"""Reading the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.kernel.errors import NotFound
from sillage.kernel.http.listing import Condition, Listing, Sort, branches, equals, fetch, prefix
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers, reach
from sillage.kernel.registry import registry
from sillage.kernel.values import amount_text
from sillage.products.catalogue.models import Product
from sillage.products.catalogue.types import SoldProduct

_ROW = (
    "id", "version", "name", "reference", "kind", "unit", "price_minor", "currency", "vat_rate", "active",
    "created_at", "updated_at",
)  # fmt: skip
_DETAIL = (*_ROW, "description")

LISTING = Listing(
    table="products_product",
    permission="product.see",
    columns=("workspace_id", "owner_id", "team_id", "sort_name", *_ROW),
    select=", ".join(f"r.{name}" for name in _ROW),
    joins="",
    sorts={
        "name": Sort("sort_name", str),
        "price": Sort("price_minor", int, nullable=True),
        "created_at": Sort("created_at", datetime),
        "updated_at": Sort("updated_at", datetime),
    },
)
_ONE = (
    f"SELECT {', '.join(f'r.{name}' for name in _DETAIL)}, r.owner_id, r.team_id, r.deleted_at"  # noqa: S608
    " FROM products_product r WHERE r.id = %s"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which products a list shows. `q` is the beginning of the name or of the reference."""

    q: str | None = None
    kind: str | None = None
    active: bool | None = None

    def conditions(self) -> list[Condition]:
        """The filter as SQL."""
        found = equals(kind=self.kind, active=self.active)
        if either := [*prefix("sort_name", self.q), *prefix("reference_key", self.q)]:
            sql = " OR ".join(f"({part.sql})" for part in either)
            found.append(Condition(f"({sql})", tuple(value for part in either for value in part.values)))
        return found


def product_page(
    actor: Actor, found: Filter, *, sort: str = "name", cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """A page of the products the actor may see. Raises `InvalidFields` for a wrong sort or cursor."""
    within = branches(actor, LISTING.permission)
    rows, token = LISTING.page(within, found.conditions(), sort=sort, cursor=cursor, limit=limit)
    return {"items": [_document(row, _ROW) for row in rows], "next_cursor": token}


def product_details(actor: Actor, product_id: UUID, *, timeline: bool = False) -> dict[str, Any]:
    """One product the actor may see, not one in the trash. Raises `NotFound`."""
    document, owned, deleted_at = _one(product_id)
    if deleted_at or not covers(actor, LISTING.permission, owned):
        raise NotFound
    offered = registry.offer("timeline") if timeline else None
    return document | {"timeline": offered(actor, "product", product_id)} if offered else document


def product_after_write(actor: Actor, product_id: UUID) -> dict[str, Any]:
    """The product as its editor left it."""
    return _one(product_id)[0]


def titles(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each of these products that the actor may see, also those in the trash."""
    scope = actor.scope(LISTING.permission)
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    rows = Product.objects.filter(reach(actor, scope), id__in=wanted)
    return dict(rows.values_list("id", "name"))


def sold_products(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, SoldProduct]:
    """The products among these ids that the actor may see; those in the trash are no longer active.

    Lines outlive their product, so one in the trash still goes with a line that has words and price.
    """
    scope = actor.scope(LISTING.permission)
    wanted = set(ids)
    if scope is None or not wanted:
        return {}
    return {
        row.id: SoldProduct(
            row.id,
            row.name,
            row.unit,
            row.price_minor,
            row.currency,
            row.vat_rate,
            row.active and row.deleted_at is None,
        )
        for row in Product.objects.filter(reach(actor, scope), id__in=wanted)
    }


def _one(product_id: UUID) -> tuple[dict[str, Any], SimpleNamespace, datetime | None]:
    rows = fetch(_ONE, [product_id])
    if not rows:
        raise NotFound
    *row, owner_id, team_id, deleted_at = rows[0]
    return _document(row, _DETAIL), SimpleNamespace(owner_id=owner_id, team_id=team_id), deleted_at


def _document(row: Sequence[Any], names: tuple[str, ...]) -> dict[str, Any]:
    document = dict(zip(names, row, strict=True))
    document["price"] = amount_text(document.pop("price_minor"))
    return document
