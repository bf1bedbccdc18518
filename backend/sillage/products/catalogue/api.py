"""The catalogue over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.kernel import clock
from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, OptionalLine, Page
from sillage.kernel.http.versions import expected_version
from sillage.products.catalogue import actions, queries
from sillage.products.catalogue.schemas import (
    ProductDetail,
    ProductIn,
    ProductKind,
    ProductOut,
    ProductPatch,
    VatRateOut,
)
from sillage.products.catalogue.types import vat_rates_on

router = Router(tags=["products"])
SEE = "product.see"


@endpoint(router, "GET", "/vat-rates", operation="listVatRates", permission=SEE, response=list[VatRateOut])
def list_vat_rates(request: ApiRequest, on: Query[date | None] = None) -> list[dict[str, Any]]:
    """The VAT rates in force on a day, today by default; none for a day the table does not cover."""
    language = request.actor.language
    return [
        {name: getattr(entry, name) for name in VatRateOut.model_fields if name != "label"}
        | {"label": entry.label.in_language(language)}
        for entry in vat_rates_on(on or clock.now().date())
    ]


@endpoint(router, "GET", "/products", operation="listProducts", permission=SEE, response=Page[ProductOut])
def list_products(
    request: ApiRequest,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    sort: Query[OptionalLine] = "name",
    q: Query[OptionalLine | None] = None,
    kind: Query[ProductKind | None] = None,
    active: Query[bool | None] = None,
) -> dict[str, Any]:
    """A page of products. `q` is the beginning of the name or of the reference."""
    found = queries.Filter(q=q, kind=kind, active=active)
    return queries.product_page(request.actor, found, sort=sort, cursor=cursor, limit=limit)


@endpoint(router, "POST", "/products", operation="createProduct", permission="product.create", response=ProductDetail)
def create_product(request: ApiRequest, values: ProductIn) -> dict[str, Any]:
    """Create a product or service."""
    product_id = actions.create_product(request.actor, values.model_dump(exclude_unset=True))
    return queries.product_after_write(request.actor, product_id)


@endpoint(router, "GET", "/products/{product_id}", operation="getProduct", permission=SEE, response=ProductDetail)
def get_product(
    request: ApiRequest, product_id: UUID, include: Query[Literal["timeline"] | None] = None
) -> dict[str, Any]:
    """One product; `include=timeline` adds the first page of what happened."""
    return queries.product_details(request.actor, product_id, timeline=include == "timeline")


@endpoint(
    router,
    "PATCH",
    "/products/{product_id}",
    operation="updateProduct",
    permission="product.edit",
    response=ProductDetail,
)
def update_product(request: ApiRequest, product_id: UUID, values: ProductPatch) -> dict[str, Any]:
    """Change the fields given; 412 when `version` (or `If-Match`) is no longer the present one."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_product(request.actor, product_id, changes, version)
    return queries.product_after_write(request.actor, product_id)


@endpoint(router, "DELETE", "/products/{product_id}", operation="deleteProduct", permission="product.delete")
def delete_product(request: ApiRequest, product_id: UUID) -> None:
    """Put a product in the trash."""
    actions.delete_product(request.actor, product_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/products/{product_id}/restore",
    operation="restoreProduct",
    permission="product.delete",
    response=ProductDetail,
    status=200,
)
def restore_product(request: ApiRequest, product_id: UUID) -> dict[str, Any]:
    """Take a product back out of the trash."""
    actions.restore_product(request.actor, product_id, expected_version(request))
    return queries.product_after_write(request.actor, product_id)
