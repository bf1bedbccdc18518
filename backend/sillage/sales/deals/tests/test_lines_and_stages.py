from datetime import UTC, datetime, timedelta

import pytest

from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import InvalidFields
from sillage.products.catalogue.actions import create_product
from sillage.sales.currencies.actions import enter_rates, set_currencies
from sillage.sales.deals import actions
from sillage.sales.deals.models import Deal
from sillage.sales.lines.models import DealLine
from sillage.sales.testing import make_pipeline

pytestmark = pytest.mark.django_db

STAGES = [
    {"name": "Lead", "probability": 10, "kind": "open", "rotting_days": 10},
    {"name": "Pitch", "probability": 50, "kind": "open", "required_fields": ["source", "amount"]},
    {"name": "Signé", "kind": "won"},
    {"name": "Perdu", "kind": "lost", "required_fields": ["loss_reason_id"]},
]
TV1 = [
    {"name": "Conseil", "quantity": "12.5", "unit_price": "95.00", "vat_rate": "20"},
    {"name": "Documentation", "quantity": "3", "unit_price": "49.99", "discount_percent": "10", "vat_rate": "5.5"},
    {"name": "Repas", "quantity": "7", "unit_price": "18.333", "vat_rate": "10"},
]


@pytest.fixture
def member():
    return make_member(make_workspace(), "administrator")


@pytest.fixture
def admin(member):
    return actor_of(member)


@pytest.fixture
def pipeline(admin):
    return make_pipeline(admin, "Ventes", STAGES)


