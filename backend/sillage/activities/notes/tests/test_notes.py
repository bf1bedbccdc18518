"""Notes: written about records one sees, changed by their author, kept in the timeline of what they concern."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from sillage.activities.notes.models import Note, NoteLink
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_team, make_workspace
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.events.models import EventLink, StoredEvent
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


def stored(actor: Actor, model: Any) -> list[Any]:
    with workspace_transaction(actor.workspace_id):
        return list(model.objects.all())


def write(client: Any, object: str, record_id: UUID, body: str = "Appeler lundi", **more: Any) -> Any:
    return client.post("/notes", {"body": body, "about": [{"object": object, "id": str(record_id)}], **more})


def test_a_note_belongs_to_its_author_and_shows_on_the_record_and_its_organisation(actor: Actor, member: Any) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)

    answer = write(client_of(member), "contact", contact, "  Appeler lundi\nà 9 h  ", pinned=True)

    assert answer.status_code == 201
    note = answer.json()
    assert (note["body"], note["pinned"], note["version"]) == ("Appeler lundi\nà 9 h", True, 1)
    assert (note["author_id"], note["author_name"]) == (str(member.id), "Anne Duval")
    assert note["about"] == [{"object": "contact", "id": str(contact)}]
    links = {(link.object, link.record_id, link.direct) for link in stored(actor, NoteLink)}
    assert links == {("contact", contact, True), ("organisation", organisation, False)}
    (event,) = [event for event in stored(actor, StoredEvent) if event.kind == "note.created"]
    assert event.payload == {}
    linked = {link.record_id for link in stored(actor, EventLink) if link.event_id == event.id}
    assert linked == {UUID(note["id"]), contact, organisation}


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"body": "   "}, "body"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": "a\u0000b"}, "body"),
        ({"about": []}, "about"),
        ({"about": [{"object": "spaceship", "id": str(new_id())}]}, "about.0.object"),
        ({"about": [{"object": "file", "id": str(new_id())}]}, "about.0.object"),
        ({"owner_id": str(new_id())}, "owner_id"),
    ],
)
def test_a_wrong_note_is_refused_naming_the_field(actor: Actor, member: Any, values: dict[str, Any], path: str) -> None:
    contact = make_contact(actor)
    good = {"body": "Bonjour", "about": [{"object": "contact", "id": str(contact)}]}

    answer = client_of(member).post("/notes", good | values)

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["path"] == path
    assert stored(actor, Note) == []


def test_a_note_of_20_000_characters_is_kept(actor: Actor, member: Any) -> None:
    answer = write(client_of(member), "contact", make_contact(actor), "é" * 20_000)

    assert answer.status_code == 201


def test_nobody_writes_about_a_record_he_does_not_see(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    seller = make_member(workspace, "sales", team=make_team(workspace))

    answer = write(client_of(seller), "contact", contact)

    assert answer.status_code == 404
    assert stored(actor, Note) == []


def test_who_may_only_read_writes_no_note(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)

    answer = write(client_of(make_member(workspace, "read_only")), "contact", contact)

    assert answer.status_code == 403
    assert stored(actor, Note) == []


def test_another_workspace_can_neither_write_about_a_record_nor_touch_its_notes(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    note = write(client_of(member), "contact", contact).json()
    stranger = client_of(make_member(make_workspace("Ailleurs"), "administrator"))

    assert write(stranger, "contact", contact).status_code == 404
    assert stranger.get(f"/notes/{note['id']}").status_code == 404
    assert stranger.patch(f"/notes/{note['id']}", {"body": "Volé"}).status_code == 404
    assert stranger.delete(f"/notes/{note['id']}").status_code == 404
    assert [each.body for each in stored(actor, Note)] == ["Appeler lundi"]


def test_an_author_changes_his_note_and_a_stale_version_is_told(actor: Actor, member: Any) -> None:
    client = client_of(member)
    note = write(client, "contact", make_contact(actor)).json()

    changed = client.patch(f"/notes/{note['id']}", {"body": "Appeler mardi", "version": 1})
    stale = client.patch(f"/notes/{note['id']}", {"body": "Appeler jeudi", "version": 1})

    assert (changed.json()["body"], changed.json()["version"]) == ("Appeler mardi", 2)
    assert stale.status_code == 412
    assert stale.json()["current"]["body"] == "Appeler mardi"


def test_saving_a_note_unchanged_writes_nothing(actor: Actor, member: Any) -> None:
    client = client_of(member)
    note = write(client, "contact", make_contact(actor)).json()

    answer = client.patch(f"/notes/{note['id']}", {"body": "Appeler lundi", "version": 1})

    assert answer.json()["version"] == 1
    assert [event.kind for event in stored(actor, StoredEvent)].count("note.updated") == 0


def test_a_colleague_without_the_right_cannot_change_a_note(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    note = write(client_of(member), "contact", contact).json()
    role = make_role(workspace, {"contact.see": "all", "note.see": "all", "note.create": "own", "note.edit": "own"})
    colleague = client_of(make_member(workspace, role))

    assert colleague.get(f"/notes/{note['id']}").status_code == 200
    assert colleague.patch(f"/notes/{note['id']}", {"body": "Autre"}).status_code == 403
    assert colleague.delete(f"/notes/{note['id']}").status_code == 403
    assert [each.body for each in stored(actor, Note)] == ["Appeler lundi"]


def test_an_author_needs_no_further_right_for_his_own_note(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    role = make_role(workspace, {"contact.see": "all", "note.see": "all", "note.create": "own"})
    author = client_of(make_member(workspace, role))
    note = write(author, "contact", contact).json()

    assert author.patch(f"/notes/{note['id']}", {"body": "Mieux"}).status_code == 200
    assert author.delete(f"/notes/{note['id']}").status_code == 204


def test_a_deleted_note_is_gone_until_it_is_restored(actor: Actor, member: Any) -> None:
    client = client_of(member)
    note = write(client, "contact", make_contact(actor)).json()

    assert client.delete(f"/notes/{note['id']}").status_code == 204
    assert client.patch(f"/notes/{note['id']}", {"body": "x"}).status_code == 404
    restored = client.post(f"/notes/{note['id']}/restore")

    assert (restored.status_code, restored.json()["version"]) == (200, 3)


def test_a_note_about_a_record_out_of_sight_is_out_of_sight(workspace: Any, actor: Actor, member: Any) -> None:
    note = write(client_of(member), "contact", make_contact(actor)).json()
    role = make_role(workspace, {"contact.see": "own", "note.see": "all"})

    assert client_of(make_member(workspace, role)).get(f"/notes/{note['id']}").status_code == 404


@pytest.mark.parametrize("object", ["note", "call", "meeting", "message"])
def test_activities_are_read_through_records_and_never_listed_by_owner(member: Any, object: str) -> None:
    client = client_of(member)

    answers = [client.get(f"/records/{object}{part}").status_code for part in ("", "/count")]

    assert answers == [404, 404]
