"""The grid over HTTP: the same questions for every kind of record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace

pytestmark = pytest.mark.django_db

STAGES = [
    {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
    {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
]


@pytest.fixture
def admin() -> ApiClient:
    return client_of(make_member(make_workspace(), "administrator", name="Camille Petit"))


def names(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def found(client: ApiClient, object: str, *leaves: dict[str, Any], joiner: str = "and", **more: Any) -> list[str]:
    pairs = {"filter": json.dumps({joiner: list(leaves)}), **more}
    return names(client.http.get(f"/api/v1/records/{object}", pairs, headers=client.headers))


def test_a_page_gives_titles_values_and_the_names_of_what_ids_stand_for(admin: ApiClient) -> None:
    organisation = admin.post("/organisations", {"name": "Conserverie Kergal", "kind": "client"}).json()
    contact = admin.post(
        "/contacts", {"first_name": "Claire", "last_name": "Vasseur", "organisation_id": organisation["id"]}
    ).json()

    item = admin.get("/records/contact?fields=name,organisation_id,owner_id").json()["items"][0]

    assert item == {
        "id": contact["id"],
        "version": 1,
        "title": "Claire Vasseur",
        "values": {
            "name": "Claire Vasseur",
            "organisation_id": organisation["id"],
            "owner_id": contact["owner_id"],
        },
        "labels": {"organisation_id": "Conserverie Kergal", "owner_id": "Camille Petit"},
    }


def test_a_filter_finds_by_what_people_read_and_across_relations(admin: ApiClient) -> None:
    rennes = admin.post("/organisations", {"name": "Kergal", "city": "Rennes"}).json()["id"]
    lyon = admin.post("/organisations", {"name": "Vilcha", "city": "Lyon"}).json()["id"]
    admin.post("/contacts", {"last_name": "Roux", "city": "Saint-Étienne", "organisation_id": rennes})
    admin.post("/contacts", {"last_name": "Petit", "organisation_id": lyon})
    admin.post("/contacts", {"last_name": "Seul"})

    assert found(admin, "contact", {"field": "city", "operator": "is", "value": "saint-etienne"}) == ["Roux"]
    assert found(admin, "contact", {"field": "organisation_id.city", "operator": "is", "value": "LYON"}) == ["Petit"]
    assert found(admin, "contact", {"field": "organisation_id.city", "operator": "is_not", "value": "Lyon"}) == [
        "Roux",
        "Seul",
    ]
    assert found(admin, "contact", {"field": "organisation_id", "operator": "empty"}) == ["Seul"]


def test_money_and_several_sorts_page_by_keyset(admin: ApiClient) -> None:
    pipeline = admin.post("/pipelines", {"name": "Ventes", "stages": STAGES}).json()
    stage = pipeline["stages"][0]["id"]
    for name, amount in (("Audit", "1200.00"), ("Bilan", "800.00"), ("Cadrage", "1200.00"), ("Devis", "50.50")):
        admin.post("/deals", {"name": name, "amount": amount, "pipeline_id": pipeline["id"], "stage_id": stage})

    first = admin.get("/records/deal?sort=-amount,name&limit=2&fields=name,amount,stage_id").json()
    second = admin.get(f"/records/deal?sort=-amount,name&limit=2&cursor={first['next_cursor']}").json()

    assert [item["title"] for item in first["items"]] == ["Audit", "Cadrage"]
    assert first["items"][0]["values"]["amount"] == "1200.00"
    assert first["items"][0]["labels"] == {"stage_id": "Lead"}
    assert [item["title"] for item in second["items"]] == ["Bilan", "Devis"]
    assert second["next_cursor"] is None
    assert found(admin, "deal", {"field": "amount", "operator": "at_least", "value": "1200"}) == ["Audit", "Cadrage"]
    assert found(admin, "deal", {"field": "amount", "operator": "between", "value": [50.5, 800]}, sort="amount") == [
        "Devis",
        "Bilan",
    ]


def test_groups_count_and_sum_by_value(admin: ApiClient) -> None:
    pipeline = admin.post("/pipelines", {"name": "Ventes", "stages": STAGES}).json()
    stage = pipeline["stages"][0]["id"]
    for name, amount in (("Audit", "1200.00"), ("Bilan", "800.00")):
        admin.post("/deals", {"name": name, "amount": amount, "pipeline_id": pipeline["id"], "stage_id": stage})

    answer = admin.get("/records/deal/groups?by=stage_id&sum=amount").json()

    assert answer == {
        "groups": [
            {
                "value": stage,
                "label": "Lead",
                "count": 2,
                "sums": [{"field": "amount", "currency": "EUR", "amount": "2000.00"}],
            }
        ],
        "truncated": False,
    }


def test_one_record_is_created_changed_and_deleted_by_its_own_actions(admin: ApiClient) -> None:
    made = admin.post("/records/contact", {"values": {"first_name": "Claire", "last_name": "Vasseur"}})
    record = made.json()
    path = f"/records/contact/{record['id']}"

    changed = admin.patch(path, {"values": {"city": "Rennes"}, "version": 1})
    stale = admin.patch(path, {"values": {"city": "Lyon"}, "version": 1})
    wrong = admin.patch(path, {"values": {"email": "rien"}})
    read = admin.get(path)
    gone = admin.delete(path)

    assert (made.status_code, record["title"]) == (201, "Claire Vasseur")
    assert (changed.status_code, changed.json()["values"]["city"]) == (200, "Rennes")
    assert stale.status_code == 412
    assert [each["path"] for each in wrong.json()["fields"]] == ["email"]
    assert (read.json()["values"]["city"], read.json()["version"]) == ("Rennes", 2)
    assert gone.status_code == 204
    assert admin.get(path).status_code == 404


def test_a_wrong_filter_is_refused_by_its_place(admin: ApiClient) -> None:
    filter = {"and": [{"field": "city", "operator": "is", "value": "Rennes"}, {"field": "kind", "operator": "on"}]}

    response = admin.http.get("/api/v1/records/organisation", {"filter": json.dumps(filter)}, headers=admin.headers)

    assert response.status_code == 422
    assert [each["path"] for each in response.json()["fields"]] == ["filter.and.1.operator"]


def test_what_is_no_identifier_is_refused_as_such(admin: ApiClient) -> None:
    for method in ("GET", "PATCH", "DELETE"):
        response = admin.request(method, "/records/contact/0", {"values": {}} if method == "PATCH" else None)

        assert (response.status_code, response.json()["fields"][0]["path"]) == (422, "record_id")


def test_an_unknown_kind_of_record_is_not_found(admin: ApiClient) -> None:
    assert admin.get("/records/licorne").status_code == 404
    assert admin.post("/records/licorne", {"values": {}}).status_code == 404


def test_words_and_filters_narrow_together(admin: ApiClient) -> None:
    admin.post("/contacts", {"first_name": "Claire", "last_name": "Vasseur", "city": "Rennes"})
    admin.post("/contacts", {"first_name": "Claire", "last_name": "Morel", "city": "Lyon"})

    assert found(admin, "contact", {"field": "city", "operator": "is", "value": "Lyon"}, q="claire") == ["Claire Morel"]
    assert found(admin, "contact", q="inconnue") == []


def test_what_a_field_can_be_asked_is_described(admin: ApiClient) -> None:
    objects = {each["name"]: each for each in admin.get("/objects").json()["items"]}

    fields = {each["name"]: each for each in objects["deal"]["fields"]}
    city = next(each for each in objects["contact"]["fields"] if each["name"] == "city")

    assert (fields["stage_id"]["groupable"], fields["amount"]["groupable"]) == (True, False)
    assert [fields[name]["sortable"] for name in ("name", "organisation_id", "owner_id")] == [True, True, True]
    assert fields["tags"]["operators"] == ["has_any", "has_all", "has_none", "empty", "not_empty"]
    assert (fields["tags"]["custom"], fields["name"]["custom"]) == (True, False)
    assert city["operators"][:3] == ["contains", "not_contains", "starts_with"]
