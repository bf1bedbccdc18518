"""The figures of a pipeline, on plain numbers.

Stage conversion is entered next ÷ entered stage, by cohort of entry; win rate is won ÷ (won + lost);
velocity is open deals × win rate × average value ÷ cycle days, per day.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent with two decimals, half up; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / whole).quantize(_CENT, rounding=ROUND_HALF_UP)


def win_rate(won: int, lost: int) -> Decimal | None:
    """Won deals among those decided, in percent; None while none is."""
    return percent(won, won + lost)


def average(total_minor: int, count: int) -> int | None:
    """The mean amount in hundredths, half up; None of nothing."""
    if count == 0:
        return None
    return int((Decimal(total_minor) / count).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def velocity(
    open_deals: int, rate: Decimal | None, average_minor: int | None, cycle_days: Decimal | None
) -> int | None:
    """What the pipeline brings a day, in hundredths, half up; None while a factor is unknown or the cycle is nil."""
    if rate is None or average_minor is None or not cycle_days:
        return None
    found = Decimal(open_deals) * rate / 100 * average_minor / cycle_days
    return int(found.quantize(Decimal(1), rounding=ROUND_HALF_UP))
