"""The timeline of a record: everything that happened, readable, for those who may know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sillage.activities.notes.actions import create_note, delete_note, restore_note, update_note
from sillage.activities.notes.types import About
from sillage.activities.timeline.queries import timeline
from sillage.customers.contacts.actions import update_contact
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.errors import NotFound
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.actor import system_actor

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


def items(actor: Actor, object: str, record_id: UUID, **more: Any) -> list[dict[str, Any]]:
    with workspace_transaction(actor.workspace_id):
        found: list[dict[str, Any]] = timeline(actor, object, record_id, **more)["items"]
        return found


def note(actor: Actor, object: str, record_id: UUID, body: str = "Appeler lundi") -> UUID:
    with workspace_transaction(actor.workspace_id):
        return create_note(actor, body, [About(object, record_id)])


def change(actor: Actor, contact: UUID, **values: Any) -> None:
    with workspace_transaction(actor.workspace_id):
        update_contact(actor, contact, values)


def test_a_timeline_tells_newest_first_what_happened_and_who_did_it(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    note_id = note(actor, "contact", contact)

    written, created = items(actor, "contact", contact)

    assert (created["kind"], created["object"], created["record_id"]) == ("contact.created", "contact", contact)
    assert created["actor"] == {"kind": "member", "id": member.id, "name": "Anne Duval"}
    assert (created["record_name"], created["about"]) == ("Claire Vasseur", None)
    shown = {name: written["note"][name] for name in ("id", "body", "version", "pinned", "author_id", "about")}
    assert shown == {
        "id": note_id, "body": "Appeler lundi", "version": 1, "pinned": False, "author_id": member.id,
        "about": [{"object": "contact", "id": contact}],
    }  # fmt: skip
    assert written["about"] is None


def test_changes_are_told_with_labels_and_names_in_the_readers_language(
    workspace: Any, actor: Actor, member: Any
) -> None:
    contact = make_contact(actor, civility="mme")
    organisation = make_organisation(actor, "Solhène")
    colleague = make_member(workspace, "sales", name="Paul Merle")
    change(actor, contact, civility="m", organisation_id=organisation, owner_id=colleague.id)

    (updated, *_) = items(actor, "contact", contact)

    told = {each["field"]: (each["label"], each["before"], each["after"]) for each in updated["changes"]}
    assert told["civility"] == ("Civilité", "Mme", "M.")
    assert told["organisation_id"] == ("Entreprise", None, "Solhène")
    assert told["owner_id"][1:] == ("Anne Duval", "Paul Merle")


def test_changes_are_told_in_english_to_an_english_reader(actor: Actor, member: Any) -> None:
    contact = make_contact(actor, civility="mme")
    change(actor, contact, civility="m")
    member.user.language = "en"
    member.user.save()

    (updated, *_) = items(actor_of(member), "contact", contact)

    assert [(each["label"], each["before"], each["after"]) for each in updated["changes"]] == [("Title", "Ms", "Mr")]


def test_changes_made_in_one_breath_are_one_entry(actor: Actor) -> None:
    contact = make_contact(actor)
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    for minutes, title in ((0, "Directrice"), (2, "Directrice générale"), (30, "Présidente")):
        with clock.at(start + timedelta(days=300, minutes=minutes)):
            change(actor, contact, job_title=title)

    late, early = items(actor, "contact", contact, kinds=["changes"])[:2]

    assert [(each["before"], each["after"]) for each in early["changes"]] == [(None, "Directrice générale")]
    assert [(each["before"], each["after"]) for each in late["changes"]] == [("Directrice générale", "Présidente")]


def test_what_happens_to_a_contact_shows_on_its_organisation_with_its_name(actor: Actor) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)

    (created, _) = items(actor, "organisation", organisation)

    assert created["about"] == {"object": "contact", "id": contact, "name": "Claire Vasseur"}


def test_entries_about_records_out_of_sight_are_left_out(workspace: Any, actor: Actor) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)
    note(actor, "contact", contact, "Secret")
    note(actor, "organisation", organisation, "Pour tous")
    role = make_role(workspace, {"organisation.see": "all", "contact.see": "own", "note.see": "all"})
    reader = actor_of(make_member(workspace, role))

    told = items(reader, "organisation", organisation)

    assert [each["kind"] for each in told] == ["note.created", "organisation.created"]
    assert told[0]["note"]["body"] == "Pour tous"


def test_the_name_of_a_linked_record_out_of_sight_is_not_told(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    change(actor, contact, organisation_id=make_organisation(actor, "Secrète"))
    role = make_role(workspace, {"contact.see": "all"})

    (updated, *_) = items(actor_of(make_member(workspace, role)), "contact", contact)

    after = next(each["after"] for each in updated["changes"] if each["field"] == "organisation_id")
    assert after == "Fiche non accessible"


def test_a_role_that_reads_no_notes_sees_none(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    note(actor, "contact", contact)
    reader = actor_of(make_member(workspace, make_role(workspace, {"contact.see": "all"})))

    assert [each["kind"] for each in items(reader, "contact", contact)] == ["contact.created"]


def test_a_note_is_one_entry_that_goes_and_comes_with_it(actor: Actor) -> None:
    contact = make_contact(actor)
    note_id = note(actor, "contact", contact)
    with workspace_transaction(actor.workspace_id):
        update_note(actor, note_id, {"body": "Appeler mardi"})
    changed = items(actor, "contact", contact)
    with workspace_transaction(actor.workspace_id):
        delete_note(actor, note_id)
    deleted = items(actor, "contact", contact)
    with workspace_transaction(actor.workspace_id):
        restore_note(actor, note_id)
    restored = items(actor, "contact", contact)

    assert [(each["kind"], (each["note"] or {}).get("body")) for each in changed] == [
        ("note.created", "Appeler mardi"),
        ("contact.created", None),
    ]
    assert [each["kind"] for each in deleted] == ["note.deleted", "contact.created"]
    assert [each["kind"] for each in restored] == ["note.created", "contact.created"]


def test_a_timeline_can_be_narrowed_to_notes_or_changes(actor: Actor) -> None:
    contact = make_contact(actor)
    note(actor, "contact", contact)

    assert [each["kind"] for each in items(actor, "contact", contact, kinds=["notes"])] == ["note.created"]
    assert [each["kind"] for each in items(actor, "contact", contact, kinds=["changes"])] == ["contact.created"]


def test_pages_follow_each_other_without_gap_or_repeat(actor: Actor) -> None:
    contact = make_contact(actor)
    bodies = [f"Note {number}" for number in range(7)]
    for body in bodies:
        note(actor, "contact", contact, body)

    told: list[str] = []
    cursor = None
    for _ in range(4):
        with workspace_transaction(actor.workspace_id):
            page = timeline(actor, "contact", contact, cursor=cursor, kinds=["notes"], limit=2)
        told += [each["note"]["body"] for each in page["items"]]
        cursor = page["next_cursor"]

    assert told == bodies[::-1]
    assert cursor is None


def test_what_the_product_did_by_itself_is_told_as_sillage(actor: Actor) -> None:
    contact = make_contact(system_actor(actor.workspace_id))

    assert items(actor, "contact", contact)[0]["actor"]["name"] == "Sillage"


@pytest.mark.parametrize("object", ["contact", "spaceship"])
def test_a_record_that_is_not_there_has_no_timeline(actor: Actor, object: str) -> None:
    with pytest.raises(NotFound):
        items(actor, object, new_id())


def test_another_workspace_sees_no_timeline(actor: Actor) -> None:
    contact = make_contact(actor)
    stranger = actor_of(make_member(make_workspace("Ailleurs"), "administrator"))

    with pytest.raises(NotFound):
        items(stranger, "contact", contact)


def test_a_plain_timeline_costs_two_statements_and_each_kind_in_it_a_fixed_number_more(
    actor: Actor, django_assert_num_queries: Any
) -> None:
    contact = make_contact(actor)
    with workspace_transaction(actor.workspace_id), django_assert_num_queries(2):
        timeline(actor, "contact", contact)
    for _ in range(5):
        note(actor, "contact", contact)
    with workspace_transaction(actor.workspace_id), django_assert_num_queries(5):
        timeline(actor, "contact", contact)
    change(actor, contact, organisation_id=make_organisation(actor))

    with workspace_transaction(actor.workspace_id), django_assert_num_queries(6):
        timeline(actor, "contact", contact)


def test_the_api_gives_a_timeline_and_puts_it_beside_the_record(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)

    alone = client.get(f"/timeline/contact/{contact}")
    beside = client.get(f"/contacts/{contact}?include=timeline")

    assert alone.status_code == 200
    assert [each["kind"] for each in alone.json()["items"]] == ["contact.created"]
    assert beside.json()["timeline"] == alone.json()


@pytest.mark.parametrize("query", ["cursor=xx", "kinds=other", "limit=0", "limit=201"])
def test_a_wrong_question_is_refused(actor: Actor, member: Any, query: str) -> None:
    contact = make_contact(actor)

    assert client_of(member).get(f"/timeline/contact/{contact}?{query}").status_code == 422
