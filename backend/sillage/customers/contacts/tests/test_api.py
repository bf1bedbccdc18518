import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_team, make_workspace
from sillage.kernel.db import workspace_transaction

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


def test_a_contact_is_created_read_changed_deleted_and_restored(client, member):
    organisation_id = make_organisation(actor_of(member))
    values = {
        "civility": "mme",
        "first_name": "Claire",
        "last_name": "Vasseur",
        "mobile": "06 39 98 20 74",
        "organisation_id": str(organisation_id),
    }

    created = client.post("/contacts", json=values)
    body = created.json()
    address = f"/contacts/{body['id']}"

    assert (created.status_code, body["name"], body["mobile"]) == (201, "Claire Vasseur", "+33639982074")
    assert (body["organisation_name"], body["owner_name"]) == ("Groupe Solhène", "Camille Jourdan")
    changed = client.patch(address, json={"version": 1, "job_title": "Directrice technique"}).json()
    assert (changed["version"], changed["job_title"], changed["last_name"]) == (2, "Directrice technique", "Vasseur")
    assert client.patch(address, json={"version": 1, "job_title": "Autre"}).status_code == 412
    assert client.delete(address, headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(address, headers={"If-Match": '"2"'}).status_code == 204
    assert client.get("/contacts").json()["items"] == []
    assert client.post(f"{address}/restore").json()["version"] == 4


def test_one_contact_comes_with_its_timeline_when_asked(client, member):
    contact_id = make_contact(actor_of(member))

    plain = client.get(f"/contacts/{contact_id}").json()
    whole = client.get(f"/contacts/{contact_id}?include=timeline").json()

    assert "timeline" not in plain
    assert [item["kind"] for item in whole["timeline"]["items"]] == ["contact.created"]
    assert client.get(f"/contacts/{contact_id}?include=everything").status_code == 422


def test_pages_follow_each_other_without_gap_or_repeat_also_among_equal_names(client, member):
    actor = actor_of(member)
    for number in range(7):
        make_contact(actor, "Claire", f"Vasseur {number // 3}")

    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/contacts?limit=2&cursor={cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]

    everything = client.get("/contacts?limit=200").json()["items"]
    assert seen == [item["id"] for item in everything]
    assert len(set(seen)) == 7


def test_a_seller_of_two_teams_gets_one_sorted_list_without_repeats(workspace, member):
    north, south = make_team(workspace, "Nord"), make_team(workspace, "Sud")
    seller = make_member(workspace, "sales", team=north)
    boss = make_member(workspace, "sales", team=south)
    south.manager, north.manager = boss, boss
    with workspace_transaction(workspace.id):
        south.save()
        north.save()
    make_contact(actor_of(seller), "Zoé", "Nord")
    make_contact(actor_of(boss), "Anne", "Sud")
    make_contact(actor_of(member), "Éric", "Nord", owner_id=None, team_id=north.id)
    make_contact(actor_of(member), "Paul", "Ailleurs")

    names = [item["name"] for item in client_of(boss).get("/contacts").json()["items"]]

    assert names == ["Anne Sud", "Éric Nord", "Zoé Nord"]
    paged = client_of(boss).get("/contacts?limit=2").json()
    rest = client_of(boss).get(f"/contacts?limit=2&cursor={paged['next_cursor']}").json()
    assert [item["name"] for item in paged["items"] + rest["items"]] == names


def test_filters_by_organisation_and_sort_by_age(client, member):
    actor = actor_of(member)
    organisation_id = make_organisation(actor)
    make_contact(actor, "Claire", "Vasseur", organisation_id=organisation_id)
    make_contact(actor, "Anne", "Morvan")

    by_age = client.get("/contacts?sort=-created_at").json()["items"]
    inside = client.get(f"/contacts?organisation_id={organisation_id}").json()["items"]

    assert [item["first_name"] for item in by_age] == ["Anne", "Claire"]
    assert [item["first_name"] for item in inside] == ["Claire"]
    assert client.get(f"/contacts/count?organisation_id={organisation_id}").json()["count"] == 1


def test_a_cursor_of_another_sort_is_refused(client, member):
    actor = actor_of(member)
    make_contact(actor, "Anne", "A")
    make_contact(actor, "Anne", "B")
    cursor = client.get("/contacts?limit=1").json()["next_cursor"]

    refused = client.get(f"/contacts?limit=1&sort=-name&cursor={cursor}")

    assert (refused.status_code, refused.json()["fields"][0]["path"]) == (422, "cursor")


def test_another_workspaces_organisation_is_refused_by_name(client):
    stranger = actor_of(make_member(make_workspace(), "administrator"))
    foreign = make_organisation(stranger)

    refused = client.post("/contacts", json={"last_name": "Vasseur", "organisation_id": str(foreign)})

    assert (refused.status_code, refused.json()["fields"][0]["path"]) == (422, "organisation_id")
    assert client.get("/contacts/count").json()["count"] == 0
