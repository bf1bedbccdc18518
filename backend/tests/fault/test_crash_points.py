"""A worker dies at a named point of an effect; the next one finishes it: nothing lost, nothing doubled.

The gate kills once at each point; `make fault` 25 times. Imports have the same suite beside their module.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.jobs import upkeep
from sillage.kernel.testing.jobs import drain_jobs
from tests.platform.installation import free_port

LONG = os.environ.get("SILLAGE_LONG") == "1"
ROUNDS = range(25 if LONG else 1)
DRAIN = "import django; django.setup(); from sillage.kernel.testing.jobs import drain_jobs; drain_jobs(later=True)"

pytestmark = [pytest.mark.django_db(transaction=True), *([pytest.mark.fault] if LONG else [])]


@pytest.fixture(autouse=True)
def dead_workers_are_noticed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "SILENCE", timedelta(0))


@pytest.fixture
def member() -> Member:
    return make_member(make_workspace("Méridien"), "administrator")


def die_at(point: str, **variables: str) -> None:
    """Run the queue in a process that is killed at the point."""
    environment = os.environ | {"SILLAGE_CRASH_AT": point} | variables
    ended = subprocess.run([sys.executable, "-c", DRAIN], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]


def finish() -> None:
    """What the next worker does: take stalled jobs again, then work until the queue is empty."""
    upkeep.retake_stalled_jobs.run()
    drain_jobs(later=True)


def count(member: Member, table: str, condition: str = "true") -> int:
    with workspace_transaction(member.workspace_id), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("turn", ROUNDS)
@pytest.mark.parametrize("point", ["relay.taken", "relay.handled", "relay.removed", "relay.committed"])
def test_an_event_reaches_its_subscribers_once_whatever_dies(point: str, turn: int, member: Member) -> None:
    client = client_of(member)
    deal = client.post("/deals", {"name": "Audit", **first_stage(client)}).json()
    drain_jobs(later=True)
    before = count(member, "kernel_delivery")
    client.post("/notes", {"body": "Rappeler jeudi", "about": [{"object": "deal", "id": deal["id"]}]})

    die_at(point)
    finish()

    assert count(member, "kernel_outbox", f"workspace_id = '{member.workspace_id}'") == 0
    assert count(member, "kernel_delivery") > before
    assert count(member, "kernel_delivery", "status <> 'done'") == 0
    assert count(member, "kernel_event", "kind = 'note.created'") == 1
    assert client.get(f"/deals/{deal['id']}").json()["last_interaction_at"] is not None


class Mailbox:
    """An SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.received: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.received.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, dict[str, str]]]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(controller.port), "SMTP_SECURITY": "none"}
    controller.stop()


@pytest.mark.parametrize("turn", ROUNDS)
@pytest.mark.parametrize(
    ("point", "received", "status"),
    [("mail.claimed", 0, "unknown"), ("mail.handed_over", 1, "unknown"), ("mail.settled", 1, "sent")],
)
def test_a_mail_cut_off_is_never_sent_twice(
    point: str, received: int, status: str, turn: int, member: Member, mailbox: Any, settings: Any
) -> None:
    box, variables = mailbox
    settings.SILLAGE_MAIL_CONFIGURED = True
    client = client_of(member)
    role = next(role for role in client.get("/roles").json()["items"] if role["key"] == "sales")
    invitation = {"email": "nouvelle.recrue@example.test", "role_id": role["id"]}
    client.post("/invitations", {"invitations": [invitation]})

    die_at(point, **variables)
    finish()

    assert len(box.received) == received
    assert count(member, "kernel_outbox_mail", f"status = '{status}'") == 1


def first_stage(client: ApiClient) -> dict[str, str]:
    stages = [
        {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
        {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
        {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
    ]
    pipeline = client.post("/pipelines", {"name": "Ventes", "stages": stages}).json()
    return {"pipeline_id": pipeline["id"], "stage_id": pipeline["stages"][0]["id"]}
