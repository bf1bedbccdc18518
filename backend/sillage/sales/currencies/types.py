"""Sums by currency, rates by day, and the total they make: plain values that may cross the door."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """What deals of one currency are worth, in hundredths of it; `day` is when they closed, None while open.

    `weighted` is amount times probability, in hundredths of a hundredth.
    """

    currency: str
    day: date | None
    count: int
    amount: int
    weighted: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """What no rate converts: one currency's own sum."""

    currency: str
    count: int
    amount: int
    weighted: int


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in the workspace's currency, in hundredths, and beside it what has no rate.

    `count` counts every deal, also those apart.
    """

    count: int
    amount: int
    weighted: int
    apart: tuple[Apart, ...] = ()

    def __add__(self, other: Total) -> Total:
        return Total(
            self.count + other.count,
            self.amount + other.amount,
            self.weighted + other.weighted,
            _gathered([*self.apart, *other.apart]),
        )


NOTHING = Total(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Rates:
    """The dated rates into one currency: per foreign currency, days in order with their rate."""

    base: str
    today: date
    known: Mapping[str, Sequence[tuple[date, Decimal]]]

    def rate(self, currency: str, day: date | None) -> Decimal | None:
        """How many units of the base one unit is worth on a day, today for None; None without a rate.

        A rate holds from its day until the next one; nothing is extrapolated before the first.
        """
        if currency == self.base:
            return Decimal(1)
        entries = self.known.get(currency, ())
        place = bisect_right([valid_on for valid_on, _ in entries], day or self.today)
        return entries[place - 1][1] if place else None

    def total(self, sums: Iterable[Sum]) -> Total:
        """The sums together: converted at the rate of their day, each sum rounded half up, others apart."""
        count = amount = 0
        # Parts of a cent add up before they are rounded.
        weighted = Decimal(0)
        apart: list[Apart] = []
        for entry in sums:
            count += entry.count
            rate = self.rate(entry.currency, entry.day)
            if rate is None:
                apart.append(Apart(entry.currency, entry.count, entry.amount, _rounded(Decimal(entry.weighted) / 100)))
            else:
                amount += _rounded(entry.amount * rate)
                weighted += entry.weighted * rate / 100
        return Total(count, amount, _rounded(weighted), _gathered(apart))


def _gathered(parts: Sequence[Apart]) -> tuple[Apart, ...]:
    found: dict[str, Apart] = {}
    for part in parts:
        before = found.get(part.currency, Apart(part.currency, 0, 0, 0))
        found[part.currency] = Apart(
            part.currency,
            before.count + part.count,
            before.amount + part.amount,
            before.weighted + part.weighted,
        )
    return tuple(found[currency] for currency in sorted(found))


def _rounded(value: Decimal) -> int:
    return int(Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_UP))
