"""What currencies and rates may be."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import list_currencies

from sillage.kernel.text import Text
from sillage.kernel.values import Cleaner, WrongValue, day, line

_KNOWN: frozenset[str] = frozenset(list_currencies())
MOST_RATES = 2000
NOT_OFFERED = Text(
    fr="{currency} n’est pas une devise de cet espace : un administrateur peut l’ajouter dans Réglages, Devises",
    en="{currency} is not a currency of this workspace: an administrator can add it in Settings, Currencies",
)
OWN_CURRENCY = Text(
    fr="{currency} est la devise de l’espace : elle n’a pas de taux",
    en="{currency} is the workspace’s own currency: it has no rate",
)


def currency_code(value: Any) -> str:
    """A currency as three capital letters (ISO 4217)."""
    text = str(line(3)(value)).upper()
    if text not in _KNOWN:
        raise WrongValue(
            "unknown_currency",
            "Une devise s’écrit en trois lettres, par exemple EUR",
            "A currency is three letters, such as EUR",
        )
    return text


def exchange_rate(value: Any) -> Decimal:
    """How much of the workspace's currency one unit is worth: above 0, at most 8 decimals."""
    try:
        found = value if isinstance(value, Decimal) else Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation as error:
        raise WrongValue(
            "not_a_rate", "Un taux est attendu, par exemple 0,92", "A rate is expected, like 0.92"
        ) from error
    if not found.is_finite() or not Decimal(0) < found < Decimal(10) ** 9:
        raise WrongValue("rate_out_of_range", "Un taux est plus grand que 0", "A rate is greater than 0")
    exact = found.normalize()
    if -int(exact.as_tuple().exponent) > 8:
        raise WrongValue("decimal_max_places", "Au plus 8 décimales", "At most 8 decimals")
    return exact


CLEANERS: dict[str, Cleaner] = {"currency": currency_code, "valid_on": day, "rate": exchange_rate}


def refused(currency: str, allowed: Collection[str]) -> Text | None:
    """Why a deal may not be in this currency; None when it may."""
    return None if currency in allowed else NOT_OFFERED.format(currency=currency)
