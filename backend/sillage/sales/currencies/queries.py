"""Reading currencies and rates: few rows, read whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sillage.kernel import clock
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor, require
from sillage.sales.currencies.models import ExchangeRate, WorkspaceCurrency
from sillage.sales.currencies.types import Rates

_OWN = "SELECT currency FROM identity_workspace WHERE id = nullif(current_setting('app.workspace', true), '')::uuid"


def own_currency() -> str:
    """The currency of the entered workspace: that of its totals."""
    return str(fetch(_OWN)[0][0])


def allowed_currencies() -> tuple[str, ...]:
    """The currencies deals may be in, the workspace's own first."""
    own = own_currency()
    others = WorkspaceCurrency.objects.exclude(code=own).order_by("code").values_list("code", flat=True)
    return (own, *others)


def rates_of(actor: Actor) -> Rates:
    """Every rate into the workspace's currency, as of the actor's day."""
    base = own_currency()
    known: dict[str, list[tuple[date, Decimal]]] = {}
    rows = ExchangeRate.objects.filter(base=base).order_by("currency", "valid_on")
    for currency, valid_on, rate in rows.values_list("currency", "valid_on", "rate"):
        known.setdefault(currency, []).append((valid_on, rate))
    today = clock.now().astimezone(ZoneInfo(actor.time_zone)).date()
    return Rates(base, today, known)


def currency_settings(actor: Actor) -> dict[str, Any]:
    """The currencies of deals with their rate of today, null without one. Raises `Forbidden`."""
    require(actor, "deal.see")
    rates = rates_of(actor)
    entries = [
        {"code": code, "own": code == rates.base, "rate": _text(rates.rate(code, None))}
        for code in allowed_currencies()
    ]
    return {"base": rates.base, "currencies": entries}


def exchange_rates(actor: Actor) -> list[dict[str, Any]]:
    """The rates into the workspace's currency, the latest first, 2,000 at most. Raises `Forbidden`."""
    require(actor, "deal.see")
    rows = ExchangeRate.objects.filter(base=own_currency()).order_by("-valid_on", "currency")[:2000]
    return [{"id": row.id, "currency": row.currency, "valid_on": row.valid_on, "rate": _text(row.rate)} for row in rows]


def _text(rate: Decimal | None) -> str | None:
    return None if rate is None else format(rate.normalize(), "f")
