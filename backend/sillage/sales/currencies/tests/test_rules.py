from datetime import date
from decimal import Decimal

import pytest

from sillage.kernel.values import WrongValue
from sillage.sales.currencies.rules import currency_code, exchange_rate
from sillage.sales.currencies.types import NOTHING, Apart, Rates, Sum, Total

RATES = Rates(
    "EUR",
    date(2026, 11, 21),
    {
        "USD": [(date(2026, 1, 1), Decimal("0.90")), (date(2026, 7, 1), Decimal("0.85"))],
        "JPY": [(date(2026, 11, 30), Decimal("0.0061"))],
    },
)


def test_a_rate_holds_from_its_day_until_the_next_one():
    assert RATES.rate("USD", date(2026, 1, 1)) == Decimal("0.90")
    assert RATES.rate("USD", date(2026, 6, 30)) == Decimal("0.90")
    assert RATES.rate("USD", date(2026, 7, 1)) == Decimal("0.85")
    assert RATES.rate("USD", None) == Decimal("0.85")
    assert RATES.rate("EUR", date(1999, 1, 1)) == 1


def test_there_is_no_rate_before_the_first_one_nor_for_an_unknown_currency():
    assert RATES.rate("USD", date(2025, 12, 31)) is None
    assert RATES.rate("JPY", None) is None
    assert RATES.rate("GBP", None) is None


def test_a_total_converts_each_sum_at_the_rate_of_its_day():
    total = RATES.total(
        [
            Sum("EUR", None, 2, 100_00, 50_00 * 100),
            Sum("USD", None, 1, 1000_00, 1000_00 * 60),
            Sum("USD", date(2026, 3, 1), 1, 1000_00),
        ]
    )

    assert total == Total(count=4, amount=100_00 + 850_00 + 900_00, weighted=50_00 + 510_00)


def test_what_has_no_rate_stands_apart_by_currency():
    total = RATES.total(
        [
            Sum("EUR", None, 1, 10_00, 10_00 * 100),
            Sum("GBP", None, 2, 70_00, 70_00 * 50),
            Sum("GBP", date(2026, 1, 1), 1, 30_00, 0),
            Sum("USD", date(2020, 1, 1), 1, 5_00, 0),
        ]
    )

    assert (total.count, total.amount, total.weighted) == (5, 10_00, 10_00)
    assert total.apart == (Apart("GBP", 3, 100_00, 35_00), Apart("USD", 1, 5_00, 0))


def test_conversion_rounds_half_up_once_per_sum():
    assert RATES.total([Sum("USD", None, 1, 1)]).amount == 1
    assert RATES.total([Sum("USD", None, 1, 10)]).amount == 9
    assert RATES.total([Sum("USD", date(2026, 2, 1), 1, 5)]).amount == 5


def test_totals_add_up_with_what_stands_apart():
    left = Total(1, 100, 50, (Apart("GBP", 1, 10, 5),))
    right = Total(2, 200, 20, (Apart("CHF", 1, 1, 1), Apart("GBP", 1, 10, 5)))

    assert left + right == Total(3, 300, 70, (Apart("CHF", 1, 1, 1), Apart("GBP", 2, 20, 10)))
    assert NOTHING + left == left


@pytest.mark.parametrize(("written", "kept"), [("0,92", "0.92"), ("1.0800", "1.08"), (Decimal("0.00000001"), "1E-8")])
def test_a_rate_is_kept_exactly(written, kept):
    assert exchange_rate(written) == Decimal(kept)


@pytest.mark.parametrize("written", ["0", "-1", "abc", "NaN", "Infinity", "0.123456789", "1000000000"])
def test_a_rate_that_is_none_is_refused(written):
    with pytest.raises(WrongValue):
        exchange_rate(written)


def test_currencies_are_those_of_iso_4217():
    assert currency_code(" usd ") == "USD"
    with pytest.raises(WrongValue):
        currency_code("ABC")
