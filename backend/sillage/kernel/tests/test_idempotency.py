"""Idempotency keys: one effect per key, whatever happens at the same time."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.kernel.cache.limits import forget_leases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_leases() -> None:
    forget_leases()


@pytest.fixture
def client() -> ApiClient:
    return client_of(make_member(make_workspace(), "administrator"))


def create_team(client: ApiClient, name: str, key: str, results: list[Any] | None = None) -> Any:
    answer = client.post("/teams", {"name": name}, headers={"Idempotency-Key": key})
    if results is not None:
        results.append(answer)
        connection.close()
    return answer


def team_names(client: ApiClient) -> list[str]:
    return [team["name"] for team in client.get("/teams").json()["items"]]


def test_a_repeated_request_has_one_effect_and_the_same_answer(client: ApiClient) -> None:
    first = create_team(client, "Nord", "key-1")
    second = create_team(client, "Nord", "key-1")

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert second["Idempotent-Replay"] == "true"
    assert second.get("X-Change-Set") == first.get("X-Change-Set")
    assert team_names(client) == ["Nord"]


def test_two_requests_with_one_key_at_the_same_time_have_one_effect(client: ApiClient) -> None:
    answers: list[Any] = []
    threads = [threading.Thread(target=create_team, args=(client, "Nord", "key-1", answers)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert team_names(client) == ["Nord"]


def test_the_same_key_for_another_body_is_refused_and_changes_nothing(client: ApiClient) -> None:
    create_team(client, "Nord", "key-1")

    answer = create_team(client, "Sud", "key-1")

    assert answer.status_code == 422
    assert [field["code"] for field in answer.json()["fields"]] == ["key_reused"]
    assert team_names(client) == ["Nord"]


def test_another_member_does_not_get_the_answer_of_somebody_elses_key() -> None:
    workspace = make_workspace()
    first = client_of(make_member(workspace, "administrator"))
    second = client_of(make_member(workspace, "administrator"))
    create_team(first, "Nord", "key-1")

    answer = create_team(second, "Nord", "key-1")

    assert answer.status_code == 422


def test_the_same_key_in_another_workspace_is_another_key(client: ApiClient) -> None:
    elsewhere = client_of(make_member(make_workspace("Autre"), "administrator"))
    create_team(client, "Nord", "key-1")

    answer = create_team(elsewhere, "Nord", "key-1")

    assert answer.status_code == 201
    assert "Idempotent-Replay" not in answer


def test_a_refused_request_may_be_repeated_with_its_key(client: ApiClient) -> None:
    refused = create_team(client, "", "key-1")

    accepted = create_team(client, "Nord", "key-1")

    assert (refused.status_code, accepted.status_code) == (422, 201)


@pytest.mark.parametrize("key", ["", "with space", "é", "x" * 129])
def test_a_key_that_is_none_is_refused(client: ApiClient, key: str) -> None:
    answer = create_team(client, "Nord", key)

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["path"] == "Idempotency-Key"
    assert team_names(client) == []
