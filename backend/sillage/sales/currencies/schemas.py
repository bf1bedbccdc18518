"""What the API takes and gives for currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Schema

CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Rate = Annotated[Decimal, Field(gt=0, lt=1_000_000_000, decimal_places=8)]


class CurrencyOut(Schema):
    """A currency deals may be in; `rate` is what one unit is worth today, null without a rate."""

    code: str
    own: bool
    rate: str | None


class CurrencySettings(Schema):
    """The currencies of deals; totals are in `base`."""

    base: str
    currencies: list[CurrencyOut]


class CurrenciesIn(Schema):
    """The currencies deals may be in beside the workspace's own."""

    codes: Annotated[list[CurrencyCode], Field(max_length=180)]


class ExchangeRateIn(Schema):
    """From `valid_on` on, one unit of `currency` is worth `rate` units of the workspace's currency."""

    currency: CurrencyCode
    valid_on: date
    rate: Rate


class ExchangeRatesIn(Schema):
    """Rates to enter; one of the same currency and day is replaced."""

    rates: Annotated[list[ExchangeRateIn], Field(min_length=1, max_length=2000)]


class ExchangeRateOut(Schema):
    """A dated rate."""

    id: UUID
    currency: str
    valid_on: date
    rate: str


class ApartOut(Schema):
    """What no rate converts, in its own currency."""

    currency: str
    count: int
    amount: str
    weighted_amount: str
