"""Rate limits: exact where they are small, never exceeded however many processes count."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from pytest_django.fixtures import Settings

from sillage.kernel.cache.limits import forget_leases, spend
from sillage.kernel.errors import TooManyRequests

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_leases() -> Iterator[None]:
    forget_leases()
    yield
    forget_leases()


def granted(name: str, caller: str, wanted: int, *, processes: int = 1) -> int:
    """How many of the requests pass; each process keeps no leases of the others."""
    passed = 0
    for number in range(wanted):
        if processes > 1 and number % (wanted // processes) == 0:
            forget_leases()
        try:
            spend(name, caller)
        except TooManyRequests:
            continue
        passed += 1
    return passed


@time_machine.travel(NOON, tick=False)
def test_exactly_ten_sign_ins_a_minute_pass(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10

    assert granted("sign_in", "192.0.2.1", 25) == 10


@time_machine.travel(NOON, tick=False)
def test_a_small_limit_is_exact_over_several_processes(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10

    assert granted("sign_in", "192.0.2.1", 40, processes=4) == 10


@time_machine.travel(NOON, tick=False)
def test_a_large_limit_is_never_exceeded_by_several_processes(settings: Settings) -> None:
    settings.SILLAGE_RATE_USER = 1000

    passed = granted("user", "somebody", 4000, processes=4)

    assert 850 <= passed <= 1000


@time_machine.travel(NOON, tick=False)
def test_callers_do_not_share_a_limit(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 2

    assert granted("sign_in", "192.0.2.1", 5) == 2
    assert granted("sign_in", "192.0.2.2", 5) == 2


def test_a_new_minute_gives_a_new_allowance(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 3
    with time_machine.travel(NOON, tick=False) as traveller:
        assert granted("sign_in", "192.0.2.1", 5) == 3

        traveller.shift(60)

        assert granted("sign_in", "192.0.2.1", 5) == 3


@time_machine.travel(NOON, tick=False)
def test_a_refusal_says_when_to_come_back_and_asks_the_database_once(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 1
    spend("sign_in", "192.0.2.1")

    with pytest.raises(TooManyRequests) as refused:
        spend("sign_in", "192.0.2.1")

    assert refused.value.headers == {"Retry-After": "45"}
    with connection.execute_wrapper(_refuse_queries), pytest.raises(TooManyRequests):
        spend("sign_in", "192.0.2.1")


def _refuse_queries(*_args: object) -> None:
    raise AssertionError("a refused caller must not cost a query")


@pytest.mark.django_db(transaction=True)
def test_a_small_limit_is_exact_for_requests_at_the_same_time(settings: Settings) -> None:
    settings.SILLAGE_RATE_SIGN_IN = 10
    passed: list[int] = []

    def try_often() -> None:
        passed.append(granted("sign_in", "192.0.2.1", 8))
        connection.close()

    with time_machine.travel(NOON, tick=False):
        threads = [threading.Thread(target=try_often) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(passed) == 10
