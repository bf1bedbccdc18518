"""PostgreSQL dies under eight writers again and again: no acknowledged write is lost, none is doubled.

Each writer keeps a ledger of what was acknowledged and repeats an unanswered request with the same
idempotency key. The gate kills twice, `make fault` twenty times.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.platform.installation import Installation, wait_for

LONG = os.environ.get("SILLAGE_LONG") == "1"
KILLS = 20 if LONG else 2
WRITERS = 8
PROMISED_SECONDS = 10

pytestmark = [pytest.mark.xdist_group("installation"), *([pytest.mark.fault] if LONG else [])]

SIGN_IN = """
from sillage.identity.testing import make_member, make_workspace, start_session
from sillage.identity.users.models import User
member = make_member(make_workspace(), "administrator")
print(start_session(User.objects.get(pk=member.user_id)), member.workspace_id)
"""
COUNT = """
from sillage.kernel.db import workspace_transaction
from django.db import connection
with workspace_transaction("{workspace}"), connection.cursor() as cursor:
    cursor.execute("SELECT count(*), count(DISTINCT email) FROM customers_contact")
    print(*cursor.fetchone())
    cursor.execute("SELECT count(*) FROM kernel_event WHERE kind = 'contact.created'")
    print(*cursor.fetchone())
    cursor.execute("SELECT email FROM customers_contact")
    print(*(row[0] for row in cursor.fetchall()))
"""


class Writer(threading.Thread):
    """Creates contacts one after the other, insisting on each until it is acknowledged."""

    def __init__(self, port: int, session: str, workspace: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.headers = {
            "Cookie": f"sillage_session={session}; csrftoken={'a' * 32}",
            "X-CSRFToken": "a" * 32,
            "X-Workspace": workspace,
            "Host": "localhost",
            "Content-Type": "application/json",
        }
        self.stop = stop
        self.acknowledged: list[str] = []
        self.refused: list[tuple[int, bytes]] = []

    def run(self) -> None:
        """Write until told to stop."""
        while not self.stop.is_set():
            email = f"{uuid4().hex[:16]}@example.test"
            key = uuid4().hex
            while not self.stop.is_set():
                status, body = self.attempt(email, key)
                if status == 201:
                    self.acknowledged.append(email)
                    break
                if status not in (0, 429, 503):
                    self.refused.append((status, body))
                    return

    def attempt(self, email: str, key: str) -> tuple[int, bytes]:
        """One request; status 0 when nobody answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            body = json.dumps({"last_name": "Essai", "email": email})
            connection.request("POST", "/api/v1/contacts", body, self.headers | {"Idempotency-Key": key})
            response = connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()


@pytest.fixture
def installation() -> Iterator[Installation]:
    running = Installation()
    running.variables["RATE_USER_PER_MINUTE"] = "1000000"
    try:
        running.start()
        yield running
    finally:
        running.remove()


def test_a_dying_database_loses_no_acknowledged_write(installation: Installation) -> None:
    session, workspace = installation.python(SIGN_IN).split()
    stop = threading.Event()
    writers = [Writer(installation.port, session, workspace, stop) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    outages = []

    for _ in range(KILLS):
        written = sum(len(writer.acknowledged) for writer in writers)
        wait_for(lambda so_far=written: sum(len(w.acknowledged) for w in writers) > so_far + 20, 30)  # type: ignore[misc]
        victim = installation.server().pid()
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        killed = time.monotonic()
        wait_for(lambda dead=victim: installation.server().pid() not in (None, dead), 30)  # type: ignore[misc]
        wait_for(lambda: installation.status() == 200, 30)
        outages.append(time.monotonic() - killed)
    stop.set()
    for writer in writers:
        writer.join(20)
    counts, events, emails = installation.python(COUNT.format(workspace=workspace)).splitlines()
    contacts, distinct = map(int, counts.split())
    acknowledged = {email for writer in writers for email in writer.acknowledged}

    assert [refusal for writer in writers for refusal in writer.refused] == []
    assert acknowledged - set(emails.split()) == set()
    assert contacts == distinct == int(events)
    assert max(outages) <= PROMISED_SECONDS
