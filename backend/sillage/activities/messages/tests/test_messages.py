"""E-mails dropped on records: read apart, tied to the contacts in them, refused with a reason, undone whole."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sillage.activities.messages import actions
from sillage.activities.messages.models import Message, Participant
from sillage.customers.contacts.models import Contact
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, anonymous_client, client_of, make_member, make_role, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.kernel.sandbox import SandboxFailed
from sillage.records.files.models import File

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval", email="anne@cabinet.test")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


def letter(sender: str = "Claire Vasseur <claire@solhene.test>", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "From": sender, "To": "anne@cabinet.test", "Subject": "Devis", "Message-ID": "<un@solhene.test>",
        "Date": "Mon, 02 Mar 2026 09:30:00 +0100",
    } | headers  # fmt: skip
    for name, value in given.items():
        message[name] = value
    message.set_content("Bonjour, voici le devis.")
    message.add_alternative("<p onclick='x()'>Bonjour<img src='https://pixel.test/p.gif'></p>", subtype="html")
    return message


def drop(client: Any, object: str, record_id: UUID, content: bytes, name: str = "message.eml") -> Any:
    file = SimpleUploadedFile(name, content, content_type="message/rfc822")
    return client.post("/messages", data={"object": object, "record_id": str(record_id), "file": file})


def counts(actor: Actor) -> tuple[int, int, int]:
    with workspace_transaction(actor.workspace_id):
        living = File.objects.filter(deleted_at__isnull=True).count()
        return Message.objects.filter(deleted_at__isnull=True).count(), Participant.objects.count(), living


def test_a_dropped_letter_shows_on_the_record_its_people_and_their_organisation(actor: Actor, member: Any) -> None:
    organisation = make_organisation(actor)
    claire = make_contact(actor, email="claire@solhene.test", organisation_id=organisation)
    paul = make_contact(actor, "Paul", "Merle", email="paul@solhene.test")
    client = client_of(member)

    answer = drop(client, "contact", paul, letter(Cc="paul@solhene.test").as_bytes())

    assert answer.status_code == 201
    message = answer.json()
    assert (message["subject"], message["direction"], message["at"]) == ("Devis", "incoming", "2026-03-02T08:30:00Z")
    assert [(each["role"], each["email"], each["contact_id"]) for each in message["participants"]] == [
        ("from", "claire@solhene.test", str(claire)),
        ("to", "anne@cabinet.test", None),
        ("cc", "paul@solhene.test", str(paul)),
    ]
    for object, record_id in (("contact", claire), ("contact", paul), ("organisation", organisation)):
        (item,) = client.get(f"/timeline/{object}/{record_id}?kinds=messages").json()["items"]
        assert (item["message"]["id"], item["at"]) == (message["id"], "2026-03-02T08:30:00Z")
    with workspace_transaction(actor.workspace_id):
        assert Contact.objects.get(id=claire).last_interaction_at.isoformat() == "2026-03-02T08:30:00+00:00"


def test_a_letter_one_wrote_oneself_is_outgoing(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)

    answer = drop(client_of(member), "contact", contact, letter("Anne <anne@cabinet.test>").as_bytes())

    assert answer.json()["direction"] == "outgoing"


def test_the_same_message_twice_on_a_record_is_refused_as_already_there(actor: Actor, member: Any) -> None:
    claire = make_contact(actor, email="claire@solhene.test")
    paul = make_contact(actor, "Paul", "Merle")
    client = client_of(member)
    drop(client, "contact", paul, letter().as_bytes())

    answers = [drop(client, "contact", each, letter().as_bytes()) for each in (paul, claire)]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(409, "message_already_there")] * 2
    assert counts(actor)[0] == 1


def test_one_more_record_gets_the_message_without_showing_it_twice_to_its_people(actor: Actor, member: Any) -> None:
    claire = make_contact(actor, email="claire@solhene.test")
    paul, luc = make_contact(actor, "Paul", "Merle"), make_contact(actor, "Luc", "Roy")
    client = client_of(member)
    drop(client, "contact", paul, letter().as_bytes())

    drop(client, "contact", luc, letter().as_bytes())

    told = [len(client.get(f"/timeline/contact/{each}?kinds=messages").json()["items"]) for each in (claire, paul, luc)]
    assert told == [1, 1, 1]


def test_attachments_become_files_of_the_record_and_refused_types_are_named(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    message = letter()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="devis.pdf")
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="virus.exe")
    client = client_of(member)

    answer = drop(client, "contact", contact, message.as_bytes()).json()

    assert [(each["name"], each["kept"]) for each in answer["attachments"]] == [
        ("devis.pdf", True),
        ("virus.exe", False),
    ]
    (file,) = client.get(f"/files?object=contact&record_id={contact}").json()["items"]
    assert (file["id"], file["name"]) == (answer["attachments"][0]["file"]["id"], "devis.pdf")


def test_deleting_a_message_takes_its_files_along_and_undo_brings_all_back(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    message = letter()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="devis.pdf")
    client = client_of(member)
    made = drop(client, "contact", contact, message.as_bytes())

    deleted = client.delete(f"/messages/{made.json()['id']}")
    gone = counts(actor)
    client.post(f"/change-sets/{deleted['X-Change-Set']}/undo")
    back = counts(actor)

    assert (gone[0], gone[2], back[0], back[2]) == (0, 0, 1, 1)


def test_undoing_the_drop_takes_message_files_and_dates_away(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    message = letter()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="devis.pdf")
    client = client_of(member)
    made = drop(client, "contact", contact, message.as_bytes())

    report = client.post(f"/change-sets/{made['X-Change-Set']}/undo").json()

    assert report["conflicts"] == []
    assert (counts(actor)[0], counts(actor)[2]) == (0, 0)
    with workspace_transaction(actor.workspace_id):
        assert Contact.objects.get(id=contact).last_interaction_at is None


def test_the_html_of_a_message_is_framed_without_scripts_and_without_outside_pictures(
    actor: Actor, member: Any
) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    message = drop(client, "contact", contact, letter().as_bytes()).json()

    plain = anonymous_client().http.get(client.get(f"/messages/{message['id']}/view").json()["url"])
    shown = anonymous_client().http.get(client.get(f"/messages/{message['id']}/view?images=true").json()["url"])

    assert (message["has_html"], message["remote_images"]) == (True, True)
    policy = plain["Content-Security-Policy"]
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "img-src data:;" in policy
    assert "img-src data: https: http:;" in shown["Content-Security-Policy"]
    assert (b"src=" in plain.content, b'src="http' in shown.content) == (False, True)
    assert (plain["X-Frame-Options"], plain["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")
    assert b"onclick" not in plain.content
    assert b"Bonjour" in plain.content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n", "message_not_a_message"),
        ("vide.eml", b" ", "message_not_a_message"),
        ("faux.msg", b"From: a@b.test\n\nx", "message_not_a_message"),
        ("x.eml", b"just words", "message_not_a_message"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_naming_the_field(
    actor: Actor, member: Any, name: str, content: bytes, code: str
) -> None:
    contact = make_contact(actor)

    answer = drop(client_of(member), "contact", contact, content, name)

    assert answer.status_code == 422
    (problem,) = answer.json()["fields"]
    assert (problem["path"], problem["code"]) == ("file", code)
    assert counts(actor) == (0, 0, 0)


@pytest.mark.parametrize("reason", ["memory", "time", "crashed"])
def test_a_letter_that_kills_its_reader_is_refused_and_nothing_changes(
    actor: Actor, member: Any, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    contact = make_contact(actor)

    def failing(*_: Any, **__: Any) -> Any:
        raise SandboxFailed(reason)

    monkeypatch.setattr(actions, "apart", failing)

    answer = drop(client_of(member), "contact", contact, letter().as_bytes())

    assert (answer.status_code, answer.json()["fields"][0]["code"]) == (422, f"message_{reason}")
    assert counts(actor) == (0, 0, 0)


def test_a_letter_that_is_too_large_is_refused(actor: Actor, member: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = make_contact(actor)
    monkeypatch.setattr(actions, "MAX_BYTES", 100)

    answer = drop(client_of(member), "contact", contact, letter().as_bytes())

    assert answer.json()["fields"][0]["code"] == "message_too_large"


def test_who_may_not_edit_the_record_or_add_messages_adds_none(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    reader = make_member(workspace, make_role(workspace, {"contact.see": "all", "message.create": "all"}))
    mute = make_member(workspace, make_role(workspace, {"contact.see": "all", "contact.edit": "all"}, "Muet"))
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answers = [
        drop(client_of(each), "contact", contact, letter().as_bytes()).status_code for each in (reader, mute, stranger)
    ]

    assert answers == [403, 403, 404]
    assert counts(actor) == (0, 0, 0)


def test_contacts_out_of_sight_are_not_tied_to_a_letter(workspace: Any, actor: Actor) -> None:
    hidden = make_contact(actor, email="claire@solhene.test")
    grants = {"contact.see": "own", "contact.edit": "own", "contact.create": "own", "message.create": "all"}
    seller = make_member(workspace, make_role(workspace, grants | {"message.see": "all"}))
    own = make_contact(actor_of(seller), "Paul", "Merle")

    answer = drop(client_of(seller), "contact", own, letter().as_bytes())

    assert [each["contact_id"] for each in answer.json()["participants"]] == [None, None]
    with workspace_transaction(actor.workspace_id):
        assert Contact.objects.get(id=hidden).last_interaction_at is None
