"""Bulk changes: previewed, done at once or in the background, permission by record, undone by one undo."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_team, make_workspace
from sillage.kernel.testing.jobs import drain_jobs

pytestmark = pytest.mark.django_db(transaction=True)

LYON = {"and": [{"field": "city", "operator": "is", "value": "Lyon"}]}


@pytest.fixture
def people() -> dict[str, Any]:
    workspace = make_workspace()
    team = make_team(workspace)
    seller = make_member(workspace, "sales", team=team)
    mate = make_member(workspace, "sales", team=team, name="Jo Martin")
    return {
        "admin": client_of(make_member(workspace, "administrator")),
        "seller": client_of(seller),
        "reader": client_of(make_member(workspace, "read_only")),
        "mate_id": str(mate.id),
    }


def contacts(client: ApiClient, count: int, **values: Any) -> list[str]:
    return [client.post("/contacts", {"last_name": f"Nom {n:03}", **values}).json()["id"] for n in range(count)]


def cities(client: ApiClient) -> list[str | None]:
    page = client.get("/records/contact?fields=city&limit=200").json()
    return [item["values"]["city"] for item in page["items"]]


def bulk(client: ApiClient, **body: Any) -> Any:
    return client.post("/records/contact/bulk", body)


def test_an_edit_changes_what_the_filter_finds_and_one_undo_takes_it_back(people: dict[str, Any]) -> None:
    admin = people["admin"]
    contacts(admin, 3, city="Lyon")
    contacts(admin, 1, city="Rennes")

    response = bulk(admin, selection={"filter": LYON}, operation="edit", values={"city": "Villeurbanne"})

    run = response.json()["run"]
    assert response.status_code == 200
    assert (run["status"], run["total"], run["changed"], run["refused"]) == ("done", 3, 3, 0)
    assert sorted(cities(admin), key=str) == ["Rennes", "Villeurbanne", "Villeurbanne", "Villeurbanne"]

    undone = admin.post(f"/change-sets/{run['change_set_id']}/undo")

    assert undone.json()["undone"] == 3
    assert sorted(cities(admin), key=str) == ["Lyon", "Lyon", "Lyon", "Rennes"]


def test_a_preview_tells_what_would_change_and_changes_nothing(people: dict[str, Any]) -> None:
    admin = people["admin"]
    contacts(admin, 2, city="Lyon")
    contacts(admin, 1, city="Rennes")

    body = {"selection": {"filter": None}, "operation": "edit", "values": {"city": "Brest"}, "preview": True}
    preview = bulk(admin, **body).json()["preview"]

    assert (preview["count"], preview["refused"], preview["background"]) == (3, 0, False)
    assert preview["changes"] == [
        {
            "field": "city",
            "label": "Ville",
            "after": "Brest",
            "after_label": None,
            "before": [
                {"value": "Lyon", "label": None, "count": 2},
                {"value": "Rennes", "label": None, "count": 1},
            ],
        }
    ]
    assert sorted(cities(admin), key=str) == ["Lyon", "Lyon", "Rennes"]


def test_assigning_gives_records_to_a_colleague(people: dict[str, Any]) -> None:
    ids = contacts(people["admin"], 2)

    body = {"selection": {"ids": ids}, "operation": "edit", "values": {"owner_id": people["mate_id"]}}
    preview = bulk(people["admin"], **body, preview=True).json()["preview"]
    bulk(people["admin"], **body)

    assert preview["changes"][0]["after_label"] == "Jo Martin"
    owners = people["admin"].get("/records/contact?fields=owner_id").json()["items"]
    assert {item["labels"]["owner_id"] for item in owners} == {"Jo Martin"}


def test_records_out_of_ones_rights_stay_and_are_named(people: dict[str, Any]) -> None:
    seller = people["seller"]
    own = contacts(seller, 1)[0]
    mates = people["admin"].post("/contacts", {"last_name": "À Jo", "owner_id": people["mate_id"]}).json()["id"]

    run = bulk(seller, selection={"ids": [own, mates]}, operation="delete").json()["run"]

    assert (run["changed"], run["refused"]) == (1, 1)
    assert run["refusals"] == [{"id": mates, "title": "À Jo", "reason": "Votre rôle ne permet pas cette action"}]
    assert seller.get(f"/contacts/{own}").status_code == 404
    assert seller.get(f"/contacts/{mates}").status_code == 200


def test_a_wrong_value_refuses_every_record_with_its_reason(people: dict[str, Any]) -> None:
    ids = contacts(people["admin"], 2, email="a@exemple.fr")

    body = {"selection": {"ids": ids}, "operation": "edit", "values": {"email": "rien"}}
    run = bulk(people["admin"], **body).json()["run"]

    assert (run["changed"], run["refused"]) == (0, 2)
    assert run["refusals"][0]["reason"] == "E-mail : Cette adresse e-mail n’est pas complète"


def test_more_than_200_records_are_changed_in_the_background(people: dict[str, Any]) -> None:
    admin = people["admin"]
    first = contacts(admin, 205, city="Lyon")[0]

    selection = {"filter": LYON, "except": [first]}
    started = bulk(admin, selection=selection, operation="edit", values={"city": "Bron"}).json()["run"]
    drain_jobs()

    run = admin.get(f"/bulk-runs/{started['id']}").json()
    assert (started["status"], started["total"], started["done"]) == ("running", 204, 0)
    assert (run["status"], run["done"], run["changed"]) == ("done", 204, 204)
    assert admin.get(f"/contacts/{first}").json()["city"] == "Lyon"

    undone = admin.post(f"/change-sets/{run['change_set_id']}/undo").json()

    assert (undone["undone"], undone["conflicts"]) == (204, [])


def test_a_cancelled_run_leaves_the_rest_as_it_is(people: dict[str, Any]) -> None:
    admin = people["admin"]
    contacts(admin, 201, city="Lyon")
    run = bulk(admin, selection={"filter": LYON}, operation="edit", values={"city": "Bron"}).json()["run"]

    cancelled = admin.post(f"/bulk-runs/{run['id']}/cancel").json()
    drain_jobs()

    assert (cancelled["status"], cancelled["changed"]) == ("cancelled", 0)
    assert set(cities(admin)) == {"Lyon"}
    assert admin.post(f"/bulk-runs/{run['id']}/cancel").status_code == 409


def test_who_may_not_edit_starts_nothing(people: dict[str, Any]) -> None:
    ids = contacts(people["admin"], 1, city="Lyon")

    body = {"selection": {"ids": ids}, "operation": "edit", "values": {"city": "Bron"}}

    assert bulk(people["reader"], **body).status_code == 403
    assert bulk(people["reader"], **body, preview=True).status_code == 403
    assert cities(people["admin"]) == ["Lyon"]


def test_wrong_input_names_its_place(people: dict[str, Any]) -> None:
    def paths(**body: Any) -> list[str]:
        response = bulk(people["admin"], **body)
        assert response.status_code == 422
        return [each["path"] for each in response.json()["fields"]]

    unknown = {"field": "licorne", "operator": "is", "value": "x"}
    assert paths(selection={"ids": []}, operation="edit") == ["values"]
    assert paths(selection={"ids": []}, operation="edit", values={"name": "x"}) == ["values.name"]
    assert paths(selection={"filter": unknown}, operation="delete") == ["selection.filter.field"]
    assert paths(selection={"ids": [], "q": "x"}, operation="delete") == ["selection"]


def test_a_run_is_seen_by_who_started_it_only(people: dict[str, Any]) -> None:
    ids = contacts(people["admin"], 1)
    body = {"selection": {"ids": ids}, "operation": "edit", "values": {"city": "Bron"}}
    run = bulk(people["admin"], **body).json()["run"]
    stranger = client_of(make_member(make_workspace(), "administrator"))

    assert people["seller"].get(f"/bulk-runs/{run['id']}").status_code == 404
    assert stranger.get(f"/bulk-runs/{run['id']}").status_code == 404
    assert bulk(stranger, **body).json()["run"]["total"] == 0
