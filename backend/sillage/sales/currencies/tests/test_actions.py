from datetime import date
from decimal import Decimal

import pytest

from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound
from sillage.sales.currencies import actions, queries
from sillage.sales.currencies.models import ExchangeRate

pytestmark = pytest.mark.django_db

USD = {"currency": "USD", "valid_on": "2026-11-01", "rate": "0.92"}


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


def test_deals_may_be_in_the_own_currency_and_those_chosen(admin, unit):
    actions.set_currencies(admin, ["usd", "CHF", "EUR"])

    assert queries.allowed_currencies() == ("EUR", "CHF", "USD")

    actions.set_currencies(admin, ["USD"])
    assert queries.allowed_currencies() == ("EUR", "USD")


def test_a_wrong_code_is_named_and_the_list_stays(admin, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.set_currencies(admin, ["USD", "ZZZ"])

    assert [field.path for field in refused.value.fields] == ["codes.1"]
    assert queries.allowed_currencies() == ("EUR",)


def test_a_rate_of_the_same_day_is_corrected(admin, unit):
    actions.set_currencies(admin, ["USD"])
    actions.enter_rates(admin, [USD])
    actions.enter_rates(admin, [USD | {"rate": "0.93"}])

    assert list(ExchangeRate.objects.values_list("valid_on", "rate")) == [(date(2026, 11, 1), Decimal("0.93"))]


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"currency": "EUR"}, "rates.1.currency"),
        ({"currency": "GBP"}, "rates.1.currency"),
        ({"rate": "0"}, "rates.1.rate"),
        ({"valid_on": "hier"}, "rates.1.valid_on"),
        ({}, "rates.1.valid_on"),
    ],
)
def test_one_wrong_rate_enters_none(admin, unit, wrong, path):
    actions.set_currencies(admin, ["USD"])

    with pytest.raises(InvalidFields) as refused:
        actions.enter_rates(admin, [USD, USD | wrong])

    assert [field.path for field in refused.value.fields] == [path]
    assert not ExchangeRate.objects.exists()


def test_a_removed_rate_gives_way_to_the_one_before(admin, unit):
    actions.set_currencies(admin, ["USD"])
    actions.enter_rates(admin, [USD, USD | {"valid_on": "2026-11-10", "rate": "0.95"}])
    latest = queries.exchange_rates(admin)[0]

    actions.remove_rate(admin, latest["id"])

    assert latest["rate"] == "0.95"
    assert queries.rates_of(admin).rate("USD", date(2026, 11, 20)) == Decimal("0.92")


def test_a_manager_may_not_touch_currencies(admin, unit):
    manager = actor_of(make_member(Workspace.objects.get(id=admin.workspace_id), "manager"))

    for refused in (
        lambda: actions.set_currencies(manager, ["USD"]),
        lambda: actions.enter_rates(manager, [USD]),
        lambda: actions.remove_rate(manager, admin.workspace_id),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert queries.allowed_currencies() == ("EUR",)


def test_another_workspace_has_its_own_rates(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        actions.set_currencies(admin, ["USD"])
        actions.enter_rates(admin, [USD])
        rate_id = queries.exchange_rates(admin)[0]["id"]
    stranger = actor_of(make_member(make_workspace("Autre"), "administrator"))

    with workspace_transaction(stranger.workspace_id, stranger.user_id):
        assert queries.exchange_rates(stranger) == []
        with pytest.raises(NotFound):
            actions.remove_rate(stranger, rate_id)


def test_the_settings_show_each_currency_with_its_rate_of_today():
    client = client_of(make_member(make_workspace(), "administrator"))
    client.put("/currencies", {"codes": ["USD", "GBP"]})
    client.post("/exchange-rates", {"rates": [{"currency": "USD", "valid_on": "2026-01-01", "rate": "0.92"}]})

    assert client.get("/currencies").json() == {
        "base": "EUR",
        "currencies": [
            {"code": "EUR", "own": True, "rate": "1"},
            {"code": "GBP", "own": False, "rate": None},
            {"code": "USD", "own": False, "rate": "0.92"},
        ],
    }
