"""The gatekeeper: who is let in, as whom, and how soon a right that ended has ended."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sillage.identity.access import gatekeeper
from sillage.identity.api_keys.actions import create_api_key
from sillage.identity.api_keys.models import ApiKey
from sillage.identity.members.actions import deactivate_member, update_member
from sillage.identity.roles.models import Role
from sillage.identity.testing import (
    ApiClient,
    actor_of,
    anonymous_client,
    client_of,
    make_member,
    make_role,
    make_team,
    make_workspace,
    start_session,
)
from sillage.identity.users.models import Member, User
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.db.context import unit_of_work
from sillage.kernel.http.ports import Credential
from sillage.kernel.permissions import ActorKind, Scope

pytestmark = pytest.mark.django_db


def key_of(member: Member, *permissions: str) -> str:
    with workspace_transaction(member.workspace_id):
        _, secret = create_api_key(actor_of(member), "Site web", permissions or ("member.manage",), None)
    return secret.value


def with_key(secret: str, **headers: str) -> ApiClient:
    return ApiClient({"Authorization": f"Bearer {secret}", **headers})


def role_id(workspace_id: Any, key: str) -> Any:
    with workspace_transaction(workspace_id):
        return Role.objects.values_list("id", flat=True).get(key=key)


def test_a_session_acts_as_its_member_with_the_grants_of_the_role() -> None:
    workspace = make_workspace()
    north = make_team(workspace)
    member = make_member(workspace, "sales", team=north, name="Léa Martin")
    session = start_session(User.objects.get(id=member.user_id))

    with unit_of_work():
        admission = gatekeeper.admit(Credential("session", session), workspace.id, None)

    actor = admission.actor
    assert actor is not None
    assert (actor.kind, actor.member_id, actor.name) == (ActorKind.MEMBER, member.id, "Léa Martin")
    assert actor.team_ids == {north.id}
    assert actor.main_team_id == north.id
    assert not actor.can("member.manage")


def test_a_manager_reaches_the_team_he_leads_without_belonging_to_it() -> None:
    workspace = make_workspace()
    member = make_member(workspace, "manager")
    team = make_team(workspace, "Équipe Sud", manager=member)

    assert actor_of(member).team_ids == {team.id}


def test_a_known_session_costs_one_round_trip() -> None:
    member = make_member(make_workspace())
    session = Credential("session", start_session(User.objects.get(id=member.user_id)))
    with unit_of_work():
        gatekeeper.admit(session, member.workspace_id, None)

    with unit_of_work(), CaptureQueriesContext(connection) as queries:
        gatekeeper.caller(session)
        gatekeeper.admit(session, member.workspace_id, None)

    assert len(queries) == 1


def test_a_known_key_costs_one_round_trip() -> None:
    member = make_member(make_workspace(), "administrator")
    key = Credential("api_key", key_of(member))
    with unit_of_work():
        gatekeeper.admit(key, None, None)

    with unit_of_work(), CaptureQueriesContext(connection) as queries:
        gatekeeper.caller(key)
        gatekeeper.admit(key, None, None)

    assert len(queries) == 1


@pytest.mark.parametrize("cookie", ["", "x", "'; DROP TABLE", "0" * 32, "é" * 32, "A" * 5000])
def test_a_worthless_cookie_is_nobody(cookie: str) -> None:
    assert ApiClient(session_key=cookie).get("/session").status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Basic abc", "Bearer sk_" + "0" * 32 + "_abcdefgh_" + "a" * 40]
)
def test_a_worthless_key_is_nobody_even_beside_a_good_cookie(header: str) -> None:
    client = client_of(make_member(make_workspace()))

    answer = client.get("/session", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthenticated"


def test_nobody_is_told_to_sign_in() -> None:
    answer = anonymous_client().get("/members", headers={"Accept-Language": "en"})

    assert answer.status_code == 401
    assert answer.json()["title"] == "Sign in to continue"


def test_a_workspace_of_others_is_not_found() -> None:
    member = make_member(make_workspace())
    other = make_workspace("Cabinet Bernard")

    assert client_of(member, workspace_id=other.id).get("/session").status_code == 404
    assert client_of(member, workspace_id=uuid4()).get("/session").status_code == 404


def test_without_a_header_the_last_workspace_serves() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    member = make_member(first)
    user = User.objects.get(id=member.user_id)
    make_member(second, user=user)
    client = ApiClient(session_key=start_session(user))

    before = client.get("/session").json()["workspace"]["id"]
    User.objects.filter(id=user.id).update(last_workspace_id=second.id)
    after = client.get("/session").json()["workspace"]["id"]

    assert (before, after) == (str(first.id), str(second.id))


def test_a_lost_last_workspace_gives_way_to_another_membership() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    member = make_member(first)
    user = User.objects.get(id=member.user_id)
    make_member(second, user=user)
    with workspace_transaction(first.id):
        Member.objects.filter(id=member.id).update(active=False)

    answer = ApiClient(session_key=start_session(user)).get("/session")

    assert answer.json()["workspace"]["id"] == str(second.id)
    assert [one["name"] for one in answer.json()["workspaces"]] == ["Cabinet Bernard"]


def test_a_membership_elsewhere_does_not_show_among_the_members() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    member = make_member(first, "administrator")
    make_member(second, user=User.objects.get(id=member.user_id))

    items = client_of(member).get("/members").json()["items"]

    assert [item["id"] for item in items] == [str(member.id)]


def test_a_deactivated_member_is_out_at_the_next_request_and_so_are_the_keys() -> None:
    workspace = make_workspace()
    boss, leaving = make_member(workspace, "administrator"), make_member(workspace, "administrator")
    session, key = client_of(leaving), with_key(key_of(leaving))
    assert (session.get("/session").status_code, key.get("/members").status_code) == (200, 200)

    with workspace_transaction(workspace.id):
        deactivate_member(actor_of(boss), leaving.id, None)

    assert (session.get("/session").status_code, key.get("/members").status_code) == (401, 401)


def test_a_deactivation_elsewhere_leaves_the_other_workspace_open() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    boss, leaving = make_member(first, "administrator"), make_member(first)
    staying = make_member(second, user=User.objects.get(id=leaving.user_id))
    client = client_of(staying)
    assert client.get("/session").status_code == 200

    with workspace_transaction(first.id):
        deactivate_member(actor_of(boss), leaving.id, None)

    assert client.get("/session").status_code == 200
    assert client.get("/session", headers={"X-Workspace": str(first.id)}).status_code == 404


def test_an_account_switched_off_is_out_at_the_next_request() -> None:
    member = make_member(make_workspace(), "administrator")
    session, key = client_of(member), with_key(key_of(member))
    assert (session.get("/session").status_code, key.get("/members").status_code) == (200, 200)

    User.objects.filter(id=member.user_id).update(is_active=False)

    assert (session.get("/session").status_code, key.get("/members").status_code) == (401, 401)


def test_another_role_counts_from_the_next_request() -> None:
    workspace = make_workspace()
    boss, member = make_member(workspace, "administrator"), make_member(workspace, "administrator")
    client = client_of(member)
    assert client.get("/api-keys").status_code == 200

    with workspace_transaction(workspace.id):
        update_member(actor_of(boss), member.id, {"role_id": role_id(workspace.id, "sales")})

    assert client.get("/api-keys").status_code == 403


def test_a_stale_copy_of_an_account_cannot_bring_an_old_version_back() -> None:
    member = make_member(make_workspace())
    stale = User.objects.get(id=member.user_id)
    fresh = User.objects.get(id=member.user_id)
    fresh.set_password("nouvelle-phrase-77")
    fresh.save()
    version = User.objects.get(id=member.user_id).access_version

    stale.save()

    assert User.objects.get(id=member.user_id).access_version > stale.access_version
    assert version == stale.access_version + 1


def test_a_key_reaches_no_further_than_its_own_permissions() -> None:
    member = make_member(make_workspace(), "administrator")
    client = with_key(key_of(member, "member.manage"))

    assert client.get("/invitations").status_code == 200
    assert client.get("/api-keys").status_code == 403
    assert client.get("/session").json()["permissions"] == {"member.manage": "all"}


def test_a_key_loses_what_its_member_loses() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    keeper = make_role(workspace, {"member.manage": "all", "api_key.manage": "all"}, "Gestion")
    member = make_member(workspace, keeper)
    client = with_key(key_of(member, "member.manage"))
    assert client.get("/invitations").status_code == 200

    with workspace_transaction(workspace.id):
        update_member(actor_of(boss), member.id, {"role_id": role_id(workspace.id, "read_only")})

    assert client.get("/invitations").status_code == 403


def test_a_revoked_key_is_dead_at_the_next_request() -> None:
    member = make_member(make_workspace(), "administrator")
    client = with_key(key_of(member))
    assert client.get("/members").status_code == 200
    listed = client_of(member).get("/api-keys").json()["items"]

    client_of(member).delete(f"/api-keys/{listed[0]['id']}")

    assert client.get("/members").status_code == 401


def test_an_expired_key_is_dead() -> None:
    member = make_member(make_workspace(), "administrator")
    client = with_key(key_of(member))
    assert client.get("/members").status_code == 200

    with clock.at(clock.now() + timedelta(days=366)):
        answer = client.get("/members")

    assert answer.status_code == 401


def test_a_key_belongs_to_one_workspace() -> None:
    member = make_member(make_workspace(), "administrator")
    other = make_workspace("Cabinet Bernard")
    secret = key_of(member)
    moved = secret.replace(member.workspace_id.hex, other.id.hex)

    assert with_key(secret, **{"X-Workspace": str(other.id)}).get("/members").status_code == 404
    assert with_key(moved).get("/members").status_code == 401


def test_the_use_of_a_key_is_noted() -> None:
    member = make_member(make_workspace(), "administrator")

    with_key(key_of(member)).get("/members")

    with workspace_transaction(member.workspace_id):
        assert ApiKey.objects.get().last_used_at is not None


def test_a_key_needs_no_csrf_token_and_a_session_does() -> None:
    member = make_member(make_workspace(), "administrator")
    session = client_of(member)
    session.headers.pop("X-CSRFToken")

    assert with_key(key_of(member, "team.manage")).post("/teams", {"name": "Équipe Est"}).status_code == 201
    assert session.post("/teams", {"name": "Équipe Ouest"}).status_code == 403


def test_an_administrator_sees_as_a_colleague_and_changes_nothing() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator", name="Alice Roux")
    seen = make_member(workspace, "sales", name="Bruno Petit")
    client = client_of(boss)
    glasses = {"X-See-As": str(seen.id)}

    session = client.get("/session", headers=glasses).json()
    written = client.post("/teams", {"name": "Équipe Est"}, headers=glasses)
    switched = client.post(f"/workspaces/{workspace.id}/switch", headers=glasses)

    assert session["see_as"] == {"id": str(seen.id), "name": "Bruno Petit"}
    assert session["member"]["name"] == "Alice Roux"
    assert "member.manage" not in session["permissions"]
    assert client.get("/api-keys", headers=glasses).status_code == 403
    assert (written.status_code, switched.status_code) == (403, 403)
    assert client.get("/session").json()["see_as"] is None


def test_seeing_as_somebody_is_for_who_sets_up_roles() -> None:
    workspace = make_workspace()
    member, other = make_member(workspace, "manager"), make_member(workspace, "sales")

    answer = client_of(member).get("/session", headers={"X-See-As": str(other.id)})

    assert answer.status_code == 403


def test_seeing_as_somebody_never_shows_more_than_ones_own_rights() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    member = make_member(workspace, make_role(workspace, {"role.manage": "all"}))

    answer = client_of(member).get("/outbox-mail", headers={"X-See-As": str(boss.id)})

    assert answer.status_code == 403


def test_nobody_is_seen_across_workspaces() -> None:
    boss = make_member(make_workspace(), "administrator")
    stranger = make_member(make_workspace("Cabinet Bernard"))

    for member_id in (stranger.id, uuid4()):
        assert client_of(boss).get("/session", headers={"X-See-As": str(member_id)}).status_code == 404


def test_a_key_cannot_see_as_somebody() -> None:
    workspace = make_workspace()
    boss, other = make_member(workspace, "administrator"), make_member(workspace)

    answer = with_key(key_of(boss, "role.manage")).get("/session", headers={"X-See-As": str(other.id)})

    assert answer.status_code == 403


def test_a_custom_role_grants_what_it_says() -> None:
    workspace = make_workspace()
    member = make_member(workspace, make_role(workspace, {"member.manage": "all", "gone.see": "own"}))

    assert dict(actor_of(member).grants) == {"member.manage": Scope.ALL}


def test_entering_a_workspace_with_a_person_shows_nothing_of_the_others() -> None:
    first, second = make_workspace("Cabinet Durand"), make_workspace("Cabinet Bernard")
    member = make_member(first)
    make_member(second, user=User.objects.get(id=member.user_id))

    with workspace_transaction(first.id, member.user_id):
        visible = list(Member.objects.values_list("workspace_id", flat=True))

    assert visible == [first.id]