@pytest.fixture
def unit(admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


def paths(refused):
    return [(field.path, field.code) for field in refused.value.fields]


def test_a_deal_with_lines_is_worth_their_sum_each_rounded_once(admin, unit):
    deal_id = actions.create_deal(admin, {"name": "Deal", "amount": "9", "lines": TV1})

    nets = list(DealLine.objects.filter(deal_id=deal_id).order_by("position").values_list("net_minor", flat=True))
    assert nets == [118750, 13497, 12833]
    assert Deal.objects.get(id=deal_id).amount_minor == 145080


def test_while_there_are_lines_the_amount_follows_them(admin, unit):
    deal_id = actions.create_deal(admin, {"name": "Deal", "lines": TV1})

    with pytest.raises(InvalidFields) as refused:
        actions.update_deal(admin, deal_id, {"amount": "5"})
    assert paths(refused) == [("amount", "follows_lines")]

    actions.update_deal(admin, deal_id, {"lines": []})
    actions.update_deal(admin, deal_id, {"amount": "5"})
    assert Deal.objects.get(id=deal_id).amount_minor == 500


def test_a_line_takes_over_what_its_product_says(admin, unit):
    product = create_product(
        admin, {"reference": "A", "name": "Audit", "price": "1250", "unit": "jour", "vat_rate": "20"}
    )

    deal_id = actions.create_deal(admin, {"name": "Deal", "lines": [{"product_id": product, "quantity": "2"}]})

    line = DealLine.objects.get(deal_id=deal_id)
    assert (line.name, line.unit, line.vat_rate, line.net_minor) == ("Audit", "jour", "20", 250000)


@pytest.mark.parametrize(
    ("line", "path", "code"),
    [
        ({"unit_price": "5"}, "lines.0.name", "missing"),
        ({"name": "A"}, "lines.0.unit_price", "missing"),
        ({"name": "A", "unit_price": "5", "quantity": "0"}, "lines.0.quantity", "out_of_range"),
        ({"name": "A", "unit_price": "5", "discount_percent": "101"}, "lines.0.discount_percent", "out_of_range"),
        ({"name": "A", "unit_price": "5", "vat_rate": "19.6"}, "lines.0.vat_rate", "unknown_vat_rate"),
        ({"product_id": "0" * 32}, "lines.0.product_id", "unknown_product"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(admin, unit, line, path, code):
    with pytest.raises(InvalidFields) as refused:
        actions.create_deal(admin, {"name": "Deal", "lines": [line]})

    assert paths(refused) == [(path, code)]
    assert not Deal.objects.exists()


def test_a_stage_refuses_a_deal_without_what_it_requires_whoever_moves_it(admin, pipeline, unit):
    pitch = pipeline.stages["Pitch"]
    deal_id = actions.create_deal(admin, {"name": "Deal", "stage_id": pipeline.stages["Lead"]})
    asked = [("source", "required_to_enter"), ("amount", "required_to_enter")]

    for attempt in (
        lambda: actions.move_deal(admin, deal_id, to_stage=pitch),
        lambda: actions.update_deal(admin, deal_id, {"stage_id": pitch}),
        lambda: actions.create_deal(admin, {"name": "Autre", "stage_id": pitch}),
    ):
        with pytest.raises(InvalidFields) as refused:
            attempt()
        assert paths(refused) == asked
    with pytest.raises(InvalidFields) as refused:
        actions.create_deals(admin, [{"name": "Importé", "stage_id": pitch, "source": "Salon"}])
    assert paths(refused) == [("0.amount", "required_to_enter")]
    assert list(Deal.objects.values_list("stage_id", flat=True)) == [pipeline.stages["Lead"]]


def test_what_is_missing_may_come_with_the_move(admin, pipeline, unit):
    deal_id = actions.create_deal(admin, {"name": "Deal", "stage_id": pipeline.stages["Lead"]})

    actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Pitch"], values={"source": "Salon", "amount": "10"})
    with pytest.raises(InvalidFields):
        actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Perdu"])
    actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Perdu"], lost_reason="Trop cher")

    found = Deal.objects.get(id=deal_id)
    assert (found.source, found.amount_minor, found.status, found.lost_reason) == ("Salon", 1000, "lost", "Trop cher")


def test_board_totals_convert_open_deals_and_keep_apart_what_has_no_rate(member, admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        set_currencies(admin, ["USD", "GBP"])
        enter_rates(admin, [{"currency": "USD", "valid_on": "2026-01-01", "rate": "0.90"}])
        for currency in ("EUR", "USD", "GBP"):
            values = {"name": currency, "amount": "100", "currency": currency, "stage_id": pipeline.stages["Lead"]}
            actions.create_deal(admin, values)

    found = client_of(member).get(f"/pipelines/{pipeline.id}/board").json()

    lead = found["stages"][0]
    assert (lead["count"], lead["amount"], lead["weighted_amount"]) == (3, "190.00", "19.00")
    assert lead["apart"] == [{"currency": "GBP", "count": 1, "amount": "100.00", "weighted_amount": "10.00"}]
    assert (found["open_amount"], found["apart"][0]["amount"]) == ("190.00", "100.00")


def test_quick_filters_narrow_totals_and_cards_alike(member, admin, pipeline):
    lead = pipeline.stages["Lead"]
    with workspace_transaction(admin.workspace_id, admin.user_id):
        with clock.at(datetime.now(UTC) - timedelta(days=11)):
            actions.create_deal(admin, {"name": "Dort", "stage_id": lead, "expected_close_on": "2199-01-01"})
        actions.create_deal(admin, {"name": "En retard", "stage_id": lead, "expected_close_on": "2020-01-01"})
    client = client_of(member)

    def names(query):
        column = client.get(f"/pipelines/{pipeline.id}/board?{query}").json()["stages"][0]
        more = client.get(f"/pipelines/{pipeline.id}/board/{lead}/cards?{query}").json()["items"]
        assert [card["name"] for card in more] == [card["name"] for card in column["cards"]]
        assert column["count"] == len(more)
        return [card["name"] for card in more]

    assert names("rotting=true") == ["Dort"]
    assert names("late=true") == ["En retard"]
    assert names("text=retard") == ["En retard"]
    assert names("no_next_step=true") == ["En retard", "Dort"]
    assert names("closing_this_month=true") == []


def test_lanes_add_up_by_owner(member, admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        actions.create_deal(admin, {"name": "A", "amount": "100", "stage_id": pipeline.stages["Lead"]})
        actions.create_deal(admin, {"name": "B", "amount": "30", "stage_id": pipeline.stages["Lead"], "owner_id": None})

    lanes = client_of(member).get(f"/pipelines/{pipeline.id}/lanes").json()["lanes"]

    assert [(lane["owner_id"], lane["count"], lane["amount"], lane["weighted_amount"]) for lane in lanes] == [
        (str(admin.member_id), 1, "100.00", "10.00"),
        (None, 1, "30.00", "3.00"),
    ]
