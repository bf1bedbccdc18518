from datetime import date
from uuid import uuid4

import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_team, make_workspace
from sillage.sales.deals.narrowing import today
from sillage.sales.testing import make_deal, make_pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def member(workspace):
    return make_member(workspace, "administrator", name="Camille Jourdan")


@pytest.fixture
def client(member):
    return client_of(member)


@pytest.fixture
def pipeline(member):
    return make_pipeline(actor_of(member))


def test_a_deal_is_created_read_changed_deleted_and_restored(client, member, pipeline):
    actor = actor_of(member)
    organisation_id, contact_id = make_organisation(actor), make_contact(actor)
    values = {
        "name": "Supervision de 3 sites",
        "amount": "48600",
        "organisation_id": str(organisation_id),
        "contacts": [{"id": str(contact_id), "role": "decider"}],
        "expected_close_on": "2026-12-18",
    }

    created = client.post("/deals", json=values)
    body = created.json()
    address = f"/deals/{body['id']}"

    assert (created.status_code, body["amount"], body["currency"]) == (201, "48600.00", "EUR")
    assert (body["stage_name"], body["stage_kind"], body["probability"]) == ("Lead", "open", 10)
    assert (body["probability_of_stage"], body["pipeline_name"]) == (True, "Nouveaux clients")
    assert body["contacts"] == [{"id": str(contact_id), "name": "Claire Vasseur", "role": "decider", "job_title": None}]
    changed = client.patch(address, json={"version": 1, "probability": 60}).json()
    assert (changed["probability"], changed["probability_of_stage"], changed["version"]) == (60, False, 2)
    assert client.patch(address, json={"version": 1, "name": "Autre"}).status_code == 412
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/restore").json()["version"] == 4


def test_a_move_answers_with_the_card_and_can_be_undone(client, member, pipeline):
    deal_id = make_deal(actor_of(member), amount="100")

    moved = client.post(f"/deals/{deal_id}/move", json={"stage_id": str(pipeline.stages["Signé"]), "version": 1})

    card = moved.json()
    assert (moved.status_code, card["status"], card["version"]) == (200, "won", 2)
    assert (card["probability"], card["amount"], card["closed_on"]) == (100, "100.00", str(today(actor_of(member))))
    assert moved["X-Change-Set"]
    stale = client.post(f"/deals/{deal_id}/move", json={"stage_id": str(pipeline.stages["Lead"]), "version": 1})
    assert (stale.status_code, stale.json()["current"]["status"]) == (412, "won")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"stage_id": str(uuid4())}, "stage_id"),
        ({"stage_id": "lead"}, "stage_id"),
        ({}, "stage_id"),
        ({"stage_id": str(uuid4()), "position": 3}, "position"),
    ],
)
def test_a_wrong_move_names_the_field(client, member, pipeline, body, path):
    deal_id = make_deal(actor_of(member))

    refused = client.post(f"/deals/{deal_id}/move", json=body)

    assert refused.status_code == 422
    assert [field["path"] for field in refused.json()["fields"]] == [path]


def test_the_list_filters_and_sorts_with_missing_dates_last(client, member, pipeline):
    actor = actor_of(member)
    organisation_id = make_organisation(actor)
    make_deal(actor, "Sans date", amount="300")
    make_deal(actor, "Décembre", amount="100", expected_close_on="2026-12-01", organisation_id=organisation_id)
    make_deal(actor, "Janvier", amount="200", expected_close_on="2027-01-01")
    make_deal(actor, "Gagné", amount="50", stage_id=pipeline.stages["Signé"])

    def names(query):
        return [item["name"] for item in client.get(f"/deals?{query}").json()["items"]]

    assert names("") == ["Gagné", "Janvier", "Décembre", "Sans date"]
    assert names("sort=amount") == ["Gagné", "Décembre", "Janvier", "Sans date"]
    assert names("sort=expected_close_on&status=open") == ["Décembre", "Janvier", "Sans date"]
    assert names("sort=-expected_close_on&status=open") == ["Janvier", "Décembre", "Sans date"]
    assert names(f"stage_id={pipeline.stages['Signé']}") == ["Gagné"]
    assert names(f"organisation_id={organisation_id}") == ["Décembre"]
    assert names("q=jan") == ["Janvier"]
    assert client.get("/deals/count?status=won").json() == {"count": 1, "capped": False}


