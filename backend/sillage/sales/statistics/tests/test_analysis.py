from datetime import UTC, datetime, timedelta

import pytest

from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.records.trash.actions import undo_change_set
from sillage.sales.currencies.actions import enter_rates, set_currencies
from sillage.sales.deals import actions
from sillage.sales.deals.models import StageVisit
from sillage.sales.pipelines.queries import loss_reasons
from sillage.sales.pipelines.reasons import create_ready_reasons
from sillage.sales.testing import make_pipeline

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
PERIOD = "begin=2026-01-01&end=2026-12-31"
STAGES = [
    {"name": "Lead", "probability": 10, "kind": "open"},
    {"name": "Pitch", "probability": 40, "kind": "open"},
    {"name": "Signé", "kind": "won"},
    {"name": "Perdu", "kind": "lost"},
]


@pytest.fixture
def member():
    return make_member(make_workspace(), "administrator", name="Camille Jourdan")


@pytest.fixture
def admin(member):
    return actor_of(member)


@pytest.fixture
def pipeline(admin):
    return make_pipeline(admin, "Ventes", STAGES)


def told(admin, pipeline, steps, **values):
    """A deal created in Lead and moved: `steps` are (day, stage, values) after the start."""
    with workspace_transaction(admin.workspace_id, admin.user_id):
        with clock.at(START):
            deal_id = actions.create_deal(
                admin,
                {"name": "Deal", "stage_id": pipeline.stages["Lead"], "opened_on": START.date().isoformat(), **values},
            )
        for days, stage, more in steps:
            with clock.at(START + timedelta(days=days)):
                actions.move_deal(admin, deal_id, to_stage=pipeline.stages[stage], values=more)
    return deal_id


def figures(member, pipeline, query=PERIOD):
    found = client_of(member).get(f"/pipelines/{pipeline.id}/analysis?{query}")
    assert found.status_code == 200, found.content
    return found.json()


def test_conversion_counts_who_went_on_among_who_entered(member, admin, pipeline):
    told(admin, pipeline, [(4, "Pitch", {}), (10, "Signé", {})])
    told(admin, pipeline, [(6, "Pitch", {}), (9, "Perdu", {})])
    told(admin, pipeline, [(2, "Perdu", {})])
    told(admin, pipeline, [(8, "Signé", {})])
    told(admin, pipeline, [])

    found = figures(member, pipeline)

    rows = [(row["entered"], row["advanced"], row["lost"], row["conversion"]) for row in found["stages"]]
    assert rows == [(5, 3, 1, "60.00"), (2, 1, 1, "50.00"), (2, 0, 0, None), (2, 0, 0, None)]
    assert found["overall"] == {"entered": 5, "won": 2, "conversion": "40.00"}


def test_time_in_stage_is_the_median_and_ninetieth_percentile_of_ended_stays(member, admin, pipeline):
    for days in (2, 4, 10):
        told(admin, pipeline, [(days, "Pitch", {})])
    told(admin, pipeline, [])

    lead = figures(member, pipeline)["stages"][0]

    # Linear interpolation between 4 and 10 at nine tenths of the way through three values: 4 + 0.8 × 6.
    assert (lead["stays"], lead["median_days"], lead["p90_days"]) == (3, "4.0", "8.8")


def test_cohorts_keep_to_the_period_of_entry(member, admin, pipeline):
    told(admin, pipeline, [(40, "Pitch", {})])

    march = figures(member, pipeline, "begin=2026-03-01&end=2026-03-31")["stages"]
    april = figures(member, pipeline, "begin=2026-04-01&end=2026-04-30")["stages"]

    assert [(row["entered"], row["advanced"]) for row in march[:2]] == [(1, 1), (0, 0)]
    assert [(row["entered"], row["advanced"]) for row in april[:2]] == [(0, 0), (1, 0)]


