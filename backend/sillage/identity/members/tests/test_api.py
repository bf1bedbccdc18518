"""Members over the API: who may change whom, and what a departure leaves."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from sillage.identity.members import actions, queries
from sillage.identity.roles.models import Role
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_team, make_workspace
from sillage.identity.users.models import Member
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.kernel.permissions import Actor

pytestmark = pytest.mark.django_db


def role_of(workspace: Workspace, key: str) -> UUID:
    with workspace_transaction(workspace.id):
        return Role.objects.values_list("id", flat=True).get(key=key)


def state_of(workspace: Workspace) -> list[Any]:
    with workspace_transaction(workspace.id):
        rows = Member.objects.order_by("id").values_list("id", "role_id", "main_team_id", "active")
        return list(rows) + list(TeamMember.objects.order_by("id").values_list("team_id", "member_id"))


def kinds(workspace: Workspace) -> list[str]:
    with workspace_transaction(workspace.id):
        return list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))


def test_everybody_reads_the_list_of_colleagues_by_name() -> None:
    workspace = make_workspace()
    north = make_team(workspace)
    make_member(workspace, "administrator", name="Zoé Adam")
    reader = make_member(workspace, "read_only", name="élise Noir", team=north)

    answer = client_of(reader).get("/members").json()

    assert [item["name"] for item in answer["items"]] == ["élise Noir", "Zoé Adam"]
    assert answer["items"][0]["role_name"] == "Lecture seule"
    assert answer["items"][0]["team_ids"] == [str(north.id)]
    assert answer["next_cursor"] is None


def test_the_list_goes_on_after_its_cursor() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, name="Anne"))
    for name in ("Bruno", "Chloé", "David"):
        make_member(workspace, name=name)

    first = client.get("/members?limit=3").json()
    second = client.get(f"/members?limit=3&cursor={first['next_cursor']}").json()

    assert [item["name"] for item in first["items"]] == ["Anne", "Bruno", "Chloé"]
    assert [item["name"] for item in second["items"]] == ["David"]


def test_an_administrator_changes_role_and_teams() -> None:
    workspace = make_workspace()
    north = make_team(workspace)
    boss, member = make_member(workspace, "administrator"), make_member(workspace)

    answer = client_of(boss).patch(
        f"/members/{member.id}",
        {"role_id": str(role_of(workspace, "manager")), "team_ids": [str(north.id)]},
    )

    assert answer.status_code == 200
    assert answer.json()["role_name"] == "Manager"
    assert answer.json()["team_ids"] == [str(north.id)]
    assert answer.json()["main_team_id"] == str(north.id)
    assert kinds(workspace) == ["member.changed"]


def test_a_salesperson_changes_nobody() -> None:
    workspace = make_workspace()
    member, other = make_member(workspace, "sales"), make_member(workspace, "sales")
    before = state_of(workspace)

    answers = [
        client_of(member).patch(f"/members/{other.id}", {"role_id": str(role_of(workspace, "administrator"))}),
        client_of(member).get(f"/members/{other.id}/deactivation"),
        client_of(member).post(f"/members/{other.id}/deactivate", {}),
        client_of(member).post(f"/members/{other.id}/reactivate"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert state_of(workspace) == before
    assert kinds(workspace) == []


def test_members_of_another_workspace_are_not_found() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    boss, stranger = make_member(workspace, "administrator"), make_member(other)
    client = client_of(boss)
    before = state_of(other)

    answers = [
        client.patch(f"/members/{stranger.id}", {"team_ids": []}),
        client.get(f"/members/{stranger.id}/deactivation"),
        client.post(f"/members/{stranger.id}/deactivate", {}),
        client.post(f"/members/{stranger.id}/reactivate"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert state_of(other) == before


def test_a_role_or_team_of_another_workspace_is_unknown() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    boss, member = make_member(workspace, "administrator"), make_member(workspace)
    before = state_of(workspace)

    role = client_of(boss).patch(f"/members/{member.id}", {"role_id": str(role_of(other, "sales"))})
    team = client_of(boss).patch(f"/members/{member.id}", {"team_ids": [str(make_team(other).id)]})

    assert [(p["path"], p["code"]) for p in role.json()["fields"]] == [("role_id", "unknown_role")]
    assert [(p["path"], p["code"]) for p in team.json()["fields"]] == [("team_ids.0", "unknown_team")]
    assert state_of(workspace) == before


def test_the_last_administrator_keeps_the_role_and_the_access() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    keeper = make_member(workspace, "administrator")
    client = client_of(boss)

    first = client.patch(f"/members/{keeper.id}", {"role_id": str(role_of(workspace, "sales"))})
    second = client.patch(f"/members/{boss.id}", {"role_id": str(role_of(workspace, "sales"))})
    third = client.post(f"/members/{boss.id}/deactivate", {})

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "last_administrator")
    assert (third.status_code, third.json()["code"]) == (409, "yourself")


def test_nobody_gives_or_touches_more_rights_than_his_own() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    keeper = make_member(workspace, make_role(workspace, {"member.manage": "all"}, "Accueil"))
    client = client_of(keeper)

    raised = client.patch(f"/members/{keeper.id}", {"role_id": str(role_of(workspace, "administrator"))})
    lowered = client.patch(f"/members/{boss.id}", {"role_id": str(role_of(workspace, "read_only"))})
    ended = client.post(f"/members/{boss.id}/deactivate", {})

    assert (raised.status_code, raised.json()["fields"][0]["code"]) == (422, "beyond_yours")
    assert (lowered.status_code, ended.status_code) == (403, 403)


@pytest.fixture
def estate(monkeypatch: pytest.MonkeyPatch) -> list[tuple[UUID, UUID | None, bool]]:
    """Stands for the modules that hand records over: everybody owns three deals."""
    calls: list[tuple[UUID, UUID | None, bool]] = []

    def deals(_actor: Actor, leaving: UUID, receiver: UUID | None, *, dry_run: bool) -> int:
        calls.append((leaving, receiver, dry_run))
        return 3

    for module in (queries, actions):
        monkeypatch.setattr(module, "hand_over_offers", lambda: {"deal": deals})
    return calls


def test_a_departure_is_previewed_then_hands_everything_over(estate: list[Any]) -> None:
    workspace = make_workspace()
    boss, leaving = make_member(workspace, "administrator"), make_member(workspace, name="Bruno Petit")
    heir = make_member(workspace)
    team = make_team(workspace, manager=leaving)
    client = client_of(boss)

    preview = client.get(f"/members/{leaving.id}/deactivation").json()
    answer = client.post(f"/members/{leaving.id}/deactivate", {"hand_over_to": str(heir.id)})

    assert preview["member"] == {"id": str(leaving.id), "name": "Bruno Petit"}
    assert [(item["object"], item["count"]) for item in preview["items"]] == [("deal", 3)]
    assert preview["total"] == 3
    assert answer.status_code == 200
    assert answer.json()["handed_over"] == 3
    assert answer.json()["member"]["active"] is False
    assert estate == [(leaving.id, None, True), (leaving.id, heir.id, False)]
    with workspace_transaction(workspace.id):
        assert Team.objects.get(id=team.id).manager_id == heir.id
    assert kinds(workspace) == ["member.deactivated"]


def test_records_are_left_to_somebody(estate: list[Any]) -> None:
    workspace = make_workspace()
    boss, leaving = make_member(workspace, "administrator"), make_member(workspace)
    gone = make_member(workspace)
    stranger = make_member(make_workspace("Cabinet Bernard"))
    with workspace_transaction(workspace.id):
        Member.objects.filter(id=gone.id).update(active=False)
    client, before = client_of(boss), state_of(workspace)

    codes = [
        client.post(f"/members/{leaving.id}/deactivate", {"hand_over_to": receiver}).json()["fields"][0]["code"]
        for receiver in (None, str(leaving.id), str(gone.id), str(stranger.id), str(uuid4()))
    ]

    assert codes == ["missing"] + ["unknown_member"] * 4
    assert state_of(workspace) == before
    assert kinds(workspace) == []


def test_a_deactivated_member_can_come_back_without_the_old_keys() -> None:
    workspace = make_workspace()
    boss, member = make_member(workspace, "administrator"), make_member(workspace)
    client = client_of(boss)
    client.post(f"/members/{member.id}/deactivate", {})

    answer = client.post(f"/members/{member.id}/reactivate")

    assert answer.json()["active"] is True
    assert client_of(member).get("/session").status_code == 200
    assert kinds(workspace) == ["member.deactivated", "member.reactivated"]


def test_a_departure_ends_the_keys_for_good() -> None:
    from sillage.identity.api_keys.actions import create_api_key
    from sillage.identity.api_keys.models import ApiKey

    workspace = make_workspace()
    boss, leaving = make_member(workspace, "administrator"), make_member(workspace, "administrator")
    with workspace_transaction(workspace.id):
        create_api_key(actor_of(leaving), "Site web", ["member.manage"], None)

    client_of(boss).post(f"/members/{leaving.id}/deactivate", {})

    with workspace_transaction(workspace.id):
        assert ApiKey.objects.get().revoked_at is not None
    assert kinds(workspace)[1:] == ["api_key.revoked", "member.deactivated"]
