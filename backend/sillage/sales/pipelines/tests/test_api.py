import pytest

from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.sales.testing import make_deal, make_pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    return make_workspace()


@pytest.fixture
def member(workspace):
    return make_member(workspace, "administrator")


@pytest.fixture
def client(member):
    return client_of(member)


def entries(document):
    kept = ("id", "name", "colour", "probability", "kind")
    return [{name: stage[name] for name in kept} for stage in document["stages"]]


def test_a_pipeline_is_created_listed_renamed_and_removed(client):
    first = client.post("/pipelines", json={"name": "Nouveaux clients"})
    second = client.post(
        "/pipelines",
        json={
            "name": "Renouvellements",
            "stages": [
                {"name": "À relancer", "probability": 70},
                {"name": "Renouvelé", "kind": "won"},
                {"name": "Parti", "kind": "lost"},
            ],
        },
    )

    assert (first.status_code, len(first.json()["stages"])) == (201, 6)
    assert [stage["probability"] for stage in second.json()["stages"]] == [70, 100, 0]
    address = f"/pipelines/{second.json()['id']}"
    renamed = client.patch(address, json={"version": 1, "name": "Contrats"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Contrats")
    assert client.delete(address).status_code == 204
    assert [entry["name"] for entry in client.get("/pipelines").json()] == ["Nouveaux clients"]
    assert client.post(f"{address}/restore").json()["position"] == 1


def test_stages_are_replaced_and_a_stale_editor_sees_the_present(client, member):
    pipeline = make_pipeline(actor_of(member))
    present = client.get("/pipelines").json()[0]
    stages = entries(present)
    stages[0]["name"] = "Piste"

    replaced = client.put(f"/pipelines/{pipeline.id}/stages", json={"version": 1, "stages": stages})
    stale = client.put(f"/pipelines/{pipeline.id}/stages", json={"version": 1, "stages": stages})

    assert (replaced.status_code, replaced.json()["stages"][0]["name"]) == (200, "Piste")
    assert (stale.status_code, stale.json()["current"]["stages"][0]["name"]) == (412, "Piste")


def test_a_stage_with_deals_asks_where_they_go(client, member):
    actor = actor_of(member)
    pipeline = make_pipeline(actor)
    make_deal(actor, stage_id=pipeline.stages["Proposition"])
    stages = entries(client.get("/pipelines").json()[0])
    removed = stages.pop(1)

    asked = client.put(f"/pipelines/{pipeline.id}/stages", json={"stages": stages})
    moves = {removed["id"]: stages[0]["id"]}
    done = client.put(f"/pipelines/{pipeline.id}/stages", json={"stages": stages, "moves": moves})

    assert (asked.status_code, asked.json()["code"]) == (409, "stage_has_deals")
    assert asked.json()["stages"] == [{"id": removed["id"], "name": "Proposition", "count": 1}]
    assert done.status_code == 200
    assert client.get(f"/pipelines/{pipeline.id}/board").json()["stages"][0]["count"] == 1


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": "A", "stages": []}, "stages"),
        ({"name": "A", "stages": [{"name": "Lead", "probability": 101}]}, "stages.0.probability"),
        ({"name": "A", "stages": [{"name": "Lead", "colour": "red"}]}, "stages.0.colour"),
        ({"name": "A", "stages": [{"name": "Lead", "kind": "maybe"}]}, "stages.0.kind"),
        ({"name": "A", "position": 3}, "position"),
    ],
)
def test_a_wrong_pipeline_names_the_field(client, body, path):
    refused = client.post("/pipelines", json=body)

    assert refused.status_code == 422
    assert path in [field["path"] for field in refused.json()["fields"]]
    assert client.get("/pipelines").json() == []


def test_sales_read_pipelines_but_do_not_edit_them(workspace, member):
    pipeline = make_pipeline(actor_of(member))
    seller = client_of(make_member(workspace, "sales"))

    assert len(seller.get("/pipelines").json()) == 1
    assert seller.post("/pipelines", json={"name": "Autre"}).status_code == 403
    assert seller.patch(f"/pipelines/{pipeline.id}", json={"name": "Autre"}).status_code == 403
    assert seller.delete(f"/pipelines/{pipeline.id}").status_code == 403
