"""Invitations over the API."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session

from sillage.identity.roles.models import Role
from sillage.identity.testing import (
    ApiClient,
    anonymous_client,
    client_of,
    make_member,
    make_role,
    make_team,
    make_workspace,
)
from sillage.identity.users.models import Invitation, Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.kernel.http.models import IdempotentAnswer
from sillage.kernel.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
EMAIL = "nina.faure@example.test"
ANSWER = {"name": "Nina Faure", "password": "horloge-verte-42"}


def role_of(workspace: Workspace, key: str = "sales") -> str:
    with workspace_transaction(workspace.id):
        return str(Role.objects.values_list("id", flat=True).get(key=key))


def stored(workspace: Workspace) -> list[Any]:
    with workspace_transaction(workspace.id):
        return list(Invitation.objects.order_by("id").values_list("id", "email", "accepted_at", "revoked_at"))


def invite(client: ApiClient, workspace: Workspace, **more: Any) -> str:
    """The token of a fresh invitation."""
    entry = {"email": EMAIL, "role_id": role_of(workspace), **more}
    answer = client.post("/invitations", {"invitations": [entry]})
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["items"][0]["link"]).rsplit("/", 1)[1]


def test_a_colleague_is_invited_by_a_letter_with_a_link() -> None:
    workspace = make_workspace("Cabinet Durand")
    client = client_of(make_member(workspace, "administrator", name="Alice Roux"))

    token = invite(client, workspace)

    with workspace_transaction(workspace.id):
        letter = OutboxMail.objects.get()
        invitation = Invitation.objects.get()
    assert letter.recipient == EMAIL
    assert letter.subject == "Alice Roux vous invite à rejoindre Cabinet Durand sur Sillage"
    assert f"http://localhost:8000/invitation/{token}" in letter.text
    assert token not in str(vars(invitation))
    assert timedelta(days=6) < invitation.expires_at - clock.now() <= timedelta(days=7)
    assert client.get("/invitations").json()["items"][0]["link"] is None


def test_the_letter_escapes_what_people_called_themselves() -> None:
    workspace = make_workspace("<b>Durand</b> {link}")
    client = client_of(make_member(workspace, "administrator", name="<script>alert(1)</script>"))

    invite(client, workspace)

    with workspace_transaction(workspace.id):
        letter = OutboxMail.objects.get()
    assert letter.html is not None
    assert "<script>" not in letter.html
    assert "<b>Durand" not in letter.html


def test_a_new_person_joins_and_is_signed_in() -> None:
    workspace = make_workspace("Cabinet Durand")
    team = make_team(workspace)
    token = invite(client_of(make_member(workspace, "administrator", name="Alice")), workspace, team_id=str(team.id))
    visitor = anonymous_client()

    shown = visitor.get(f"/invitations/by-token/{token}").json()
    joined = visitor.post(f"/invitations/by-token/{token}/accept", ANSWER)
    session = visitor.get("/session").json()

    assert (shown["email"], shown["workspace_name"], shown["role_name"]) == (EMAIL, "Cabinet Durand", "Commercial")
    assert (shown["invited_by"], shown["has_account"]) == ("Alice", False)
    assert joined.json() == {"workspace_slug": workspace.slug, "signed_in": True}
    assert joined.cookies["sillage_session"]["httponly"] is True
    assert session["user"]["email"] == EMAIL
    assert session["member"]["team_ids"] == [str(team.id)]
    with workspace_transaction(workspace.id):
        kinds = list(StoredEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["member.invited", "member.joined", "invitation.accepted"]


def test_the_session_after_joining_can_write() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)
    visitor = anonymous_client()
    visitor.post(f"/invitations/by-token/{token}/accept", ANSWER)
    visitor.headers["X-CSRFToken"] = visitor.http.cookies["csrftoken"].value

    assert visitor.patch("/me", {"theme": "dark"}).json()["user"]["theme"] == "dark"


def test_the_session_after_joining_is_in_the_list_of_sessions() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)
    visitor = anonymous_client()
    visitor.post(f"/invitations/by-token/{token}/accept", ANSWER)

    (session,) = visitor.get("/_allauth/browser/v1/auth/sessions").json()["data"]

    assert (session["is_current"], session["ip"]) == (True, "127.0.0.1")


def test_an_invitation_serves_once() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)
    anonymous_client().post(f"/invitations/by-token/{token}/accept", ANSWER)

    again = anonymous_client().post(f"/invitations/by-token/{token}/accept", ANSWER)

    assert (again.status_code, again.json()["code"]) == (404, "invitation_ended")
    assert User.objects.filter(email=EMAIL).count() == 1


def test_an_invitation_ends_after_seven_days() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)

    with clock.at(clock.now() + timedelta(days=7, seconds=1)):
        answer = anonymous_client().get(f"/invitations/by-token/{token}")

    assert (answer.status_code, answer.json()["code"]) == (404, "invitation_ended")


@pytest.mark.parametrize("token", ["x", "inv_" + "0" * 32 + "_" + "a" * 43, "inv_", "%00", "inv_" + "z" * 90])
def test_a_made_up_token_opens_nothing(token: str) -> None:
    assert anonymous_client().get(f"/invitations/by-token/{token}").status_code in (404, 422)
    assert anonymous_client().post(f"/invitations/by-token/{token}/accept", ANSWER).status_code in (404, 422)


def test_a_token_moved_to_another_workspace_opens_nothing() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    token = invite(client_of(make_member(workspace, "administrator")), workspace)

    moved = token.replace(workspace.id.hex, other.id.hex)

    assert anonymous_client().get(f"/invitations/by-token/{moved}").status_code == 404


def test_somebody_with_an_account_joins_and_signs_in_as_usual() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)
    known = make_member(make_workspace("Cabinet Bernard"), email=EMAIL, name="Nina Faure")
    visitor = anonymous_client()

    answer = visitor.post(f"/invitations/by-token/{token}/accept", {})

    assert answer.json() == {"workspace_slug": workspace.slug, "signed_in": False}
    assert visitor.get("/session").status_code == 401
    assert {w["id"] for w in client_of(known).get("/session").json()["workspaces"]} == {
        str(workspace.id),
        str(known.workspace_id),
    }


def test_somebody_signed_in_joins_at_once_but_not_for_another() -> None:
    workspace = make_workspace()
    boss = client_of(make_member(workspace, "administrator"))
    token = invite(boss, workspace)
    known = make_member(make_workspace("Cabinet Bernard"), email=EMAIL)
    stranger = make_member(make_workspace("Cabinet Moreau"))

    refused = client_of(stranger).post(f"/invitations/by-token/{token}/accept", {})
    joined = client_of(known).post(f"/invitations/by-token/{token}/accept", {})

    assert (refused.status_code, refused.json()["code"]) == (409, "other_account")
    assert joined.json() == {"workspace_slug": workspace.slug, "signed_in": True}


def test_a_weak_password_is_refused_in_the_readers_language_and_keeps_the_invitation() -> None:
    workspace = make_workspace()
    token = invite(client_of(make_member(workspace, "administrator")), workspace)

    answer = anonymous_client().post(
        f"/invitations/by-token/{token}/accept",
        {"name": "Nina", "password": "12345"},
        headers={"Accept-Language": "en"},
    )
    empty = anonymous_client().post(f"/invitations/by-token/{token}/accept", {})

    assert {problem["path"] for problem in answer.json()["fields"]} == {"password"}
    assert "This password is too short" in answer.json()["fields"][0]["message"]
    assert {problem["path"] for problem in empty.json()["fields"]} == {"name", "password"}
    assert not User.objects.filter(email=EMAIL).exists()
    assert anonymous_client().get(f"/invitations/by-token/{token}").status_code == 200


def test_an_invitation_dies_with_the_right_of_who_wrote_it() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    token = invite(client_of(boss), workspace)
    with workspace_transaction(workspace.id):
        Member.objects.filter(id=boss.id).update(role_id=UUID(role_of(workspace, "read_only")))

    answer = anonymous_client().post(f"/invitations/by-token/{token}/accept", ANSWER)

    assert answer.status_code == 404
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_second_invitation_replaces_the_first() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    first = invite(client, workspace)

    second = invite(client, workspace)

    assert anonymous_client().get(f"/invitations/by-token/{first}").status_code == 404
    assert anonymous_client().get(f"/invitations/by-token/{second}").status_code == 200
    assert len(client.get("/invitations").json()["items"]) == 1


def test_a_revoked_invitation_opens_nothing() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    token = invite(client, workspace)
    invitation_id = client.get("/invitations").json()["items"][0]["id"]

    answers = [client.delete(f"/invitations/{invitation_id}").status_code for _ in range(2)]

    assert answers == [204, 404]
    assert anonymous_client().get(f"/invitations/by-token/{token}").status_code == 404


def test_only_who_manages_members_invites() -> None:
    workspace = make_workspace()
    invite(client_of(make_member(workspace, "administrator")), workspace)
    client, before = client_of(make_member(workspace, "manager")), stored(workspace)

    answers = [
        client.get("/invitations"),
        client.post("/invitations", {"invitations": [{"email": "a@b.test", "role_id": role_of(workspace)}]}),
        client.delete(f"/invitations/{before[0][0]}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert stored(workspace) == before


def test_an_invitation_of_another_workspace_is_not_found() -> None:
    other = make_workspace("Cabinet Bernard")
    invite(client_of(make_member(other, "administrator")), other)
    before = stored(other)

    answer = client_of(make_member(make_workspace(), "administrator")).delete(f"/invitations/{before[0][0]}")

    assert answer.status_code == 404
    assert stored(other) == before


def test_nobody_invites_above_his_own_role() -> None:
    workspace = make_workspace()
    keeper = make_member(workspace, make_role(workspace, {"member.manage": "all"}))
    entry = {"email": EMAIL, "role_id": role_of(workspace, "administrator")}

    answer = client_of(keeper).post("/invitations", {"invitations": [entry]})

    problem = answer.json()["fields"][0]
    assert (problem["path"], problem["code"]) == ("invitations.0.role_id", "beyond_yours")
    assert stored(workspace) == []


def test_wrong_entries_are_named_and_nobody_is_invited() -> None:
    workspace, other = make_workspace(), make_workspace("Cabinet Bernard")
    member = make_member(workspace, email="deja@example.test")
    client = client_of(make_member(workspace, "administrator"))
    role = role_of(workspace)

    doubled = client.post(
        "/invitations",
        {
            "invitations": [
                {"email": EMAIL, "role_id": role},
                {"email": EMAIL.upper(), "role_id": role},
                {"email": member.email, "role_id": role},
                {"email": "b@example.test", "role_id": role, "team_id": str(make_team(other).id)},
            ]
        },
    )
    malformed = client.post("/invitations", {"invitations": [{"email": "pas une adresse", "role_id": role}]})

    assert [(problem["path"], problem["code"]) for problem in doubled.json()["fields"]] == [
        ("invitations.1.email", "twice"),
        ("invitations.2.email", "already_member"),
        ("invitations.3.team_id", "unknown_team"),
    ]
    assert malformed.json()["fields"][0]["path"] == "invitations.0.email"
    assert stored(workspace) == []


def test_a_repeated_request_keeps_no_copy_of_the_link() -> None:
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))
    body = {"invitations": [{"email": EMAIL, "role_id": role_of(workspace)}]}

    first = client.post("/invitations", body, headers={"Idempotency-Key": "k-1"}).json()
    second = client.post("/invitations", body, headers={"Idempotency-Key": "k-1"}).json()

    assert re.search(r"/invitation/inv_", first["items"][0]["link"])
    assert second["items"][0]["link"] is None
    with workspace_transaction(workspace.id):
        assert b"inv_" not in bytes(IdempotentAnswer.objects.get().body)


def test_with_a_mail_server_the_link_is_in_the_letter_only(settings: Any) -> None:
    settings.SILLAGE_MAIL_CONFIGURED = True
    workspace = make_workspace()
    client = client_of(make_member(workspace, "administrator"))

    answer = client.post("/invitations", {"invitations": [{"email": EMAIL, "role_id": role_of(workspace)}]})

    assert answer.json()["items"][0]["link"] is None


def test_guessing_tokens_is_limited(settings: Any) -> None:
    from sillage.kernel.cache.limits import forget_leases

    settings.SILLAGE_RATE_SIGN_IN = 10
    forget_leases()

    answers = [anonymous_client().get(f"/invitations/by-token/inv_{n}").status_code for n in range(11)]

    assert answers == [404] * 10 + [429]


def test_an_ended_session_does_not_close_the_public_doors() -> None:
    workspace = make_workspace()
    boss = make_member(workspace, "administrator")
    token = invite(client_of(boss), workspace)
    other = client_of(make_member(workspace))
    assert other.get("/session").status_code == 200
    other.http.delete("/_allauth/browser/v1/auth/session", headers=other.headers)
    other.http.cookies["sillage_session"] = "x" * 32
    stale = client_of(make_member(workspace))
    key = stale.http.cookies["sillage_session"].value
    assert stale.get("/session").status_code == 200
    Session.objects.filter(session_key=key).delete()

    answers = [client.get(f"/invitations/by-token/{token}").status_code for client in (other, stale)]

    assert answers == [200, 200]
    assert stale.get("/session").status_code == 401
