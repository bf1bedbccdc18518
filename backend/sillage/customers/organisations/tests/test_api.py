import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, anonymous_client, client_of, make_member, make_team, make_workspace

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


def test_an_organisation_is_created_read_changed_deleted_and_restored(client, member):
    created = client.post("/organisations", json={"name": "Groupe Solhène", "revenue": "1250000.5", "city": "Cholet"})
    body = created.json()
    address = f"/organisations/{body['id']}"

    assert (created.status_code, body["version"], body["revenue"]) == (201, 1, "1250000.50")
    assert (body["owner_name"], body["country"], body["contacts_count"]) == ("Camille Jourdan", "FR", 0)
    assert created["X-Change-Set"]

    changed = client.patch(address, json={"version": 1, "name": "Solhène SA", "revenue": None})
    assert (changed.status_code, changed.json()["name"], changed.json()["revenue"]) == (200, "Solhène SA", None)

    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    restored = client.post(f"{address}/restore")
    assert (restored.status_code, restored.json()["version"]) == (200, 4)
    assert client.get(address).json()["name"] == "Solhène SA"


def test_a_stale_version_gets_the_present_record(client, member):
    organisation_id = make_organisation(actor_of(member))
    client.patch(f"/organisations/{organisation_id}", json={"city": "Cholet"})

    by_body = client.patch(f"/organisations/{organisation_id}", json={"version": 1, "city": "Nantes"})
    by_header = client.patch(f"/organisations/{organisation_id}", json={"city": "Nantes"}, headers={"If-Match": '"1"'})

    for stale in (by_body, by_header):
        assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
        assert (stale.json()["current"]["version"], stale.json()["current"]["city"]) == (2, "Cholet")


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({}, "name", "missing"),
        ({"name": ""}, "name", "string_too_short"),
        ({"name": "A", "nom": "B"}, "nom", "extra_forbidden"),
        ({"name": "A", "workspace_id": "x"}, "workspace_id", "extra_forbidden"),
        ({"name": "A", "headcount": -1}, "headcount", "greater_than_equal"),
        ({"name": "A", "headcount": 10**12}, "headcount", "less_than_equal"),
        ({"name": "A", "revenue": "1.234"}, "revenue", "decimal_max_places"),
        ({"name": "A", "siren": "732829321"}, "siren", "not_a_siren"),
        ({"name": "A", "vat_number": "FR00732829320"}, "vat_number", "not_a_vat_number"),
        ({"name": "A", "email": "claire@"}, "email", "not_an_email"),
        ({"name": "A", "website": "javascript:alert(1)"}, "website", "not_a_url"),
        ({"name": "A", "country": "France"}, "country", "not_a_country"),
        ({"name": "A\u0007"}, "values.name", "control_characters"),
        ({"name": "A" * 300}, "name", "string_too_long"),
    ],
)
def test_bad_input_names_the_field_and_changes_nothing(client, body, path, code):
    refused = client.post("/organisations", json=body)

    fields = [(field["path"], field["code"]) for field in refused.json()["fields"]]
    assert refused.status_code == 422
    assert [(name.removeprefix("values."), found) for name, found in fields] == [(path.removeprefix("values."), code)]
    assert client.get("/organisations/count").json() == {"count": 0, "capped": False}


def test_the_list_is_sorted_filtered_and_paged(client, member):
    actor = actor_of(member)
    for name in ("Zèbre", "émeraude", "Ébène", "Alpha"):
        make_organisation(actor, name)

    first = client.get("/organisations?limit=3").json()
    second = client.get(f"/organisations?limit=3&cursor={first['next_cursor']}").json()

    assert [item["name"] for item in first["items"]] == ["Alpha", "Ébène", "émeraude"]
    assert [item["name"] for item in second["items"]] == ["Zèbre"]
    assert second["next_cursor"] is None
    assert [item["name"] for item in client.get("/organisations?sort=-name&limit=2").json()["items"]] == [
        "Zèbre",
        "émeraude",
    ]
    assert [item["name"] for item in client.get("/organisations?q=%C3%89").json()["items"]] == ["Ébène", "émeraude"]
    assert client.get("/organisations/count?q=e").json() == {"count": 2, "capped": False}


def test_a_wrong_sort_cursor_or_owner_is_named(client):
    for query, path in (("sort=colour", "sort"), ("cursor=x", "cursor"), ("owner=bob", "owner"), ("limit=0", "limit")):
        refused = client.get(f"/organisations?{query}")

        assert refused.status_code == 422
        assert [field["path"] for field in refused.json()["fields"]] == [path]


def test_each_role_sees_what_it_reaches(workspace, member):
    team = make_team(workspace)
    seller = make_member(workspace, "sales", team=team)
    colleague = make_member(workspace, "sales", team=team)
    make_organisation(actor_of(member), "De l’administrateur")
    make_organisation(actor_of(seller), "Du vendeur")
    make_organisation(actor_of(colleague), "Du collègue")
    make_organisation(actor_of(member), "À personne", owner_id=None)

    def names(who, query=""):
        return [item["name"] for item in client_of(who).get(f"/organisations{query}").json()["items"]]

    assert names(member) == ["À personne", "De l’administrateur", "Du collègue", "Du vendeur"]
    assert names(member, "?owner=none") == ["À personne"]
    assert names(member, f"?team={team.id}") == ["Du collègue", "Du vendeur"]
    assert names(seller) == ["Du collègue", "Du vendeur"]
    assert names(seller, "?owner=me") == ["Du vendeur"]
    assert names(seller, f"?owner={colleague.id}") == ["Du collègue"]
    assert names(seller, f"?owner={member.id}") == []
    assert client_of(seller).get("/organisations/count").json() == {"count": 2, "capped": False}


def test_an_organisation_out_of_reach_does_not_exist(workspace, member):
    organisation_id = make_organisation(actor_of(member))
    seller = client_of(make_member(workspace, "sales"))
    stranger = client_of(make_member(make_workspace(), "administrator"))

    for client in (seller, stranger):
        assert client.get(f"/organisations/{organisation_id}").status_code == 404
        assert client.get(f"/organisations/{organisation_id}/contacts").status_code == 404
        assert client.get(f"/organisations/{organisation_id}/deals").status_code == 404
        assert client.patch(f"/organisations/{organisation_id}", json={"name": "X"}).status_code == 404
    assert anonymous_client().get(f"/organisations/{organisation_id}").status_code == 401


def test_the_contacts_of_an_organisation_are_listed_by_name(client, member):
    actor = actor_of(member)
    organisation_id = make_organisation(actor)
    make_contact(actor, "Julien", "Morvan", organisation_id=organisation_id)
    make_contact(actor, "Claire", "Vasseur", organisation_id=organisation_id)
    make_contact(actor, "Autre", "Personne")

    items = client.get(f"/organisations/{organisation_id}/contacts").json()["items"]

    assert [(item["name"], item["organisation_name"]) for item in items] == [
        ("Claire Vasseur", "Groupe Solhène"),
        ("Julien Morvan", "Groupe Solhène"),
    ]
    assert client.get(f"/organisations/{organisation_id}").json()["contacts_count"] == 2
