"""Where columns go and what becomes of unknown values."""

from __future__ import annotations

import pytest

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.records.imports.tests.factories import COMPANIES, fields_of, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_unknown_values_can_be_matched_emptied_or_refused(member: Member) -> None:
    client = client_of(member)
    content = "Nom;Type;Responsable\nA;Client fidèle;Claire Vasseur\nB;Fournisseur;Jean Inconnu\n"
    details = upload(client, content).json()
    kinds, owners = details["associations"]

    changed = client.patch(
        f"/imports/{details['id']}",
        json={"values": [{"field": kinds["field"], "value": "Client fidèle", "action": "match", "target": "client"}]},
    )

    assert (kinds["field"], kinds["unknown"], kinds["values"][0]["action"]) == ("kind", 1, "refuse")
    assert (owners["known"], owners["unknown"], owners["values"][0]["action"]) == (1, 1, "empty")
    assert changed.status_code == 200, changed.json()
    done = run_to_end(client, details["id"])
    assert (done["created"], done["refused"]) == (2, 0)
    with workspace_transaction(member.workspace_id):
        assert dict(Organisation.objects.values_list("name", "kind")) == {"A": "client", "B": "supplier"}


def test_a_mapping_that_means_nothing_is_refused(member: Member) -> None:
    client = client_of(member)
    details = upload(client, COMPANIES).json()
    path = f"/imports/{details['id']}"

    no_field = client.patch(path, json={"columns": [{"index": 0, "field": "password"}]})
    no_column = client.patch(path, json={"columns": [{"index": 99, "field": "name"}]})
    twice = client.patch(path, json={"columns": [{"index": 0, "field": "city"}, {"index": 1, "field": "city"}]})
    unknown = client.patch(path, json={"status": "done"})
    no_name = client.patch(path, json={"columns": [{"index": 0, "field": None}]})
    start = client.post(f"{path}/start")

    assert [answer.status_code for answer in (no_field, no_column, twice, unknown, no_name, start)] == [
        422,
        422,
        422,
        422,
        200,
        422,
    ]
    assert no_field.json()["fields"][0]["path"] == "columns.0.field"
    assert no_column.json()["fields"][0]["path"] == "columns.0.index"
    assert start.json()["fields"][0]["path"] == "name"


def test_a_field_sent_to_another_column_leaves_the_first(member: Member) -> None:
    client = client_of(member)
    details = upload(client, COMPANIES).json()

    changed = client.patch(f"/imports/{details['id']}", json={"columns": [{"index": 4, "field": "name"}]}).json()

    assert fields_of(changed)["Société"] is None
    assert fields_of(changed)["Ville"] == "name"
