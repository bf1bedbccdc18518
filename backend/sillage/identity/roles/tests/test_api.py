"""Roles over the API."""

from typing import Any

import pytest

from sillage.identity.roles.models import Role
from sillage.identity.testing import client_of, make_member, make_role, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent

pytestmark = pytest.mark.django_db


def stored(workspace: Workspace) -> list[Any]:
    with workspace_transaction(workspace.id):
        return list(Role.objects.order_by("id").values_list("id", "name", "permissions"))


def test_a_workspace_has_five_roles_in_the_readers_language() -> None:
    workspace = make_workspace()
    member = make_member(workspace, "read_only")
    make_member(workspace, "read_only")

    items = client_of(member).get("/roles").json()["items"]

    assert [item["name"] for item in items] == [
        "Administrateur",
        "Manager",
        "Commercial",
        "Finance",
        "Lecture seule",
    ]
    assert [item["members"] for item in items] == [0, 0, 0, 0, 2]
    assert all(item["built_in"] and item["purpose"] for item in items)
    assert items[0]["permissions"]["role.manage"] == "all"


def test_the_catalogue_names_objects_verbs_and_the_rest() -> None:
    catalogue = client_of(make_member(make_workspace())).get("/permission-catalogue").json()

    assert {"permission": "role.manage", "label": "Régler les rôles et voir en tant qu’un membre"} in catalogue[
        "others"
    ]
    assert [scope["value"] for scope in catalogue["scopes"]] == ["own", "team", "all"]
    for entry in catalogue["objects"]:
        assert [verb["verb"] for verb in entry["verbs"]] == ["see", "create", "edit", "delete", "export"]


def test_a_custom_role_is_made_changed_and_deleted() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))

    made = client.post("/roles", {"name": "Accueil", "permissions": {"member.manage": "all"}})
    role_id = made.json()["id"]
    changed = client.patch(f"/roles/{role_id}", {"name": "Accueil Paris", "permissions": {}})
    deleted = client.delete(f"/roles/{role_id}")

    assert (made.status_code, made.json()["permissions"]) == (201, {"member.manage": "all"})
    assert (changed.json()["name"], changed.json()["permissions"]) == ("Accueil Paris", {})
    assert deleted.status_code == 204
    with workspace_transaction(workspace.id):
        kinds = list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["role.created", "role.changed", "role.deleted"]


def test_only_who_sets_up_roles_may_write_them() -> None:
    workspace = make_workspace()
    custom = make_role(workspace, {"member.manage": "all"})
    client, before = client_of(make_member(workspace, "manager")), stored(workspace)

    answers = [
        client.post("/roles", {"name": "Accueil", "permissions": {}}),
        client.patch(f"/roles/{custom.id}", {"name": "Autre"}),
        client.delete(f"/roles/{custom.id}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert stored(workspace) == before


def test_a_role_of_another_workspace_is_not_found() -> None:
    other = make_workspace("Cabinet Bernard")
    foreign = make_role(other, {"member.manage": "all"})
    client, before = client_of(make_member(make_workspace(), "administrator")), stored(other)

    assert client.patch(f"/roles/{foreign.id}", {"name": "Autre"}).status_code == 404
    assert client.delete(f"/roles/{foreign.id}").status_code == 404
    assert stored(other) == before


def test_built_in_roles_are_fixed() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    sales = client.get("/roles").json()["items"][2]["id"]

    assert client.patch(f"/roles/{sales}", {"permissions": {}}).json()["code"] == "built_in_role"
    assert client.delete(f"/roles/{sales}").json()["code"] == "built_in_role"


def test_a_role_somebody_holds_stays() -> None:
    workspace = make_workspace()
    custom = make_role(workspace, {"member.manage": "all"})
    make_member(workspace, custom)

    answer = client_of(make_member(workspace, "administrator")).delete(f"/roles/{custom.id}")

    assert (answer.status_code, answer.json()["code"]) == (409, "role_in_use")


def test_nobody_makes_a_role_above_his_own() -> None:
    workspace = make_workspace()
    maker = make_member(workspace, make_role(workspace, {"role.manage": "all"}, "Règles"))

    answer = client_of(maker).post("/roles", {"name": "Tout", "permissions": {"member.manage": "all"}})

    problem = answer.json()["fields"][0]
    assert (answer.status_code, problem["path"], problem["code"]) == (422, "permissions.member.manage", "beyond_yours")


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"name": "X", "permissions": {"ghost.see": "all"}}, "permissions.ghost.see", "unknown_permission"),
        ({"name": "X", "permissions": {"member.manage": "own"}}, "permissions.member.manage", "not_scoped"),
        ({"name": "lecture  SEULE", "permissions": {}}, "name", "name_taken"),
        ({"name": " ", "permissions": {}}, "name", "string_too_short"),
        ({"name": "X", "permissions": {}, "key": "administrator"}, "key", "extra_forbidden"),
        ({"name": "X", "permissions": {"member.manage": "world"}}, "permissions.member.manage", "literal_error"),
    ],
)
def test_a_wrong_role_is_refused_by_field(body: dict[str, Any], path: str, code: str) -> None:
    workspace = make_workspace()
    client, before = client_of(make_member(workspace, "administrator")), stored(workspace)

    answer = client.post("/roles", body)

    assert answer.status_code == 422
    assert [(problem["path"], problem["code"]) for problem in answer.json()["fields"]] == [(path, code)]
    assert stored(workspace) == before
