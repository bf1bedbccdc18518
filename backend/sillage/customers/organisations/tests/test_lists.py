"""Relations, addresses and groups of organisations."""

import pytest

from sillage.customers.organisations.rules import settled
from sillage.customers.testing import make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_member(make_workspace(), "administrator")


@pytest.fixture
def client(member):
    return client_of(member)


def test_a_company_is_several_things_at_once_and_its_main_relation_can_change(client):
    made = client.post("/organisations", json={"name": "Alba", "kinds": ["client", "supplier"]}).json()
    changed = client.patch(f"/organisations/{made['id']}", json={"kind": "partner"}).json()

    assert (made["kind"], made["kinds"]) == ("client", ["client", "supplier"])
    assert (changed["kind"], changed["kinds"]) == ("partner", ["partner", "supplier"])


def test_legal_numbers_are_checked_and_belong_together(client):
    wrong = client.post("/organisations", json={"name": "A", "siret": "73282932000079"}).json()
    other = client.post("/organisations", json={"name": "A", "siren": "404833048", "siret": "73282932000074"}).json()
    made = client.post("/organisations", json={"name": "A", "siret": "732 829 320 00074", "naf_code": "6202a"}).json()

    assert [(each["path"], each["code"]) for each in wrong["fields"]] == [("siret", "not_a_siret")]
    assert [(each["path"], each["code"]) for each in other["fields"]] == [("siret", "other_siren")]
    assert (made["siren"], made["siret"]) == ("732829320", "73282932000074")
    assert (made["naf_code"], made["naf_version"]) == ("62.02A", "rev2")
    assert made["naf_label"] == "Conseil en systèmes et logiciels informatiques"


def test_the_main_address_is_also_that_of_the_table(client):
    made = client.post(
        "/organisations",
        json={
            "name": "Alba",
            "addresses": [
                {"kind": "billing", "street": "BP 12", "postal_code": "20200", "city": "Bastia"},
                {
                    "kind": "head_office",
                    "street": "1 quai Sud",
                    "postal_code": "97400",
                    "city": "St-Denis",
                    "primary": True,
                },
            ],
        },
    ).json()

    assert (made["address_line"], made["city"], made["department"]) == ("1 quai Sud", "St-Denis", "974")
    assert [each["department"] for each in made["addresses"]] == ["2B", "974"]
    assert made["addresses"][1]["postal_lines"] == ["1 quai Sud", "97400 ST-DENIS"]

    moved = client.patch(f"/organisations/{made['id']}", json={"city": "Le Port", "postal_code": "97420"}).json()
    assert [(each["kind"], each["city"]) for each in moved["addresses"]] == [
        ("billing", "Bastia"),
        ("head_office", "Le Port"),
    ]


def test_a_parent_may_not_close_a_loop(client, member):
    actor = actor_of(member)
    top = make_organisation(actor, "Groupe")
    middle = make_organisation(actor, "Holding", parent_id=top)
    below = make_organisation(actor, "Filiale", parent_id=middle)

    loop = client.patch(f"/organisations/{top}", json={"parent_id": str(below)})
    itself = client.patch(f"/organisations/{top}", json={"parent_id": str(top)})

    assert (loop.status_code, loop.json()["fields"][0]["code"]) == (422, "parent_loop")
    assert (itself.status_code, itself.json()["fields"][0]["code"]) == (422, "parent_is_itself")
    assert client.get(f"/organisations/{top}").json()["parent_id"] is None
    family = client.get(f"/organisations/{below}/family").json()["items"]
    assert [(each["name"], each["depth"]) for each in family] == [("Groupe", 0), ("Holding", 1), ("Filiale", 2)]


def test_a_parent_of_another_workspace_is_refused(client):
    foreign = make_organisation(actor_of(make_member(make_workspace(), "administrator")))

    refused = client.post("/organisations", json={"name": "Alba", "parent_id": str(foreign)})

    assert [(each["path"], each["code"]) for each in refused.json()["fields"]] == [
        ("parent_id", "unknown_organisation")
    ]
    assert client.get("/organisations/count").json()["count"] == 0


def test_a_list_and_its_single_value_given_together_agree():
    present = {"emails": [], "kinds": ["client"], "kind": "client", "phones": [], "addresses": [], "country": "FR"}
    entries = [
        {"address": each, "kind": "general", "label": None, "validity": "unknown", "primary": place == 0}
        for place, each in enumerate(("a@x.example", "b@x.example"))
    ]

    after = settled({"emails": entries, "email": "b@x.example"}, present)

    assert after["email"] == "b@x.example"
    assert [each["address"] for each in after["emails"]] == ["b@x.example", "a@x.example"]
    assert settled({"emails": entries, "email": None}, present)["email"] == "a@x.example"