def test_pages_over_missing_dates_follow_each_other(client, member, pipeline):
    actor = actor_of(member)
    for number in range(5):
        make_deal(actor, f"Sans {number}")
        make_deal(actor, f"Avec {number}", expected_close_on="2026-12-01")

    assert len(client.get("/deals?sort=-last_interaction_at").json()["items"]) == 10
    for sort in ("expected_close_on", "-expected_close_on"):
        seen, cursor = [], ""
        while cursor is not None:
            page = client.get(f"/deals?limit=3&sort={sort}&cursor={cursor}").json()
            seen += [item["name"] for item in page["items"]]
            cursor = page["next_cursor"]
        assert len(set(seen)) == len(seen) == 10
        assert all(name.startswith("Avec") for name in seen[:5])


def test_deals_of_an_organisation_and_of_a_contact(client, member, pipeline):
    actor = actor_of(member)
    organisation_id, contact_id = make_organisation(actor), make_contact(actor)
    make_deal(actor, "Ensemble", organisation_id=organisation_id, contacts=[{"id": contact_id}])
    make_deal(actor, "Gagné", organisation_id=organisation_id, stage_id=pipeline.stages["Signé"])
    make_deal(actor, "Ailleurs")

    of_organisation = client.get(f"/organisations/{organisation_id}/deals").json()["items"]
    of_contact = client.get(f"/contacts/{contact_id}/deals").json()["items"]

    assert [item["name"] for item in of_organisation] == ["Gagné", "Ensemble"]
    assert [item["name"] for item in of_contact] == ["Ensemble"]
    assert [
        item["name"] for item in client.get(f"/organisations/{organisation_id}/deals?status=open").json()["items"]
    ] == ["Ensemble"]
    assert client.get(f"/contacts/{uuid4()}/deals").status_code == 404


def test_the_board_has_totals_over_all_deals_and_twenty_cards(client, member, pipeline):
    actor = actor_of(member)
    for number in range(22):
        make_deal(actor, f"Deal {number:02}", amount="100.10")
    make_deal(actor, "À moitié", amount="1000", probability=50, stage_id=pipeline.stages["Proposition"])
    make_deal(actor, "Gagné", amount="500", stage_id=pipeline.stages["Signé"])

    board = client.get(f"/pipelines/{pipeline.id}/board").json()

    lead, proposal, won, lost = board["stages"]
    assert (lead["count"], lead["amount"], lead["weighted_amount"]) == (22, "2202.20", "220.22")
    assert (len(lead["cards"]), lead["cards"][0]["name"], lead["cards"][19]["name"]) == (20, "Deal 21", "Deal 02")
    assert (proposal["count"], proposal["weighted_amount"], proposal["next_cursor"]) == (1, "500.00", None)
    assert (won["count"], won["amount"], won["weighted_amount"]) == (1, "500.00", "500.00")
    assert (lost["count"], lost["amount"], lost["cards"]) == (0, "0.00", [])
    assert (board["open_count"], board["open_amount"], board["weighted_amount"]) == (23, "3202.20", "720.22")
    assert board["currency"] == "EUR"

    address = f"/pipelines/{pipeline.id}/board/{lead['stage_id']}/cards?cursor={lead['next_cursor']}"
    rest = client.get(address).json()
    assert ([card["name"] for card in rest["items"]], rest["next_cursor"]) == (["Deal 01", "Deal 00"], None)


