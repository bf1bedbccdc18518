"""The demo in the database: written once, backdated, and open to its people."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import Count, Max, Min

from sillage.activities.calls.models import Call
from sillage.activities.meetings.models import Meeting
from sillage.activities.messages.models import Message
from sillage.activities.notes.models import Note
from sillage.config.demo import DemoExists, load
from sillage.config.demo.exchanges import tell_exchanges
from sillage.config.demo.story import PARIS, tell_story
from sillage.customers.contacts.models import Contact
from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of
from sillage.identity.users.models import Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.sales.deals.models import Deal

TODAY = date(2026, 6, 15)


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_written_as_told_and_only_once() -> None:
    shares: list[float] = []

    workspace_id = load(shares.append, today=TODAY)

    story = tell_story(TODAY)
    midnight = datetime.combine(TODAY, datetime.min.time(), PARIS)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with workspace_transaction(workspace_id):
        assert Organisation.objects.count() == 220
        assert Contact.objects.count() == 600
        assert Note.objects.count() == len(story.notes)
        exchanges = tell_exchanges(story, TODAY)
        assert Call.objects.count() == len(exchanges.calls) > 300
        assert dict(Meeting.objects.values_list("status").annotate(Count("id"))) == {
            "planned": sum(not each.held for each in exchanges.meetings),
            "held": sum(each.held for each in exchanges.meetings),
        }
        assert Message.objects.count() == 6
        assert Deal.objects.filter(next_activity_at__gt=midnight).count() > 20
        assert Contact.objects.filter(last_interaction_at__isnull=False).count() > 100
        told = {deal.reference: deal.amount * 100 for deal in story.deals}
        assert dict(Deal.objects.values_list("reference", "amount_minor")) == told
        assert dict(Deal.objects.values_list("status").annotate(Count("id"))) == {"open": 100, "won": 117, "lost": 183}
        times = StoredEvent.objects.aggregate(first=Min("occurred_at"), last=Max("occurred_at"))
        assert times["first"] < midnight - timedelta(days=540)
        assert times["last"] < midnight
        assert Deal.objects.aggregate(Max("updated_at"))["updated_at__max"] < midnight
        first = story.deals[0]
        record_id = Deal.objects.get(reference=first.reference).id
        moved = StoredEvent.objects.filter(kind="deal.moved", record_id=record_id).order_by("occurred_at")
        assert list(moved.values_list("occurred_at", flat=True)) == [at for at, _ in first.moves]
        assert StoredEvent.objects.values("change_set_id").distinct().count() > 2000
        members = {member.email: member for member in Member.objects.all()}
    for email in ("admin@demo.test", "manager@demo.test", "sales@demo.test"):
        assert client_of(members[email]).get("/organisations").status_code == 200
        assert User.objects.get(email=email).check_password("sillage-demo")

    with pytest.raises(DemoExists):
        load(today=TODAY)
    assert Workspace.objects.count() == 1