def test_decided_deals_are_told_by_source_owner_month_and_reason(member, admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        create_ready_reasons(admin)
        price = loss_reasons(admin)[0]["id"]
    told(admin, pipeline, [(10, "Signé", {})], amount="300", source="Salon")
    told(admin, pipeline, [(40, "Signé", {})], amount="100", source="SALON")
    told(admin, pipeline, [(10, "Perdu", {"loss_reason_id": price})], amount="50", source="Site web")
    told(admin, pipeline, [(10, "Perdu", {"lost_reason": "Autre piste"})], amount="20")
    told(admin, pipeline, [], amount="999")

    found = figures(member, pipeline)

    assert (found["won"]["count"], found["won"]["amount"], found["lost"]["amount"]) == (2, "400.00", "70.00")
    assert (found["win_rate"], found["average_amount"], found["cycle_days"]) == ("50.00", "200.00", "25.0")
    # 1 open deal × 50 % × 200 € ÷ 25 days.
    assert (found["open_deals"], found["velocity"]) == (1, "4.00")
    assert [(row["key"], row["won"]["count"], row["lost"], row["win_rate"]) for row in found["by_source"]] == [
        ("salon", 2, 0, "100.00"),
        ("none", 0, 1, "0.00"),
        ("site web", 0, 1, "0.00"),
    ]
    assert [(row["label"], row["won"]["count"], row["lost"]) for row in found["by_owner"]] == [
        ("Camille Jourdan", 2, 2)
    ]
    assert [(row["key"], row["won"]["amount"]) for row in found["by_month"]] == [
        ("2026-03", "300.00"),
        ("2026-04", "100.00"),
    ]
    assert [(row["label"], row["count"], row["amount"]) for row in found["loss_reasons"]] == [
        ("Prix", 1, "50.00"),
        ("Autre piste", 1, "20.00"),
    ]


def test_won_amounts_convert_at_the_rate_of_their_closing_day_and_others_stand_apart(member, admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        set_currencies(admin, ["USD", "GBP"])
        enter_rates(
            admin,
            [
                {"currency": "USD", "valid_on": "2026-01-01", "rate": "0.90"},
                {"currency": "USD", "valid_on": "2026-04-01", "rate": "0.80"},
            ],
        )
    told(admin, pipeline, [(10, "Signé", {})], amount="100", currency="USD")
    told(admin, pipeline, [(40, "Signé", {})], amount="100", currency="USD")
    told(admin, pipeline, [(40, "Signé", {})], amount="70", currency="GBP")

    won = figures(member, pipeline)["won"]

    assert (won["count"], won["amount"]) == (3, "170.00")
    assert [(part["currency"], part["count"], part["amount"]) for part in won["apart"]] == [("GBP", 1, "70.00")]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("figure=won", {"Gagné"}),
        ("figure=lost", {"Perdu"}),
        ("figure=decided&source=salon", {"Gagné"}),
        ("figure=decided&source=none", {"Perdu"}),
        ("figure=open", {"Ouvert"}),
        ("figure=lost&reason=words:Trop cher", {"Perdu"}),
        ("figure=lost&reason=none", set()),
        ("figure=decided&of_owner=none", set()),
    ],
)
def test_each_figure_opens_the_deals_behind_it(member, admin, pipeline, query, names):
    told(admin, pipeline, [(10, "Signé", {})], name="Gagné", source="Salon")
    told(admin, pipeline, [(10, "Perdu", {"lost_reason": "Trop cher"})], name="Perdu")
    told(admin, pipeline, [], name="Ouvert")

    found = client_of(member).get(f"/pipelines/{pipeline.id}/analysis/deals?{PERIOD}&{query}").json()

    assert {deal["name"] for deal in found["items"]} == names


def test_entered_and_advanced_open_their_cohort(member, admin, pipeline):
    told(admin, pipeline, [(10, "Pitch", {})], name="Avance")
    told(admin, pipeline, [], name="Attend")
    client, lead = client_of(member), pipeline.stages["Lead"]

    def names(figure):
        address = f"/pipelines/{pipeline.id}/analysis/deals?{PERIOD}&figure={figure}&stage_id={lead}"
        return {deal["name"] for deal in client.get(address).json()["items"]}

    assert names("entered") == {"Avance", "Attend"}
    assert names("advanced") == {"Avance"}


def test_a_period_that_ends_before_it_begins_is_refused(member, pipeline):
    refused = client_of(member).get(f"/pipelines/{pipeline.id}/analysis?begin=2026-02-01&end=2026-01-01")

    assert (refused.status_code, refused.json()["fields"][0]["path"]) == (422, "end")


def test_a_move_taken_back_leaves_no_trace_in_the_stays(admin, pipeline):
    with workspace_transaction(admin.workspace_id, admin.user_id) as unit:
        with clock.at(START):
            deal_id = actions.create_deal(admin, {"name": "Deal", "stage_id": pipeline.stages["Lead"]})
        unit.change_set_id = None
        actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Pitch"])
        moved, unit.change_set_id = unit.change_set_id, None

        undo_change_set(admin, moved)

        assert list(StageVisit.objects.filter(deal_id=deal_id).values_list("stage_id", "entered_at", "left_at")) == [
            (pipeline.stages["Lead"], START, None)
        ]


def test_another_workspace_reads_no_statistics(pipeline):
    stranger = client_of(make_member(make_workspace("Autre"), "administrator"))

    for address in ("analysis", "statistics", "lanes", "analysis/deals?figure=won"):
        assert stranger.get(f"/pipelines/{pipeline.id}/{address}").status_code == 404
