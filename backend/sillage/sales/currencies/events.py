"""What happens to the currencies of a workspace. They are settings: audited, not replayed by undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class CurrenciesChanged(Event):
    """Deals may be in other currencies from now on."""

    kind: ClassVar[str] = "currency.list_changed"
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExchangeRatesEntered(Event):
    """Rates were entered or corrected, for these currencies."""

    kind: ClassVar[str] = "currency.rates_entered"
    currencies: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ExchangeRateRemoved(Event):
    """A rate was removed."""

    kind: ClassVar[str] = "currency.rate_removed"
    currency: str
