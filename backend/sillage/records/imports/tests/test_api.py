"""Imports over HTTP: who may see them, the list, what is forgotten."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.imports.tests.factories import COMPANIES, imports_in, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_may_not_import_or_create_is_refused_and_nothing_is_kept(member: Member) -> None:
    reader = make_member(make_workspace(), "read_only")

    response = upload(client_of(reader), COMPANIES)

    assert response.status_code == 403
    assert imports_in(reader) == 0


def test_imports_of_another_workspace_or_colleague_are_not_found(member: Member) -> None:
    import_id = upload(client_of(member), COMPANIES).json()["id"]
    stranger = client_of(make_member(make_workspace("Autre"), "administrator"))

    answers = [
        stranger.get(f"/imports/{import_id}"),
        stranger.get(f"/imports/{import_id}/preview"),
        stranger.get(f"/imports/{import_id}/refusals"),
        stranger.get(f"/imports/{import_id}/refusals.csv"),
        stranger.patch(f"/imports/{import_id}", json={"match_field": None}),
        *(stranger.post(f"/imports/{import_id}/{step}") for step in ("check", "start", "cancel", "undo")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert stranger.get("/imports").json()["items"] == []
    assert client_of(member).get(f"/imports/{import_id}").json()["status"] == "mapping"


def test_the_list_shows_the_latest_first_page_by_page(member: Member) -> None:
    client = client_of(member)
    ids = [upload(client, COMPANIES).json()["id"] for _ in range(3)]

    first = client.get("/imports?limit=2").json()
    second = client.get(f"/imports?limit=2&cursor={first['next_cursor']}").json()

    assert [row["id"] for row in first["items"] + second["items"]] == ids[::-1]
    assert second["next_cursor"] is None
    assert first["items"][0]["member_name"] == "Claire Vasseur"


def test_old_imports_forget_their_file_and_refusals_but_keep_their_counts(member: Member) -> None:
    from datetime import timedelta

    from sillage.kernel import clock
    from sillage.records.imports.upkeep import forget_old_files

    client = client_of(member)
    done = run_to_end(client, upload(client, COMPANIES).json()["id"])

    with clock.at(clock.now() + timedelta(days=31)):
        forget_old_files.run()

    with workspace_transaction(member.workspace_id):
        entry = Import.objects.get(id=done["id"])
        assert (entry.storage_name, entry.created, entry.refused) == ("", 2, 1)
        assert ImportRefusal.objects.count() == 0
    assert not list(default_storage.listdir(f"imports/{member.workspace_id}")[1])
