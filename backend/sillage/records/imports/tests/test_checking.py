"""What the check says before anything is written."""

from __future__ import annotations

import pytest

from sillage.identity.testing import client_of
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import ChangeSet, StoredEvent
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports.tests.factories import COMPANIES, names_in, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_preview_says_what_becomes_of_each_row_and_why(member: Member) -> None:
    client = client_of(member)
    import_id = upload(client, COMPANIES).json()["id"]

    checked = client.post(f"/imports/{import_id}/check").json()
    preview = client.get(f"/imports/{import_id}/preview").json()

    assert checked["status"] == "ready"
    assert preview["counts"] == {"create": 2, "update": 0, "restore": 0, "identical": 0, "skip": 0, "refuse": 1}
    assert [(row["line"], row["outcome"], row["title"]) for row in preview["rows"]] == [
        (2, "create", "Orme Conseil"),
        (3, "create", "Tissages de l’Ouest"),
        (4, "refuse", "Fonderie Péricard"),
    ]
    assert preview["rows"][2]["reasons"] == [
        {
            "field": "siren",
            "label": "SIREN",
            "value": "732829321",
            "code": "not_a_siren",
            "message": "SIREN « 732829321 » : ce SIREN n’est pas valide : 9 chiffres dont une clé de contrôle",
        }
    ]
    assert names_in(member) == []


def test_a_check_writes_nothing_and_offers_nothing_to_undo(member: Member) -> None:
    client = client_of(member)
    import_id = upload(client, COMPANIES).json()["id"]

    response = client.post(f"/imports/{import_id}/check")

    assert "X-Change-Set" not in response
    assert names_in(member) == []
    with workspace_transaction(member.workspace_id):
        assert not StoredEvent.objects.filter(object="organisation").exists()
        assert not ChangeSet.objects.exists()


def test_a_long_file_is_checked_in_the_background(member: Member) -> None:
    client = client_of(member)
    rows = "\n".join(f"Maison {number}" for number in range(600))
    import_id = upload(client, f"Nom\n{rows}\n").json()["id"]

    checking = client.post(f"/imports/{import_id}/check").json()
    drain_jobs()

    assert checking["status"] == "checking"
    preview = client.get(f"/imports/{import_id}/preview").json()
    assert preview["status"] == "ready"
    assert preview["counts"]["create"] == 600
    assert len(preview["rows"]) == 100
