"""Shortcuts for tests of custom fields."""

from __future__ import annotations

from typing import Any

from sillage.identity.testing import ApiClient


def made(response: Any) -> dict[str, Any]:
    assert response.status_code in (200, 201), response.content
    return response.json()  # type: ignore[no-any-return]


def problem_paths(response: Any) -> list[str]:
    assert response.status_code == 422, response.content
    return [each["path"] for each in response.json()["fields"]]


def add_field(client: ApiClient, object: str, label: str, kind: str, **more: Any) -> dict[str, Any]:
    return made(client.post("/fields", {"object": object, "label": label, "kind": kind, **more}))


def new_contact(client: ApiClient, **custom: Any) -> dict[str, Any]:
    return made(client.post("/contacts", {"last_name": "Roux", "custom": custom}))
