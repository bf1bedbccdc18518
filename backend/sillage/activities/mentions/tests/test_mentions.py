"""Mentions: a colleague named with @ is told once, if he may see what it is about, and nobody else is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from sillage.activities.mentions.models import Mention
from sillage.activities.mentions.rules import mentioned_in, with_names
from sillage.customers.testing import make_contact
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.kernel.mail.models import OutboxMail
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval")


@pytest.fixture
def colleague(workspace: Any) -> Any:
    return make_member(workspace, "manager", name="Paul Merle", email="paul@example.test")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


def write(client: Any, contact: UUID, body: str) -> Any:
    return client.post("/notes", {"body": body, "about": [{"object": "contact", "id": str(contact)}]})


def mails(actor: Actor) -> list[tuple[str, str]]:
    with workspace_transaction(actor.workspace_id):
        return list(OutboxMail.objects.filter(kind="mention").values_list("recipient", "subject"))


def test_mentions_are_found_once_each_and_read_as_names() -> None:
    one, other = new_id(), new_id()
    text = f"@[{one}] et @[{other}], puis @[{one}] ; pas @[x] ni anne@example.test"

    assert mentioned_in(text) == [one, other]
    assert with_names(f"Vu avec @[{one}]", {one: "Paul Merle"}) == "Vu avec @Paul Merle"


def test_a_mentioned_colleague_finds_it_in_his_mentions_and_in_his_mail(
    actor: Actor, member: Any, colleague: Any
) -> None:
    contact = make_contact(actor)

    note = write(client_of(member), contact, f"@[{colleague.id}] peux-tu rappeler ?").json()

    assert note["mentions"] == [{"id": str(colleague.id), "name": "Paul Merle", "told": True}]
    (mention,) = client_of(colleague).get("/mentions").json()["items"]
    assert (mention["text"], mention["by_name"], mention["read"]) == (
        "@Paul Merle peux-tu rappeler ?",
        "Anne Duval",
        False,
    )
    assert mention["record"] == {"object": "contact", "id": str(contact), "name": "Claire Vasseur"}
    assert mails(actor) == [("paul@example.test", "Anne Duval vous mentionne à propos de Claire Vasseur")]
    with workspace_transaction(actor.workspace_id):
        (event,) = StoredEvent.objects.filter(kind="member.mentioned")
        assert event.payload == {"member_id": str(colleague.id)}


@pytest.mark.parametrize("kind", ["calls", "meetings"])
def test_calls_and_meetings_mention_too(actor: Actor, member: Any, colleague: Any, kind: str) -> None:
    contact = make_contact(actor)
    text = f"Voir avec @[{colleague.id}]"
    given = {"summary": text} if kind == "calls" else {"title": "Point", "at": "2030-01-01T09:00:00Z", "notes": text}

    client_of(member).post(f"/{kind}", {"about": [{"object": "contact", "id": str(contact)}], **given})

    (mention,) = client_of(colleague).get("/mentions").json()["items"]
    assert mention["object"] == kind.rstrip("s")


def test_somebody_who_may_not_see_the_record_is_never_told(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    role = make_role(workspace, {"contact.see": "own", "note.see": "all"})
    outsider = make_member(workspace, role, name="Luc Roy")
    unread = make_role(workspace, {"contact.see": "all"}, "Sans notes")
    deaf = make_member(workspace, unread, name="Zoé Lys")

    note = write(client_of(member), contact, f"@[{outsider.id}] @[{deaf.id}] secret").json()

    assert [(each["name"], each["told"]) for each in note["mentions"]] == [("Luc Roy", False), ("Zoé Lys", False)]
    assert client_of(outsider).get("/mentions").json()["items"] == []
    assert mails(actor) == []
    with workspace_transaction(actor.workspace_id):
        assert (Mention.objects.count(), StoredEvent.objects.filter(kind="member.mentioned").count()) == (0, 0)


def test_each_is_told_once_per_text_and_the_author_not_of_himself(actor: Actor, member: Any, colleague: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    note = write(client, contact, f"@[{colleague.id}] @[{member.id}] bonjour").json()

    client.patch(f"/notes/{note['id']}", {"body": f"@[{colleague.id}] bonjour encore"})

    assert len(mails(actor)) == 1
    assert len(client_of(colleague).get("/mentions").json()["items"]) == 1
    assert client.get("/mentions").json() == {"items": [], "next_cursor": None, "unread": 0}


def test_a_mention_of_no_member_is_refused(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answer = write(client_of(member), contact, f"@[{stranger.id}]")

    assert (answer.status_code, answer.json()["fields"][0]["path"]) == (422, "body")


def test_reading_ones_mentions_and_what_goes_to_the_trash(actor: Actor, member: Any, colleague: Any) -> None:
    contact = make_contact(actor)
    note = write(client_of(member), contact, f"@[{colleague.id}] un").json()
    write(client_of(member), contact, f"@[{colleague.id}] deux")
    reader = client_of(colleague)
    unread = reader.get("/mentions").json()["unread"]

    read = reader.post("/mentions/read").status_code
    client_of(member).delete(f"/notes/{note['id']}")

    left = reader.get("/mentions").json()
    assert (unread, read, left["unread"]) == (2, 204, 0)
    assert [(each["text"], each["read"]) for each in left["items"]] == [("@Paul Merle deux", True)]


def test_mentions_come_in_pages(actor: Actor, member: Any, colleague: Any) -> None:
    contact = make_contact(actor)
    for number in range(5):
        write(client_of(member), contact, f"@[{colleague.id}] {number}")
    reader, texts, cursor = client_of(colleague), [], ""

    for _ in range(3):
        page = reader.get(f"/mentions?limit=2{cursor}").json()
        texts += [each["text"][-1] for each in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"

    assert (texts, page["next_cursor"]) == (["4", "3", "2", "1", "0"], None)
