"""What the API takes and gives for products."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import StringConstraints

from sillage.kernel.http.schemas import Amount, Line, OptionalLine, Paragraph, Plain, Schema, Version

ProductKind = Literal["product", "service"]
Reference = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Plain]
Unit = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20), Plain]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Rate = Literal["0", "1.05", "1.75", "2.1", "5.5", "8.5", "10", "20"]


class _ProductFields(Schema):
    kind: ProductKind | None = None
    description: Paragraph | None = None
    unit: Unit | None = None
    price: Amount | None = None
    currency: CurrencyCode | None = None
    vat_rate: Rate | None = None
    active: bool | None = None


class ProductIn(_ProductFields):
    """A new product or service. Without currency its price is in the workspace's."""

    reference: Reference
    name: Line


class ProductPatch(_ProductFields):
    """What changes of a product: only the fields present. `version` is the one last seen."""

    version: Version | None = None
    reference: Reference | None = None
    name: Line | None = None


class ProductOut(Schema):
    """A product in a list. `price` is without VAT in `currency`, `vat_rate` a percentage as text."""

    id: UUID
    version: int
    name: str
    reference: str
    kind: ProductKind
    unit: str | None
    price: str | None
    currency: str
    vat_rate: str | None
    active: bool
    created_at: datetime
    updated_at: datetime


class ProductDetail(ProductOut):
    """A product with everything known of it; `timeline` only when asked for."""

    description: str | None
    timeline: dict[str, Any] | None = None


class VatRateOut(Schema):
    """A VAT rate in force, with where it is written. `checked_on` is null while nobody checked it."""

    rate: str
    label: str
    territory: Literal["mainland", "overseas"]
    valid_from: date
    valid_to: date | None
    source: str
    source_url: OptionalLine
    checked_on: date | None
