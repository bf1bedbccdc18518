"""Finding one's way in a timeline: by kinds, by member, by words; every kind counted; pinned notes on top."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db
ZERO = {"notes": 0, "calls": 0, "meetings": 0, "messages": 0, "stages": 0, "files": 0, "changes": 0}


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


def fill(client: Any, contact: Any, word: str) -> None:
    about = [{"object": "contact", "id": str(contact)}]
    client.post("/notes", {"about": about, "body": f"Note {word}"})
    client.post("/calls", {"about": about, "summary": f"Appel {word}", "at": "2026-03-02T09:00:00Z"})
    client.post("/meetings", {"about": about, "title": f"Réunion {word}", "at": "2026-03-03T09:00:00Z"})


def kinds_of(client: Any, contact: Any, query: str = "") -> list[str]:
    return [each["kind"] for each in client.get(f"/timeline/contact/{contact}{query}").json()["items"]]


def test_several_kinds_are_asked_for_together(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    fill(client, contact, "été")

    assert kinds_of(client, contact, "?kinds=calls&kinds=meetings") == ["meeting.created", "call.created"]
    assert kinds_of(client, contact, "?kinds=changes") == ["contact.created"]


def test_a_member_and_words_narrow_it_without_case_or_accents(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    colleague = make_member(workspace, "administrator", name="Paul Merle")
    fill(client_of(member), contact, "ÉTÉ")
    fill(client_of(colleague), contact, "hiver")
    client = client_of(member)

    by_paul = kinds_of(client, contact, f"?member_id={colleague.id}&kinds=calls&kinds=notes")
    in_summer = client.get(f"/timeline/contact/{contact}?q=ete").json()["items"]

    assert sorted(by_paul) == ["call.created", "note.created"]
    assert sorted(each["kind"] for each in in_summer) == ["call.created", "meeting.created", "note.created"]
    assert {each["actor"]["name"] for each in in_summer} == {"Anne Duval"}


def test_a_changed_value_is_found_by_its_words(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    client.patch(f"/contacts/{contact}", {"job_title": "Directrice générale"})

    assert kinds_of(client, contact, "?q=generale") == ["contact.updated"]


def test_every_kind_is_counted_also_within_a_search(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    fill(client, contact, "un")
    fill(client, contact, "deux")

    every = client.get(f"/timeline/contact/{contact}/counts").json()
    found = client.get(f"/timeline/contact/{contact}/counts?q=deux").json()

    assert every == {
        "counts": ZERO | {"notes": 2, "calls": 2, "meetings": 2, "changes": 1}, "all": 7, "capped": False,
    }  # fmt: skip
    assert found["counts"] == ZERO | {"notes": 1, "calls": 1, "meetings": 1}


def test_counts_leave_out_what_the_reader_may_not_see(workspace: Any, actor: Actor, member: Any) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)
    fill(client_of(member), contact, "secret")
    role = make_role(workspace, {"organisation.see": "all", "contact.see": "own", "note.see": "all", "call.see": "all"})
    reader = client_of(make_member(workspace, role))

    counts = reader.get(f"/timeline/organisation/{organisation}/counts").json()["counts"]

    assert counts == ZERO | {"changes": 1}


def test_pinned_notes_of_a_record_and_of_what_belongs_to_it_come_first(actor: Actor, member: Any) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)
    client = client_of(member)
    about = [{"object": "contact", "id": str(contact)}]
    client.post("/notes", {"about": about, "body": "ordinaire"})
    pinned = client.post("/notes", {"about": about, "body": "à lire", "pinned": True}).json()

    shown = [
        [each["body"] for each in client.get(f"/timeline/{name}/{record}/pinned").json()["items"]]
        for name, record in (("contact", contact), ("organisation", organisation))
    ]
    client.delete(f"/notes/{pinned['id']}")

    assert shown == [["à lire"], ["à lire"]]
    assert client.get(f"/timeline/contact/{contact}/pinned").json()["items"] == []


def test_another_workspace_reads_neither_counts_nor_pinned_notes(actor: Actor) -> None:
    contact = make_contact(actor)
    stranger = client_of(make_member(make_workspace("Ailleurs"), "administrator"))

    answers = [stranger.get(f"/timeline/contact/{contact}/{part}").status_code for part in ("counts", "pinned")]

    assert answers == [404, 404]
