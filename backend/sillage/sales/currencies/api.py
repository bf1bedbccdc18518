"""Currencies and rates over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.sales.currencies import actions, queries
from sillage.sales.currencies.schemas import CurrenciesIn, CurrencySettings, ExchangeRateOut, ExchangeRatesIn

router = Router(tags=["currencies"])
SEE = "deal.see"
MANAGE = "currency.manage"


@endpoint(router, "GET", "/currencies", operation="listCurrencies", permission=SEE, response=CurrencySettings)
def list_currencies(request: ApiRequest) -> dict[str, Any]:
    """The currencies deals may be in, with their rate of today."""
    return queries.currency_settings(request.actor)


@endpoint(router, "PUT", "/currencies", operation="setCurrencies", permission=MANAGE, response=CurrencySettings)
def set_currencies(request: ApiRequest, values: CurrenciesIn) -> dict[str, Any]:
    """Say which currencies deals may be in beside the workspace's own."""
    actions.set_currencies(request.actor, values.codes)
    return queries.currency_settings(request.actor)


@endpoint(
    router,
    "GET",
    "/exchange-rates",
    operation="listExchangeRates",
    permission=SEE,
    response=list[ExchangeRateOut],
)
def list_exchange_rates(request: ApiRequest) -> list[dict[str, Any]]:
    """The dated rates into the workspace's currency, the latest first."""
    return queries.exchange_rates(request.actor)


@endpoint(
    router,
    "POST",
    "/exchange-rates",
    operation="enterExchangeRates",
    permission=MANAGE,
    response=list[ExchangeRateOut],
    status=200,
)
def enter_exchange_rates(request: ApiRequest, values: ExchangeRatesIn) -> list[dict[str, Any]]:
    """Enter dated rates; one of the same currency and day is replaced."""
    actions.enter_rates(request.actor, [entry.model_dump() for entry in values.rates])
    return queries.exchange_rates(request.actor)


@endpoint(router, "DELETE", "/exchange-rates/{rate_id}", operation="removeExchangeRate", permission=MANAGE)
def remove_exchange_rate(request: ApiRequest, rate_id: UUID) -> None:
    """Remove a rate; the one before holds again."""
    actions.remove_rate(request.actor, rate_id)
