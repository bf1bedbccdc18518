"""Calls: written down about records one sees, corrected by their author, told on the timelines they concern."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from sillage.activities.calls.models import Call
from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.models import Organisation
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


def log(client: Any, object: str, record_id: UUID, **values: Any) -> Any:
    given = {"at": AT.isoformat(), "outcome": "reached", "duration_seconds": 252, "summary": "Devis attendu", **values}
    return client.post("/calls", {"about": [{"object": object, "id": str(record_id)}], **given})


def dates(actor: Actor, model: Any, record_id: UUID) -> tuple[datetime | None, datetime | None]:
    with workspace_transaction(actor.workspace_id):
        row = model.objects.get(id=record_id)
        return row.last_interaction_at, row.next_activity_at


def test_a_call_says_how_long_it_took_what_came_of_it_and_who_spoke(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)

    answer = log(client_of(member), "contact", contact)

    assert answer.status_code == 201
    call = answer.json()
    assert (call["direction"], call["duration_seconds"], call["outcome"]) == ("outgoing", 252, "reached")
    assert (call["summary"], call["author_name"]) == ("Devis attendu", "Anne Duval")
    assert call["about"] == [{"object": "contact", "id": str(contact)}]


def test_a_call_that_reached_somebody_is_the_last_interaction_of_contact_and_organisation(
    actor: Actor, member: Any
) -> None:
    organisation = make_organisation(actor)
    contact = make_contact(actor, organisation_id=organisation)

    log(client_of(member), "contact", contact)
    log(client_of(member), "contact", contact, at=(AT + timedelta(days=3)).isoformat(), outcome="no_answer")

    assert dates(actor, Contact, contact) == (AT, None)
    assert dates(actor, Organisation, organisation) == (AT, None)


def test_deleting_undoing_and_correcting_a_call_keep_the_last_interaction_right(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    log(client, "contact", contact)
    later = log(client, "contact", contact, at=(AT + timedelta(days=2)).isoformat()).json()

    deleted = client.delete(f"/calls/{later['id']}")
    after_delete = dates(actor, Contact, contact)
    undone = client.post(f"/change-sets/{deleted['X-Change-Set']}/undo")
    after_undo = dates(actor, Contact, contact)
    client.patch(f"/calls/{later['id']}", {"outcome": "busy"})

    assert undone.status_code == 200
    assert after_delete == (AT, None)
    assert after_undo == (AT + timedelta(days=2), None)
    assert dates(actor, Contact, contact) == (AT, None)


def test_moving_a_call_to_another_record_moves_its_history_and_its_date(actor: Actor, member: Any) -> None:
    wrong, right = make_contact(actor), make_contact(actor, "Paul", "Merle")
    client = client_of(member)
    call = log(client, "contact", wrong).json()

    moved = client.patch(f"/calls/{call['id']}", {"about": [{"object": "contact", "id": str(right)}]})

    told = {each: client.get(f"/timeline/contact/{each}?kinds=calls").json()["items"] for each in (wrong, right)}
    assert ([each["call"]["id"] for each in told[right]], told[wrong]) == ([call["id"]], [])
    assert (dates(actor, Contact, wrong), dates(actor, Contact, right)) == ((None, None), (AT, None))
    client.post(f"/change-sets/{moved['X-Change-Set']}/undo")
    assert (dates(actor, Contact, wrong), dates(actor, Contact, right)) == ((AT, None), (None, None))


def test_a_call_stands_in_the_timeline_where_it_took_place_not_where_it_was_typed(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    log(client, "contact", contact, at="2026-01-05T10:00:00Z", summary="premier")
    log(client, "contact", contact, at="2026-01-20T10:00:00Z", summary="second")
    client.patch(
        f"/calls/{client.get(f'/timeline/contact/{contact}?kinds=calls').json()['items'][1]['call']['id']}",
        {"at": "2026-01-30T10:00:00Z"},
    )

    items = client.get(f"/timeline/contact/{contact}?kinds=calls").json()["items"]

    assert [(each["call"]["summary"], each["at"][:10]) for each in items] == [
        ("premier", "2026-01-30"), ("second", "2026-01-20"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"at": "2099-01-01T10:00:00Z"}, "at"),
        ({"duration_seconds": -1}, "duration_seconds"),
        ({"duration_seconds": 90_000}, "duration_seconds"),
        ({"outcome": "charmed"}, "outcome"),
        ({"direction": "sideways"}, "direction"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"about": []}, "about"),
        ({"about": [{"object": "spaceship", "id": "01a1fed7-3889-7160-b0df-65fb43ab0d91"}]}, "about.0.object"),
    ],
)
def test_a_call_that_cannot_be_is_refused_naming_the_field(
    actor: Actor, member: Any, values: dict[str, Any], field: str
) -> None:
    contact = make_contact(actor)

    answer = log(client_of(member), "contact", contact, **values)

    assert (answer.status_code, answer.json()["fields"][0]["path"]) == (422, field)
    with workspace_transaction(actor.workspace_id):
        assert Call.objects.count() == 0


def test_who_may_not_write_calls_or_see_the_record_logs_none(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    mute = make_member(workspace, make_role(workspace, {"contact.see": "all", "call.see": "all"}))
    blind = make_member(workspace, make_role(workspace, {"contact.see": "own", "call.create": "all"}, "Aveugle"))
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answers = [log(client_of(each), "contact", contact).status_code for each in (mute, blind, stranger)]

    assert answers == [403, 404, 404]
    with workspace_transaction(actor.workspace_id):
        assert Call.objects.count() == 0


def test_others_correct_a_call_only_with_the_permission(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    call = log(client_of(member), "contact", contact).json()
    reader = make_member(workspace, make_role(workspace, {"contact.see": "all", "call.see": "all"}))

    answers = [
        client_of(reader).patch(f"/calls/{call['id']}", {"summary": "autre"}).status_code,
        client_of(reader).delete(f"/calls/{call['id']}").status_code,
    ]

    assert answers == [403, 403]
    assert client_of(reader).get(f"/calls/{call['id']}").json()["summary"] == "Devis attendu"


def test_a_stale_correction_is_refused_with_the_present_call(actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    call = log(client, "contact", contact).json()
    client.patch(f"/calls/{call['id']}", {"summary": "corrigé", "version": 1})

    answer = client.patch(f"/calls/{call['id']}", {"summary": "en retard", "version": 1})

    assert (answer.status_code, answer.json()["current"]["summary"]) == (412, "corrigé")


def test_a_call_about_a_record_out_of_sight_is_not_read(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    call = log(client_of(member), "contact", contact).json()
    blind = make_member(workspace, make_role(workspace, {"contact.see": "own", "call.see": "all"}))

    assert client_of(blind).get(f"/calls/{call['id']}").status_code == 404