def test_the_board_of_each_person_counts_what_they_reach(workspace, member, pipeline):
    team = make_team(workspace)
    seller, colleague = (make_member(workspace, "sales", team=team) for _ in range(2))
    make_deal(actor_of(member), amount="1")
    make_deal(actor_of(seller), amount="10")
    make_deal(actor_of(colleague), amount="100")

    def total(who, owner):
        board = client_of(who).get(f"/pipelines/{pipeline.id}/board?owner={owner}").json()
        return board["open_amount"], sum(len(stage["cards"]) for stage in board["stages"])

    assert [total(member, owner) for owner in ("all", "team", "me")] == [("111.00", 3), ("1.00", 1), ("1.00", 1)]
    assert [total(seller, owner) for owner in ("all", "team", "me")] == [("110.00", 2), ("110.00", 2), ("10.00", 1)]


def test_statistics_give_value_per_stage_and_twelve_months(client, member, pipeline):
    actor = actor_of(member)
    day = today(actor)
    last_month = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
    won = pipeline.stages["Signé"]
    make_deal(actor, amount="100", stage_id=won, closed_on=day)
    make_deal(actor, amount="20", stage_id=won, closed_on=last_month)
    make_deal(actor, amount="3", stage_id=won, closed_on="2016-01-01")
    make_deal(actor, amount="1000", stage_id=pipeline.stages["Proposition"])

    found = client.get(f"/pipelines/{pipeline.id}/statistics").json()

    assert [(stage["count"], stage["amount"]) for stage in found["stages"]] == [
        (0, "0.00"),
        (1, "1000.00"),
        (3, "123.00"),
        (0, "0.00"),
    ]
    assert found["stages"][1]["weighted_amount"] == "600.00"
    months = found["won_by_month"]
    assert len(months) == 12
    assert months[-1] == {"month": f"{day:%Y-%m}", "count": 1, "amount": "100.00", "apart": []}
    assert months[-2] == {"month": f"{last_month:%Y-%m}", "count": 1, "amount": "20.00", "apart": []}
    assert sum(month["count"] for month in months) == 2


def test_a_board_of_another_workspace_does_not_exist(client, pipeline):
    foreign = make_pipeline(actor_of(make_member(make_workspace(), "administrator")))

    assert client.get(f"/pipelines/{foreign.id}/board").status_code == 404
    assert client.get(f"/pipelines/{foreign.id}/statistics").status_code == 404
    assert client.get(f"/pipelines/{pipeline.id}/board/{foreign.stages['Lead']}/cards").status_code == 404
    assert client.get(f"/deals?pipeline_id={foreign.id}").json()["items"] == []


def test_who_sees_no_deals_is_refused_the_board(workspace, member, pipeline):
    nobody = client_of(make_member(workspace, make_role(workspace, {"contact.see": "all"})))

    assert nobody.get("/deals").status_code == 403
    assert nobody.get(f"/pipelines/{pipeline.id}/board").status_code == 403
    assert nobody.get("/contacts").status_code == 200


def test_a_card_costs_no_query_of_its_own(client, member, pipeline, django_assert_max_num_queries):
    actor = actor_of(member)
    for number in range(3):
        make_deal(actor, f"Deal {number}")
    client.get(f"/pipelines/{pipeline.id}/board")

    with django_assert_max_num_queries(12):
        client.get(f"/pipelines/{pipeline.id}/board")


def test_the_history_of_a_deal_tells_moves_by_name_and_leaves_ranks_out(client, member, pipeline):
    actor = actor_of(member)
    deal_id, other = make_deal(actor, "Déplacé"), make_deal(actor, "Autre")
    lead, proposal = pipeline.stages["Lead"], pipeline.stages["Proposition"]
    client.post(f"/deals/{deal_id}/move", json={"stage_id": str(lead), "before_id": str(other)})
    client.post(f"/deals/{deal_id}/move", json={"stage_id": str(proposal)})

    items = client.get(f"/deals/{deal_id}?include=timeline").json()["timeline"]["items"]

    assert [item["kind"] for item in items] == ["deal.moved", "deal.created"]
    assert [(change["label"], change["before"], change["after"]) for change in items[0]["changes"]] == [
        ("Étape", "Lead", "Proposition")
    ]
