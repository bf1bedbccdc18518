"""Tags: made, put on records, renamed, merged, deleted and brought back."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace

pytestmark = pytest.mark.django_db


def made(response: Any) -> dict[str, Any]:
    assert response.status_code in (200, 201), response.content
    return response.json()  # type: ignore[no-any-return]


def problem_paths(response: Any) -> list[str]:
    assert response.status_code == 422, response.content
    return [each["path"] for each in response.json()["fields"]]


@pytest.fixture
def admin() -> ApiClient:
    return client_of(make_member(make_workspace(), "administrator"))


def tagged_contact(admin: ApiClient, *names: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    tags = [made(admin.post("/tags", {"name": name})) for name in names]
    contact = made(admin.post("/contacts", {"last_name": "Roux", "tags": [tag["id"] for tag in tags]}))
    return contact, tags


def test_a_contact_carries_its_tags_in_order_of_name(admin: ApiClient) -> None:
    vip = made(admin.post("/tags", {"name": "VIP", "colour": "#17734A"}))
    expo = made(admin.post("/tags", {"name": "Salon 2026"}))

    contact = made(admin.post("/contacts", {"last_name": "Roux", "tags": [vip["id"], expo["id"]]}))

    assert contact["tags"] == [expo["id"], vip["id"]]
    assert vip["colour"] == "#17734a"
    assert made(admin.get("/contacts"))["items"][0]["tags"] == [expo["id"], vip["id"]]


def test_history_names_the_tags_that_came_and_went(admin: ApiClient) -> None:
    contact, (_vip, expo) = tagged_contact(admin, "VIP", "Salon")

    admin.patch(f"/contacts/{contact['id']}", {"tags": [expo["id"]]})

    timeline = made(admin.get(f"/contacts/{contact['id']}?include=timeline"))["timeline"]
    assert timeline["items"][0]["changes"] == [
        {"field": "tags", "label": "Étiquettes", "kind": "tags", "before": "Salon, VIP", "after": "Salon"}
    ]


def test_undo_puts_the_tags_back(admin: ApiClient) -> None:
    contact, (vip, expo) = tagged_contact(admin, "VIP", "Salon")
    changed = admin.patch(f"/contacts/{contact['id']}", {"tags": []})

    made(admin.post(f"/change-sets/{changed['X-Change-Set']}/undo"))

    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == [expo["id"], vip["id"]]


def test_two_tags_cannot_read_alike(admin: ApiClient) -> None:
    made(admin.post("/tags", {"name": "Clé"}))

    assert problem_paths(admin.post("/tags", {"name": " cle "})) == ["name"]
    assert len(made(admin.get("/tags"))["items"]) == 1


def test_a_name_of_ten_thousand_characters_is_refused(admin: ApiClient) -> None:
    assert problem_paths(admin.post("/tags", {"name": "x" * 10_000})) == ["name"]


def test_an_unknown_tag_is_refused_and_the_contact_stays(admin: ApiClient) -> None:
    contact, _ = tagged_contact(admin, "VIP")
    elsewhere = client_of(make_member(make_workspace("Ailleurs"), "administrator"))
    foreign = made(elsewhere.post("/tags", {"name": "VIP"}))

    refused = admin.patch(f"/contacts/{contact['id']}", {"tags": [foreign["id"]], "last_name": "Autre"})

    assert problem_paths(refused) == ["tags"]
    assert made(admin.get(f"/contacts/{contact['id']}"))["last_name"] == "Roux"


def test_a_renamed_tag_stays_on_its_records(admin: ApiClient) -> None:
    contact, (vip,) = tagged_contact(admin, "VIP")

    renamed = made(admin.patch(f"/tags/{vip['id']}", {"name": "Compte clé", "version": 1}))

    assert (renamed["name"], renamed["version"], renamed["count"]) == ("Compte clé", 2, 1)
    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == [vip["id"]]


def test_a_merged_tag_gives_its_records_to_the_other_and_undo_takes_them_back(admin: ApiClient) -> None:
    contact, (vip,) = tagged_contact(admin, "VIP")
    key = made(admin.post("/tags", {"name": "Compte clé"}))

    merged = admin.post(f"/tags/{vip['id']}/merge", {"into": key["id"]})

    assert made(merged)["count"] == 1
    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == [key["id"]]
    made(admin.post(f"/change-sets/{merged['X-Change-Set']}/undo"))
    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == [vip["id"]]


def test_a_deleted_tag_leaves_the_records_and_comes_back_from_the_trash(admin: ApiClient) -> None:
    contact, (vip,) = tagged_contact(admin, "VIP")

    deleted = admin.delete(f"/tags/{vip['id']}")

    assert deleted.status_code == 204
    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == []
    assert [item["name"] for item in made(admin.get("/trash?object=tag"))["items"]] == ["VIP"]
    made(admin.post(f"/change-sets/{deleted['X-Change-Set']}/undo"))
    assert made(admin.get(f"/contacts/{contact['id']}"))["tags"] == [vip["id"]]


def test_sales_people_make_tags_but_do_not_rename_them() -> None:
    workspace = make_workspace()
    seller = client_of(make_member(workspace, "sales"))
    reader = client_of(make_member(workspace, "read_only"))

    tag = made(seller.post("/tags", {"name": "VIP"}))

    assert seller.patch(f"/tags/{tag['id']}", {"name": "X"}).status_code == 403
    assert seller.delete(f"/tags/{tag['id']}").status_code == 403
    assert reader.post("/tags", {"name": "Autre"}).status_code == 403
    assert [item["name"] for item in made(reader.get("/tags"))["items"]] == ["VIP"]
