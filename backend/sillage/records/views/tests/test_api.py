"""Saved views: who sees them, who changes them, and what happens when a field goes."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_team, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.records.views.models import View

pytestmark = pytest.mark.django_db

RENNES = {"and": [{"field": "city", "operator": "is", "value": "Rennes"}]}


@pytest.fixture
def people() -> dict[str, Any]:
    workspace = make_workspace()
    team = make_team(workspace)
    seller = make_member(workspace, "sales", team=team)
    return {
        "workspace": workspace,
        "team": team,
        "admin": client_of(make_member(workspace, "administrator")),
        "seller": client_of(seller),
        "teammate": client_of(make_member(workspace, "sales", team=team)),
        "other": client_of(make_member(workspace, "sales")),
        "seller_role": str(seller.role_id),
    }


def seen(client: ApiClient) -> list[str]:
    return [each["name"] for each in client.get("/views?object=contact").json()["items"]]


def test_a_view_keeps_filter_columns_sort_and_group(people: dict[str, Any]) -> None:
    values = {
        "object": "contact",
        "name": "À Rennes",
        "filter": RENNES,
        "sort": "-created_at,name",
        "columns": [{"field": "name", "width": 240, "pinned": True}, {"field": "city"}],
        "group_by": "owner_id",
    }

    response = people["seller"].post("/views", values)

    view = response.json()
    assert response.status_code == 201
    assert (view["filter"], view["sort"], view["group_by"]) == (RENNES, "-created_at,name", "owner_id")
    assert view["columns"] == [
        {"field": "name", "width": 240, "pinned": True},
        {"field": "city", "width": None, "pinned": False},
    ]
    assert (view["scope"], view["layout"], view["editable"], view["missing_fields"]) == ("private", "table", True, [])


def test_private_team_and_shared_views_are_seen_by_whom_they_are_for(people: dict[str, Any]) -> None:
    people["seller"].post("/views", {"object": "contact", "name": "À moi"})
    team = {"object": "contact", "name": "À l’équipe", "scope": "team", "team_id": str(people["team"].id)}
    people["seller"].post("/views", team)
    people["admin"].post("/views", {"object": "contact", "name": "À tous", "scope": "shared"})

    assert seen(people["seller"]) == ["À moi", "À l’équipe", "À tous"]
    assert seen(people["teammate"]) == ["À l’équipe", "À tous"]
    assert seen(people["other"]) == ["À tous"]
    assert seen(people["admin"]) == ["À l’équipe", "À tous"]


def test_sharing_with_the_workspace_needs_its_permission(people: dict[str, Any]) -> None:
    refused = people["seller"].post("/views", {"object": "contact", "name": "À tous", "scope": "shared"})
    foreign = {"object": "contact", "name": "Ailleurs", "scope": "team", "team_id": str(people["team"].id)}
    not_in_team = people["other"].post("/views", foreign)

    assert refused.status_code == 403
    assert [each["path"] for each in not_in_team.json()["fields"]] == ["team_id"]
    assert seen(people["admin"]) == []


def test_a_view_of_somebody_else_is_neither_found_nor_changed(people: dict[str, Any]) -> None:
    private = people["seller"].post("/views", {"object": "contact", "name": "À moi"}).json()
    shared = people["admin"].post("/views", {"object": "contact", "name": "À tous", "scope": "shared"}).json()

    assert people["admin"].patch(f"/views/{private['id']}", {"name": "Pris"}).status_code == 404
    assert people["admin"].delete(f"/views/{private['id']}").status_code == 404
    assert people["seller"].patch(f"/views/{shared['id']}", {"name": "Pris"}).status_code == 403
    assert people["seller"].delete(f"/views/{shared['id']}").status_code == 403
    assert seen(people["seller"]) == ["À moi", "À tous"]


def test_a_change_is_made_at_the_version_seen(people: dict[str, Any]) -> None:
    view = people["seller"].post("/views", {"object": "contact", "name": "À moi"}).json()
    path = f"/views/{view['id']}"

    renamed = people["seller"].patch(path, {"name": "Prospects", "version": 1})
    stale = people["seller"].patch(path, {"name": "Clients", "version": 1})

    assert (renamed.json()["name"], renamed.json()["version"]) == ("Prospects", 2)
    assert (stale.status_code, stale.json()["current"]["name"]) == (412, "Prospects")


def test_wrong_fields_are_named(people: dict[str, Any]) -> None:
    values = {"object": "contact", "name": "Fausse", "columns": [{"field": "licorne"}], "sort": "licorne"}

    refused = people["seller"].post("/views", values)
    filtered = people["seller"].post(
        "/views",
        {"object": "contact", "name": "Fausse", "filter": {"field": "licorne", "operator": "is", "value": "x"}},
    )

    assert [each["path"] for each in refused.json()["fields"]] == ["columns.0.field", "sort"]
    assert [each["path"] for each in filtered.json()["fields"]] == ["filter.field"]
    assert seen(people["seller"]) == []


def test_a_field_that_has_gone_is_told_and_breaks_nothing(people: dict[str, Any]) -> None:
    view = people["seller"].post("/views", {"object": "contact", "name": "Ancienne", "filter": RENNES}).json()
    with workspace_transaction(people["workspace"].id):
        View.objects.filter(id=view["id"]).update(
            filter={"or": [*RENNES["and"], {"field": "custom.gone", "operator": "is", "value": "x"}]},
            columns=[{"field": "custom.gone", "width": None, "pinned": False}, {"field": "name"}],
            sort="-custom.gone,name",
            group_by="custom.gone",
        )

    shown = people["seller"].get("/views?object=contact").json()["items"][0]

    assert shown["missing_fields"] == ["custom.gone"]
    assert shown["filter"] == {"or": RENNES["and"]}
    assert [each["field"] for each in shown["columns"]] == ["name"]
    assert (shown["sort"], shown["group_by"]) == ("name", None)


def test_a_shared_view_opens_first_for_a_role(people: dict[str, Any]) -> None:
    admin, seller = people["admin"], people["seller"]
    first = admin.post("/views", {"object": "contact", "name": "Première", "scope": "shared"}).json()
    second = admin.post("/views", {"object": "contact", "name": "Seconde", "scope": "shared"}).json()
    private = admin.post("/views", {"object": "contact", "name": "À moi"}).json()
    roles = {"role_ids": [people["seller_role"]]}

    admin.put(f"/views/{first['id']}/default", roles)
    admin.put(f"/views/{second['id']}/default", roles)

    items = seller.get("/views?object=contact").json()["items"]
    assert [(each["name"], each["is_default"]) for each in items] == [("Première", False), ("Seconde", True)]
    assert admin.put(f"/views/{private['id']}/default", roles).status_code == 422
    assert seller.put(f"/views/{second['id']}/default", roles).status_code == 403


def test_a_removed_view_takes_its_default_with_it(people: dict[str, Any]) -> None:
    view = people["admin"].post("/views", {"object": "contact", "name": "À tous", "scope": "shared"}).json()
    people["admin"].put(f"/views/{view['id']}/default", {"role_ids": [people["seller_role"]]})

    assert people["admin"].delete(f"/views/{view['id']}").status_code == 204
    assert seen(people["seller"]) == []


def test_a_view_of_another_workspace_does_not_exist(people: dict[str, Any]) -> None:
    view = people["admin"].post("/views", {"object": "contact", "name": "À tous", "scope": "shared"}).json()
    stranger = client_of(make_member(make_workspace(), "administrator"))

    assert stranger.patch(f"/views/{view['id']}", {"name": "Prise"}).status_code == 404
    assert stranger.delete(f"/views/{view['id']}").status_code == 404
    assert seen(stranger) == []
