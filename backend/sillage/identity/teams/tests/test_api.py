"""Teams over the API."""

from typing import Any
from uuid import uuid4

import pytest

from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.testing import client_of, make_member, make_team, make_workspace
from sillage.identity.users.models import Member
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent

pytestmark = pytest.mark.django_db


def stored(workspace: Workspace) -> list[Any]:
    with workspace_transaction(workspace.id):
        teams = list(Team.objects.order_by("id").values_list("id", "name", "manager_id"))
        return teams + list(TeamMember.objects.order_by("id").values_list("team_id", "member_id"))


def test_a_team_is_made_changed_and_deleted() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    lead, first, second = (make_member(workspace, name=name) for name in ("Lina", "Bruno", "Chloé"))
    client = client_of(boss)

    made = client.post(
        "/teams", {"name": "Équipe Est", "manager_id": str(lead.id), "member_ids": [str(first.id)]}
    ).json()
    changed = client.patch(f"/teams/{made['id']}", {"member_ids": [str(second.id)]}).json()
    with workspace_transaction(workspace.id):
        main_teams = dict(Member.objects.values_list("name", "main_team_id"))
    deleted = client.delete(f"/teams/{made['id']}")

    assert (made["manager_name"], made["member_ids"]) == ("Lina", [str(first.id)])
    assert changed["member_ids"] == [str(second.id)]
    assert changed["manager_id"] == str(lead.id)
    assert (main_teams["Bruno"], str(main_teams["Chloé"])) == (None, made["id"])
    assert deleted.status_code == 204
    with workspace_transaction(workspace.id):
        kinds = list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))
        assert not Member.objects.exclude(main_team_id=None).exists()
    assert kinds == ["team.created", "team.changed", "team.deleted"]


def test_everybody_reads_the_teams() -> None:
    workspace = make_workspace()
    make_team(workspace, "Équipe Nord")

    answer = client_of(make_member(workspace, "read_only")).get("/teams")

    assert [item["name"] for item in answer.json()["items"]] == ["Équipe Nord"]


def test_a_manager_does_not_set_up_teams() -> None:
    workspace = make_workspace()
    team = make_team(workspace)
    client, before = client_of(make_member(workspace, "manager")), stored(workspace)

    answers = [
        client.post("/teams", {"name": "Équipe Est"}),
        client.patch(f"/teams/{team.id}", {"name": "Autre"}),
        client.delete(f"/teams/{team.id}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert stored(workspace) == before


def test_a_team_of_another_workspace_is_not_found() -> None:
    other = make_workspace("Cabinet Bernard")
    team = make_team(other)
    client, before = client_of(make_member(make_workspace(), "administrator")), stored(other)

    assert client.patch(f"/teams/{team.id}", {"name": "Autre"}).status_code == 404
    assert client.delete(f"/teams/{team.id}").status_code == 404
    assert stored(other) == before


def test_a_wrong_team_is_refused_by_field() -> None:
    workspace = make_workspace()
    stranger = make_member(make_workspace("Cabinet Bernard"))
    make_team(workspace, "Équipe Nord")
    client, before = client_of(make_member(workspace, "administrator")), stored(workspace)

    taken = client.post("/teams", {"name": "equipe nord"}).json()["fields"]
    unknown = client.post(
        "/teams", {"name": "Est", "manager_id": str(uuid4()), "member_ids": [str(stranger.id)]}
    ).json()["fields"]

    assert [(problem["path"], problem["code"]) for problem in taken] == [("name", "name_taken")]
    assert [(problem["path"], problem["code"]) for problem in unknown] == [
        ("member_ids.0", "unknown_member"),
        ("manager_id", "unknown_member"),
    ]
    assert stored(workspace) == before
