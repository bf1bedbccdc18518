"""Undo: what one request changed goes back, what others changed since stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from sillage.customers.contacts.models import Contact
from sillage.customers.testing import make_contact
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_team, make_workspace
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


@pytest.fixture
def client(member: Any) -> Any:
    return client_of(member)


def contact_row(actor: Actor, contact: UUID | str) -> Contact:
    with workspace_transaction(actor.workspace_id):
        return Contact.objects.get(id=contact)


def change(client: Any, contact: UUID | str, **values: Any) -> str:
    answer = client.patch(f"/contacts/{contact}", values)
    assert answer.status_code == 200, answer.content
    return str(answer["X-Change-Set"])


def undo(client: Any, change_set: str) -> Any:
    return client.post(f"/change-sets/{change_set}/undo")


def test_an_update_goes_back_and_forth_again(actor: Actor, client: Any) -> None:
    contact = make_contact(actor, job_title="Directrice")
    change_set = change(client, contact, job_title="Présidente", city="Lyon")

    undone = undo(client, change_set)
    after_undo = contact_row(actor, contact)
    redone = undo(client, undone["X-Change-Set"])
    after_redo = contact_row(actor, contact)

    assert (undone.status_code, undone.json()) == (200, {"undone": 1, "conflicts": []})
    assert (after_undo.job_title, after_undo.city, after_undo.version) == ("Directrice", None, 3)
    assert redone.json() == {"undone": 1, "conflicts": []}
    assert (after_redo.job_title, after_redo.city, after_redo.version) == ("Présidente", "Lyon", 4)


def test_a_created_record_goes_to_the_trash_and_comes_back(actor: Actor, client: Any) -> None:
    created = client.post("/contacts", {"last_name": "Vasseur"})
    contact = created.json()["id"]

    undone = undo(client, created["X-Change-Set"])
    assert client.get(f"/contacts/{contact}").status_code == 404
    undo(client, undone["X-Change-Set"])

    assert client.get(f"/contacts/{contact}").status_code == 200


def test_a_deleted_record_comes_back(actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    deleted = client.delete(f"/contacts/{contact}")

    assert undo(client, deleted["X-Change-Set"]).json() == {"undone": 1, "conflicts": []}
    assert contact_row(actor, contact).deleted_at is None


def test_an_undo_that_changed_nothing_does_not_offer_to_be_undone(workspace: Any, actor: Actor, client: Any) -> None:
    contact = make_contact(actor, city="Lille")
    change_set = change(client, contact, city="Lyon")
    change(client_of(make_member(workspace, "administrator")), contact, city="Paris")

    undone = undo(client, change_set)

    assert undone.json()["undone"] == 0
    assert "X-Change-Set" not in undone


def test_a_deleted_note_comes_back(actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    note = client.post("/notes", {"body": "Bonjour", "about": [{"object": "contact", "id": str(contact)}]}).json()
    deleted = client.delete(f"/notes/{note['id']}")

    assert undo(client, deleted["X-Change-Set"]).json()["undone"] == 1
    assert client.get(f"/notes/{note['id']}").status_code == 200


def test_fields_somebody_changed_since_stay_and_are_told_the_others_go_back(
    workspace: Any, actor: Actor, client: Any
) -> None:
    contact = make_contact(actor, job_title="Directrice", city="Lille")
    change_set = change(client, contact, job_title="Présidente", city="Lyon")
    change(client_of(make_member(workspace, "administrator")), contact, city="Paris")

    report = undo(client, change_set).json()

    assert report["undone"] == 1
    assert report["conflicts"] == [
        {
            "object": "contact",
            "id": str(contact),
            "name": "Claire Vasseur",
            "reason": "changed_since",
            "fields": ["Ville"],
        }
    ]
    row = contact_row(actor, contact)
    assert (row.job_title, row.city) == ("Directrice", "Paris")


def test_nothing_goes_back_when_everything_changed_since(workspace: Any, actor: Actor, client: Any) -> None:
    contact = make_contact(actor, city="Lille")
    change_set = change(client, contact, city="Lyon")
    change(client_of(make_member(workspace, "administrator")), contact, city="Paris")

    report = undo(client, change_set).json()

    assert (report["undone"], [each["reason"] for each in report["conflicts"]]) == (0, ["changed_since"])
    assert contact_row(actor, contact).city == "Paris"


def test_other_fields_changed_since_do_not_stand_in_the_way(workspace: Any, actor: Actor, client: Any) -> None:
    contact = make_contact(actor, city="Lille")
    change_set = change(client, contact, city="Lyon")
    change(client_of(make_member(workspace, "administrator")), contact, job_title="Présidente")

    assert undo(client, change_set).json() == {"undone": 1, "conflicts": []}
    row = contact_row(actor, contact)
    assert (row.city, row.job_title) == ("Lille", "Présidente")


def test_a_created_record_that_somebody_changed_stays(workspace: Any, actor: Actor, client: Any) -> None:
    created = client.post("/contacts", {"last_name": "Vasseur"})
    change(client_of(make_member(workspace, "administrator")), created.json()["id"], city="Paris")

    report = undo(client, created["X-Change-Set"]).json()

    assert (report["undone"], [each["reason"] for each in report["conflicts"]]) == (0, ["changed_since"])
    assert contact_row(actor, created.json()["id"]).deleted_at is None


def test_a_change_is_undone_once(actor: Actor, client: Any) -> None:
    change_set = change(client, make_contact(actor), city="Lyon")
    undo(client, change_set)

    again = undo(client, change_set)

    assert (again.status_code, again.json()["code"]) == (409, "already_undone")


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 409)])
def test_a_change_can_be_undone_for_thirty_days(actor: Actor, member: Any, client: Any, days: int, status: int) -> None:
    contact = make_contact(actor)
    change_set = change(client, contact, city="Lyon")

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        answer = undo(client_of(member), change_set)

    assert answer.status_code == status


def test_a_colleague_who_may_edit_the_record_may_undo_the_change(workspace: Any, actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    change_set = change(client, contact, city="Lyon")
    colleague = client_of(make_member(workspace, make_role(workspace, {"contact.see": "all", "contact.edit": "all"})))

    assert undo(colleague, change_set).json()["undone"] == 1


def test_a_colleague_who_may_not_edit_every_record_undoes_nothing(workspace: Any, actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    change_set = change(client, contact, city="Lyon")
    reader = client_of(make_member(workspace, "read_only"))
    outsider = client_of(make_member(workspace, "sales", team=make_team(workspace)))

    assert undo(reader, change_set).status_code in (403, 404)
    assert undo(outsider, change_set).status_code == 404
    assert contact_row(actor, contact).city == "Lyon"


def test_who_may_create_but_not_delete_takes_back_what_he_just_created(workspace: Any, actor: Actor) -> None:
    role = make_role(workspace, {"contact.see": "own", "contact.create": "own", "contact.edit": "own"})
    author = client_of(make_member(workspace, role))
    created = author.post("/contacts", {"last_name": "Vasseur"})

    assert author.delete(f"/contacts/{created.json()['id']}").status_code == 403
    assert undo(author, created["X-Change-Set"]).json()["undone"] == 1


def test_another_workspace_cannot_undo(actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    change_set = change(client, contact, city="Lyon")
    stranger = client_of(make_member(make_workspace("Ailleurs"), "administrator"))

    assert undo(stranger, change_set).status_code == 404
    assert contact_row(actor, contact).city == "Lyon"


def test_an_unknown_change_set_is_not_found(client: Any) -> None:
    assert undo(client, str(new_id())).status_code == 404


def test_the_trash_lists_what_was_deleted_last_first_with_who_and_how_to_undo(actor: Actor, client: Any) -> None:
    first, second = make_contact(actor, "Claire", "Vasseur"), make_contact(actor, "Paul", "Merle")
    for contact in (first, second):
        deleted = client.delete(f"/contacts/{contact}")

    items = client.get("/trash?object=contact").json()["items"]

    assert [(item["name"], item["deleted_by"]) for item in items] == [
        ("Paul Merle", "Anne Duval"),
        ("Claire Vasseur", "Anne Duval"),
    ]
    assert items[0]["change_set_id"] == deleted["X-Change-Set"]
    assert items[0]["version"] == 2


def test_the_trash_of_everything_is_paged(actor: Actor, client: Any) -> None:
    contact = make_contact(actor)
    note = client.post("/notes", {"body": "Bonjour", "about": [{"object": "contact", "id": str(contact)}]}).json()
    organisation = client.post("/organisations", {"name": "Solhène"}).json()
    for path in (f"/notes/{note['id']}", f"/organisations/{organisation['id']}", f"/contacts/{contact}"):
        assert client.delete(path).status_code == 204

    first = client.get("/trash?limit=2").json()
    second = client.get(f"/trash?limit=2&cursor={first['next_cursor']}").json()

    assert [item["object"] for item in first["items"] + second["items"]] == ["contact", "organisation", "note"]
    assert second["next_cursor"] is None


def test_the_trash_shows_nobody_what_he_could_not_see_before(workspace: Any, actor: Actor, client: Any) -> None:
    client.delete(f"/contacts/{make_contact(actor)}")
    seller = client_of(make_member(workspace, "sales", team=make_team(workspace)))
    stranger = client_of(make_member(make_workspace("Ailleurs"), "administrator"))

    assert seller.get("/trash").json()["items"] == []
    assert stranger.get("/trash").json()["items"] == []


def test_an_unknown_kind_of_record_has_no_trash(client: Any) -> None:
    assert client.get("/trash?object=spaceship").status_code == 422
