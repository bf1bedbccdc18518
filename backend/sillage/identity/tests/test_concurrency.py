"""What happens when two people do it at the same moment, with real commits."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from sillage.identity.roles.models import Role
from sillage.identity.testing import anonymous_client, client_of, make_member, make_workspace
from sillage.identity.users.models import Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[int]:
    """The statuses of requests that start at the same moment, sorted."""
    start = Barrier(len(acts))
    statuses: list[int] = []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            statuses.append(act().status_code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(statuses)


def test_two_first_runs_at_once_make_one_installation() -> None:
    def first_run(number: int) -> Callable[[], Any]:
        person = {"name": "Alice", "email": f"alice{number}@durand.test", "password": "horloge-verte-42"}
        body = {"company": {"name": f"Durand {number}"}, "administrator": person}
        return lambda: anonymous_client().post("/setup", body)

    statuses = together(first_run(1), first_run(2), first_run(3))

    assert statuses == [201, 409, 409]
    assert (User.objects.count(), Workspace.objects.count()) == (1, 1)


def test_two_administrators_who_demote_each_other_leave_one() -> None:
    workspace = make_workspace()
    first, second = make_member(workspace, "administrator"), make_member(workspace, "administrator")
    with workspace_transaction(workspace.id):
        sales = str(Role.objects.values_list("id", flat=True).get(key="sales"))

    statuses = together(
        lambda: client_of(first).patch(f"/members/{second.id}", {"role_id": sales}),
        lambda: client_of(second).patch(f"/members/{first.id}", {"role_id": sales}),
    )

    with workspace_transaction(workspace.id):
        left = Member.objects.filter(role__key="administrator").count()
    assert left == 1
    assert statuses[0] == 200
    assert statuses[1] in (403, 409)


def test_an_invitation_accepted_twice_at_once_makes_one_account() -> None:
    workspace = make_workspace()
    boss = client_of(make_member(workspace, "administrator"))
    with workspace_transaction(workspace.id):
        sales = str(Role.objects.values_list("id", flat=True).get(key="sales"))
    entry = {"email": "nina@example.test", "role_id": sales}
    link = boss.post("/invitations", {"invitations": [entry]}).json()["items"][0]["link"]
    path = f"/invitations/by-token/{link.rsplit('/', 1)[1]}/accept"
    answer = {"name": "Nina", "password": "horloge-verte-42"}

    statuses = together(*[lambda: anonymous_client().post(path, answer)] * 3)

    assert statuses == [200, 404, 404]
    assert User.objects.filter(email="nina@example.test").count() == 1
