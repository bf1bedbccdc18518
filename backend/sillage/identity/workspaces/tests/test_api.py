"""Workspaces and the first run over the API."""

from typing import Any
from uuid import uuid4

import pytest

from sillage.identity.roles.models import Role
from sillage.identity.testing import (
    ApiClient,
    anonymous_client,
    client_of,
    make_member,
    make_workspace,
    start_session,
)
from sillage.identity.users.models import Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent

pytestmark = pytest.mark.django_db
FIRST_RUN = {
    "company": {"name": "Cabinet Durand & Associés", "siren": "732 829 320"},
    "administrator": {"name": "Alice Roux", "email": "Alice@Durand.test", "password": "horloge-verte-42"},
}


def changed(part: str, **values: Any) -> dict[str, Any]:
    body = {name: dict(entry) for name, entry in FIRST_RUN.items()}
    body[part].update(values)
    return body


def test_an_empty_installation_asks_for_its_first_run() -> None:
    assert anonymous_client().get("/setup").json()["needed"] is True

    make_member(make_workspace())

    assert anonymous_client().get("/setup").json()["needed"] is False


def test_the_first_run_makes_the_company_its_roles_and_a_signed_in_administrator() -> None:
    visitor = anonymous_client()

    answer = visitor.post("/setup", FIRST_RUN)
    session = visitor.get("/session").json()

    assert answer.status_code == 201
    assert (answer.json()["slug"], answer.json()["siren"]) == ("cabinet-durand-associes", "732829320")
    assert session["user"]["email"] == "alice@durand.test"
    assert session["member"]["role_name"] == "Administrateur"
    assert session["permissions"]["workspace.manage"] == "all"
    with workspace_transaction(Workspace.objects.get().id):
        assert Role.objects.count() == 5
        kinds = list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[:2] == ["member.joined", "workspace.created"]


def test_the_first_run_happens_once() -> None:
    anonymous_client().post("/setup", FIRST_RUN)

    again = anonymous_client().post("/setup", changed("administrator", email="voleur@example.test"))

    assert (again.status_code, again.json()["code"]) == (409, "already_set_up")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "values", "path"),
    [
        ("company", {"siren": "732829321"}, "company.siren"),
        ("company", {"name": "   "}, "company.name"),
        ("administrator", {"email": "alice"}, "administrator.email"),
        ("administrator", {"password": "court"}, "administrator.password"),
        ("administrator", {"password": "alice@durand.test"}, "administrator.password"),
    ],
)
def test_a_wrong_first_run_names_the_field_and_makes_nothing(part: str, values: dict[str, Any], path: str) -> None:
    answer = anonymous_client().post("/setup", changed(part, **values))

    assert answer.status_code == 422
    assert path in {problem["path"] for problem in answer.json()["fields"]}
    assert (User.objects.count(), Workspace.objects.count()) == (0, 0)


def test_an_administrator_changes_the_settings_of_the_workspace() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))

    answer = client.patch("/workspace", {"name": "Durand", "siren": "732829320", "accent": "#C2410C"})
    cleared = client.patch("/workspace", {"siren": None})

    assert (answer.json()["name"], answer.json()["siren"], answer.json()["accent"]) == (
        "Durand",
        "732829320",
        "#c2410c",
    )
    assert cleared.json()["siren"] is None
    assert client.get("/workspace").json()["name"] == "Durand"


def test_a_manager_reads_the_settings_and_changes_none() -> None:
    workspace = make_workspace("Cabinet Durand")
    client = client_of(make_member(workspace, "manager"))

    refused = client.patch("/workspace", {"name": "Autre"})
    other = client.post("/workspaces", {"name": "Autre"})

    assert (refused.status_code, other.status_code) == (403, 403)
    assert client.get("/workspace").json()["name"] == "Cabinet Durand"
    assert Workspace.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [{"siren": "123456789"}, {"currency": "ABC"}, {"accent": "red"}, {"language": "de"}, {"name": None}, {"slug": "x"}],
)
def test_a_wrong_setting_is_refused_by_field(body: dict[str, Any]) -> None:
    workspace = make_workspace("Cabinet Durand")

    answer = client_of(make_member(workspace, "administrator")).patch("/workspace", body)

    assert answer.status_code == 422
    assert [problem["path"] for problem in answer.json()["fields"]] == list(body)


