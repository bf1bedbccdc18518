"""API keys over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sillage.identity.api_keys.models import ApiKey
from sillage.identity.testing import client_of, make_member, make_role, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.http.models import IdempotentAnswer

pytestmark = pytest.mark.django_db


def stored(workspace: Workspace) -> list[Any]:
    with workspace_transaction(workspace.id):
        return list(ApiKey.objects.order_by("id").values_list("id", "permissions", "revoked_at"))


def test_a_key_is_shown_once_and_kept_as_a_hash() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator", name="Léa Martin"))

    made = client.post("/api-keys", {"name": "Site web", "permissions": ["member.manage"]}).json()
    (listed,) = client.get("/api-keys").json()["items"]

    assert made["secret"].startswith(f"sk_{workspace.id.hex}_{made['prefix']}_")
    assert "secret" not in listed
    assert (listed["name"], listed["member_name"], listed["status"]) == ("Site web", "Léa Martin", "active")
    with workspace_transaction(workspace.id):
        key = ApiKey.objects.get()
    assert made["secret"] not in str(vars(key))
    assert key.expires_at is not None
    assert timedelta(days=364) < key.expires_at - clock.now() <= timedelta(days=365)


def test_a_repeated_request_makes_one_key_and_no_copy_of_the_secret() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    body, headers = {"name": "Site web", "permissions": ["member.manage"]}, {"Idempotency-Key": "k-1"}

    first = client.post("/api-keys", body, headers=headers).json()
    second = client.post("/api-keys", body, headers=headers).json()

    assert first["id"] == second["id"]
    assert first["secret"] is not None
    assert second["secret"] is None
    with workspace_transaction(workspace.id):
        assert first["secret"].encode() not in bytes(IdempotentAnswer.objects.get().body)
    assert len(stored(workspace)) == 1


def test_keys_are_for_who_may_manage_them() -> None:
    workspace = make_workspace()
    boss = client_of(make_member(workspace, "administrator"))
    key_id = boss.post("/api-keys", {"name": "Site web", "permissions": ["member.manage"]}).json()["id"]
    client, before = client_of(make_member(workspace, "manager")), stored(workspace)

    answers = [
        client.get("/api-keys"),
        client.post("/api-keys", {"name": "Autre", "permissions": ["import.run"]}),
        client.delete(f"/api-keys/{key_id}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert stored(workspace) == before


def test_a_key_of_another_workspace_is_not_found() -> None:
    other = make_workspace("Cabinet Bernard")
    theirs = client_of(make_member(other, "administrator"))
    key_id = theirs.post("/api-keys", {"name": "Site web", "permissions": ["member.manage"]}).json()["id"]
    before = stored(other)

    answer = client_of(make_member(make_workspace(), "administrator")).delete(f"/api-keys/{key_id}")

    assert answer.status_code == 404
    assert stored(other) == before


def test_a_key_never_holds_more_than_its_maker_nor_lasts_for_ever() -> None:
    workspace = make_workspace()
    maker = make_member(workspace, make_role(workspace, {"api_key.manage": "all"}))
    client = client_of(maker)
    body = {"name": "X", "permissions": ["api_key.manage", "member.manage"]}

    past = clock.now() - timedelta(days=1)
    far = clock.now() + timedelta(days=800)
    beyond = client.post("/api-keys", body).json()["fields"]
    dates = [
        client.post("/api-keys", {"name": "X", "permissions": ["api_key.manage"], "expires_at": at.isoformat()})
        for at in (past, far)
    ]

    assert [(problem["path"], problem["code"]) for problem in beyond] == [("permissions.1", "beyond_yours")]
    assert [answer.json()["fields"][0]["code"] for answer in dates] == ["out_of_range"] * 2
    assert stored(workspace) == []


def test_an_ended_key_stays_in_the_list() -> None:
    client = client_of(make_member(make_workspace(), "administrator"))
    key_id = client.post("/api-keys", {"name": "Site web", "permissions": ["member.manage"]}).json()["id"]

    answer = client.delete(f"/api-keys/{key_id}")
    again = client.delete(f"/api-keys/{key_id}")

    assert (answer.status_code, again.status_code) == (204, 204)
    assert [item["status"] for item in client.get("/api-keys").json()["items"]] == ["revoked"]


def test_a_key_does_not_change_the_person_it_acts_for() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator", name="Léa Martin"))
    secret = client.post("/api-keys", {"name": "Site web", "permissions": ["member.manage"]}).json()["secret"]

    answer = Client().patch(
        "/api/v1/me",
        {"name": "Quelqu'un d'autre"},
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )

    assert answer.status_code == 403
    assert client.get("/session").json()["user"]["name"] == "Léa Martin"
