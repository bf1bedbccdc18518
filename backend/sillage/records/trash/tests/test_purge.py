"""What leaves the trash for good, and what may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from sillage.activities.notes.models import Note
from sillage.customers.contacts.models import Contact
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import FieldChange, StoredEvent
from sillage.records.files.models import File
from sillage.records.search.models import Entry
from sillage.records.trash import purging
from sillage.records.trash.jobs import purge_trash_everywhere

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def admin(workspace: Workspace) -> Member:
    return make_member(workspace, "administrator")


def trashed_contact(admin: Member, **values: Any) -> UUID:
    contact = make_contact(actor_of(admin), **values)
    assert client_of(admin).delete(f"/contacts/{contact}").status_code == 204
    return contact


def exists(admin: Member, contact: UUID) -> bool:
    with workspace_transaction(admin.workspace_id):
        return Contact.objects.filter(id=contact).exists()


def test_a_record_goes_with_all_that_hung_on_it(admin: Member) -> None:
    client = client_of(admin)
    contact = make_contact(actor_of(admin), last_name="Vasseur", email="claire@orme.test")
    other = make_contact(actor_of(admin), last_name="Roux")
    client.patch(f"/contacts/{contact}", {"job_title": "Directrice"})
    about = [{"object": "contact", "id": str(contact)}]
    client.post("/notes", {"body": "Rien qu’à elle", "about": about})
    client.post("/notes", {"body": "À deux", "about": [*about, {"object": "contact", "id": str(other)}]})
    file = SimpleUploadedFile("devis.txt", b"bonjour", content_type="text/plain")
    client.request("POST", "/files", data={"object": "contact", "record_id": str(contact), "file": file})
    with workspace_transaction(admin.workspace_id):
        content = File.objects.get().storage_name
    client.delete(f"/contacts/{contact}")

    purged = client.delete(f"/trash/contact/{contact}")

    assert purged.status_code == 204
    with workspace_transaction(admin.workspace_id):
        assert list(Contact.objects.values_list("id", flat=True)) == [other]
        assert list(Note.objects.values_list("body", flat=True)) == ["À deux"]
        assert not File.objects.exists()
        assert not Entry.objects.filter(id=contact).exists()
        told = StoredEvent.objects.filter(record_id=contact)
        assert told.filter(kind="record.purged").count() == 1
        assert not FieldChange.objects.filter(event_id__in=told.values("id")).exists()
    assert not default_storage.exists(content)


def test_what_pointed_to_it_stays_without_it(admin: Member) -> None:
    client = client_of(admin)
    organisation = make_organisation(actor_of(admin), name="Orme Conseil")
    contact = make_contact(actor_of(admin), last_name="Vasseur", organisation_id=str(organisation))
    client.delete(f"/organisations/{organisation}")

    purged = client.delete(f"/trash/organisation/{organisation}")

    assert purged.status_code == 204
    assert client.get(f"/contacts/{contact}").json()["organisation_id"] is None


def test_what_is_not_in_the_trash_cannot_be_purged(admin: Member) -> None:
    contact = make_contact(actor_of(admin))

    assert client_of(admin).delete(f"/trash/contact/{contact}").status_code == 404
    assert client_of(admin).delete(f"/trash/nothing/{contact}").status_code == 404
    assert exists(admin, contact)


def test_only_the_permission_to_purge_lets_purge(workspace: Workspace, admin: Member) -> None:
    contact = trashed_contact(admin)

    for role in ("manager", "sales", "read_only"):
        assert client_of(make_member(workspace, role)).delete(f"/trash/contact/{contact}").status_code == 403
    assert exists(admin, contact)


def test_a_neighbour_purges_nothing(admin: Member) -> None:
    contact = trashed_contact(admin)
    stranger = make_member(make_workspace(), "administrator")

    assert client_of(stranger).delete(f"/trash/contact/{contact}").status_code == 404
    assert exists(admin, contact)


def test_what_something_living_needs_stays_in_the_trash(admin: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = trashed_contact(admin)

    def needed(_object: str, _ids: Any) -> None:
        raise IntegrityError("violates foreign key constraint")

    monkeypatch.setattr(purging, "_purge", needed)
    refused = client_of(admin).delete(f"/trash/contact/{contact}")

    assert (refused.status_code, refused.json()["code"]) == (409, "still_used")
    assert exists(admin, contact)


def test_the_night_removes_what_is_there_for_thirty_days(admin: Member) -> None:
    old = trashed_contact(admin)
    with clock.at(clock.now() + timedelta(days=29)):
        purge_trash_everywhere.run()
    assert exists(admin, old)

    with clock.at(clock.now() + timedelta(days=31)):
        purge_trash_everywhere.run()

    assert not exists(admin, old)