def test_a_second_workspace_is_made_and_switched_to() -> None:
    first = make_workspace("Cabinet Durand")
    member = make_member(first, "administrator")
    client = client_of(member)

    made = client.post("/workspaces", {"name": "Cabinet Durand"}, headers={"Idempotency-Key": "w-1"})
    repeated = client.post("/workspaces", {"name": "Cabinet Durand"}, headers={"Idempotency-Key": "w-1"})
    client.headers.pop("X-Workspace")
    back = client.post(f"/workspaces/{first.id}/switch")
    here = client.get("/session").json()["workspace"]["id"]
    client.post(f"/workspaces/{made.json()['id']}/switch")

    assert made.status_code == 201
    assert repeated.json()["id"] == made.json()["id"]
    assert made.json()["slug"] == "cabinet-durand"
    assert back.json()["id"] == here == str(first.id)
    assert client.get("/session").json()["workspace"]["id"] == made.json()["id"]
    assert Workspace.objects.count() == 2


def test_names_in_addresses_never_collide() -> None:
    client = client_of(make_member(make_workspace(), "administrator"))

    slugs = [client.post("/workspaces", {"name": name}).json()["slug"] for name in ("Été", "ete", "ÉTÉ !", "…")]

    assert slugs == ["ete", "ete-2", "ete-3", "espace"]


def test_nobody_switches_to_a_workspace_of_others() -> None:
    member = make_member(make_workspace())
    other = make_workspace("Cabinet Bernard")
    client = client_of(member)

    assert client.post(f"/workspaces/{other.id}/switch").status_code == 404
    assert client.post(f"/workspaces/{uuid4()}/switch").status_code == 404
    assert User.objects.get(id=member.user_id).last_workspace_id == member.workspace_id


def test_the_state_of_the_installation_is_for_administrators() -> None:
    workspace = make_workspace()

    answer = client_of(make_member(workspace, "administrator")).get("/installation")
    refused = client_of(make_member(workspace, "manager")).get("/installation")

    assert answer.json()["mail_configured"] is False
    assert answer.json()["last_backup"] is None
    assert answer.json()["database_version"].startswith("18.")
    assert refused.status_code == 403


def test_a_person_keeps_the_session_prolonged_while_using_it() -> None:
    from datetime import timedelta

    from django.contrib.sessions.models import Session

    from sillage.kernel import clock

    member = make_member(make_workspace())
    key = start_session(User.objects.get(id=member.user_id))
    client = ApiClient(session_key=key)
    fresh = client.get("/session")
    Session.objects.filter(session_key=key).update(expire_date=clock.now() + timedelta(days=2))

    prolonged = client.get("/session")

    assert "sillage_session" not in fresh.cookies
    assert prolonged.cookies["sillage_session"].value == key
    assert Session.objects.get(session_key=key).expire_date > clock.now() + timedelta(days=13)


def test_an_expired_session_is_dead() -> None:
    from datetime import timedelta

    from django.contrib.sessions.models import Session

    from sillage.kernel import clock

    member = make_member(make_workspace())
    key = start_session(User.objects.get(id=member.user_id))
    client = ApiClient(session_key=key)
    assert client.get("/session").status_code == 200
    Session.objects.filter(session_key=key).update(expire_date=clock.now() - timedelta(seconds=1))

    assert client.get("/session").status_code == 401


def test_somebody_changes_himself_everywhere() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    member = make_member(first, "read_only", name="Lea Martin")
    twin = make_member(second, user=User.objects.get(id=member.user_id))

    answer = client_of(member).patch(
        "/me",
        {"name": "Léa Martin-Roy", "language": "en", "theme": "dark", "density": "compact", "time_zone": "Asia/Tokyo"},
    )

    user = answer.json()["user"]
    assert (user["name"], user["language"], user["theme"]) == ("Léa Martin-Roy", "en", "dark")
    assert (user["density"], user["time_zone"]) == ("compact", "Asia/Tokyo")
    with workspace_transaction(second.id):
        assert Member.objects.get(id=twin.id).name == "Léa Martin-Roy"
    assert client_of(member).get("/roles").json()["items"][0]["name"] == "Administrator"


@pytest.mark.parametrize(
    "body",
    [
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "Mars/Olympus"},
        {"language": "de"},
        {"theme": "blue"},
        {"name": ""},
        {"email": "a@b.test"},
        {"is_active": False},
    ],
)
def test_a_wrong_preference_is_refused_by_field(body: dict[str, Any]) -> None:
    member = make_member(make_workspace())

    answer = client_of(member).patch("/me", body)

    assert answer.status_code == 422
    assert [problem["path"] for problem in answer.json()["fields"]] == list(body)
