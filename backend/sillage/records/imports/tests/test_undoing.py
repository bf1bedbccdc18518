"""Taking an import back."""

from __future__ import annotations

import pytest

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports.tests.factories import names_in, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_undo_removes_what_was_created_and_restores_what_was_updated(member: Member) -> None:
    client = client_of(member)
    run_to_end(client, upload(client, "Nom;SIREN;Ville\nOrme;732829320;Angers\n").json()["id"])
    second = run_to_end(client, upload(client, "Nom;SIREN;Ville\nOrme;732829320;Brest\nAulne;;Tours\n").json()["id"])

    response = client.post(f"/imports/{second['id']}/undo")
    drain_jobs()

    undone = client.get(f"/imports/{second['id']}").json()
    assert response.status_code == 202
    assert (second["created"], second["updated"]) == (1, 1)
    assert (undone["status"], undone["undo"]) == ("undone", {"undone": 2, "conflicts": 0, "conflict_list": []})
    assert names_in(member) == ["Orme"]
    with workspace_transaction(member.workspace_id):
        assert Organisation.objects.get(siren="732829320").city == "Angers"
    assert client.post(f"/imports/{second['id']}/undo").status_code == 409


def test_undo_leaves_and_reports_what_changed_since(member: Member) -> None:
    client = client_of(member)
    done = run_to_end(client, upload(client, "Nom\nOrme\nAulne\n").json()["id"])
    with workspace_transaction(member.workspace_id):
        record = Organisation.objects.get(name="Orme")
    client.patch(f"/organisations/{record.id}", json={"city": "Brest", "version": record.version})

    client.post(f"/imports/{done['id']}/undo")
    drain_jobs()

    undo = client.get(f"/imports/{done['id']}").json()["undo"]
    assert (undo["undone"], undo["conflicts"]) == (1, 1)
    assert undo["conflict_list"] == [
        {
            "object": "organisation",
            "id": str(record.id),
            "title": "Orme",
            "message": "Modifiée depuis l’import : laissée telle quelle",
        }
    ]
    assert names_in(member) == ["Orme"]
