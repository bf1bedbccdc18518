"""Meetings: planned with customers and colleagues, then held or called off."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from sillage.activities.meetings.models import Meeting, MeetingMember
from sillage.customers.contacts.models import Contact
from sillage.customers.testing import make_contact
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db
SOON, LATER, PAST = "2098-03-02T09:00:00Z", "2098-04-02T09:00:00Z", "2026-03-02T09:00:00Z"


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def member(workspace: Any) -> Any:
    return make_member(workspace, "administrator", name="Anne Duval")


@pytest.fixture
def actor(member: Any) -> Actor:
    return actor_of(member)


def plan(client: Any, contact: UUID, **values: Any) -> Any:
    given = {"title": "Démonstration", "at": SOON, **values}
    return client.post("/meetings", {"about": [{"object": "contact", "id": str(contact)}], **given})


def dates(actor: Actor, contact: UUID) -> tuple[datetime | None, datetime | None]:
    with workspace_transaction(actor.workspace_id):
        row = Contact.objects.get(id=contact)
        return row.last_interaction_at, row.next_activity_at


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_meeting_names_its_place_its_link_and_who_takes_part(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    colleague = make_member(workspace, "sales", name="Paul Merle")

    answer = plan(
        client_of(member), contact, duration_minutes=45, place="Lyon", link="meet.example.test/x",
        members=[str(colleague.id)],
    )  # fmt: skip

    assert answer.status_code == 201
    meeting = answer.json()
    assert (meeting["title"], meeting["status"], meeting["duration_minutes"]) == ("Démonstration", "planned", 45)
    assert (meeting["place"], meeting["link"]) == ("Lyon", "https://meet.example.test/x")
    assert meeting["members"] == [{"id": str(colleague.id), "name": "Paul Merle"}]


def test_the_earliest_planned_meeting_is_the_next_activity_and_a_held_one_the_last_interaction(
    actor: Actor, member: Any
) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    plan(client, contact, at=LATER)
    first = plan(client, contact, at=SOON).json()
    plan(client, contact, at=PAST, status="held")
    planned = dates(actor, contact)

    client.patch(f"/meetings/{first['id']}", {"status": "cancelled"})
    called_off = dates(actor, contact)
    undone = client.delete(f"/meetings/{first['id']}")
    client.post(f"/change-sets/{undone['X-Change-Set']}/undo")

    assert planned == (moment(PAST), moment(SOON))
    assert called_off == (moment(PAST), moment(LATER))
    assert dates(actor, contact) == (moment(PAST), moment(LATER))


def test_a_planned_meeting_whose_hour_has_passed_stays_next_until_somebody_says_how_it_went(
    actor: Actor, member: Any
) -> None:
    contact = make_contact(actor)
    client = client_of(member)
    meeting = plan(client, contact, at=PAST).json()
    before = dates(actor, contact)

    client.patch(f"/meetings/{meeting['id']}", {"status": "held", "outcome": "Accord de principe"})

    assert before == (None, moment(PAST))
    assert dates(actor, contact) == (moment(PAST), None)


def test_undo_gives_a_meeting_its_members_and_values_back(workspace: Any, actor: Actor, member: Any) -> None:
    contact = make_contact(actor)
    colleague = make_member(workspace, "sales", name="Paul Merle")
    client = client_of(member)
    meeting = plan(client, contact, members=[str(colleague.id)], place="Lyon").json()
    changed = client.patch(f"/meetings/{meeting['id']}", {"members": [], "place": None, "title": "Point"})

    client.post(f"/change-sets/{changed['X-Change-Set']}/undo")

    back = client.get(f"/meetings/{meeting['id']}").json()
    assert (back["title"], back["place"], [each["name"] for each in back["members"]]) == (
        "Démonstration", "Lyon", ["Paul Merle"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"at": "2026-03-02T09:00:00"}, "at"),
        ({"status": "held", "at": SOON}, "status"),
        ({"duration_minutes": 0}, "duration_minutes"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"members": ["01a1fed7-3889-7160-b0df-65fb43ab0d91"]}, "members"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_naming_the_field(
    actor: Actor, member: Any, values: dict[str, Any], field: str
) -> None:
    contact = make_contact(actor)

    answer = plan(client_of(member), contact, **values)

    assert (answer.status_code, answer.json()["fields"][0]["path"]) == (422, field)
    with workspace_transaction(actor.workspace_id):
        assert (Meeting.objects.count(), MeetingMember.objects.count()) == (0, 0)


def test_who_may_not_plan_or_see_the_record_plans_nothing(workspace: Any, actor: Actor) -> None:
    contact = make_contact(actor)
    mute = make_member(workspace, make_role(workspace, {"contact.see": "all", "meeting.see": "all"}))
    blind = make_member(workspace, make_role(workspace, {"contact.see": "own", "meeting.create": "all"}, "Aveugle"))
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answers = [plan(client_of(each), contact).status_code for each in (mute, blind, stranger)]

    assert answers == [403, 404, 404]
    with workspace_transaction(actor.workspace_id):
        assert Meeting.objects.count() == 0
