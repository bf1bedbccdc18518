from decimal import Decimal

import pytest

from sillage.sales.statistics.rules import average, percent, velocity, win_rate


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(320, 1000, "32.00"), (140, 320, "43.75"), (60, 140, "42.86"), (15, 60, "25.00"), (15, 1000, "1.50")],
)
def test_stage_conversion_is_entered_next_among_entered(part, whole, share):
    assert percent(part, whole) == Decimal(share)


def test_nothing_converts_to_no_share():
    assert percent(0, 0) is None
    assert win_rate(0, 0) is None


def test_the_win_rate_is_won_among_decided():
    assert win_rate(1, 3) == Decimal("25.00")
    assert win_rate(2900, 1742) == Decimal("62.47")


def test_velocity_is_what_the_pipeline_brings_a_day():
    assert velocity(40, Decimal(25), 8_000_00, Decimal(50)) == 1_600_00


def test_velocity_is_unknown_while_a_factor_is():
    assert velocity(40, None, 8_000_00, Decimal(50)) is None
    assert velocity(40, Decimal(25), None, Decimal(50)) is None
    assert velocity(40, Decimal(25), 8_000_00, Decimal(0)) is None


def test_the_average_amount_rounds_half_up():
    assert average(5, 2) == 3
    assert average(0, 0) is None
