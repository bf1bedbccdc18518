"""`sillage up`: whatever dies is started again, and everything stops in time."""

import os
import signal
import socket
from collections.abc import Iterator

import pytest

from tests.platform.installation import Installation, wait_for

pytestmark = pytest.mark.xdist_group("installation")

SIGN_TWO_IN = """
from sillage.identity.testing import make_member, make_workspace, start_session
from sillage.identity.users.models import User
for _number in range(2):
    member = make_member(make_workspace())
    print(start_session(User.objects.get(pk=member.user_id)), member.workspace_id)
"""
Person = tuple[str, str]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    running = Installation()
    try:
        running.start()
        yield running
    finally:
        running.remove()


@pytest.fixture(scope="module")
def people(installation: Installation) -> list[Person]:
    """Session and workspace of two people who share nothing."""
    lines = installation.python(SIGN_TWO_IN).splitlines()
    return [(line.split()[0], line.split()[1]) for line in lines]


def open_stream(port: int, session: str, workspace: str) -> socket.socket:
    stream = socket.create_connection(("127.0.0.1", port), timeout=10)
    request = (
        f"GET /events?workspace={workspace} HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: sillage_session={session}\r\nAccept: text/event-stream\r\n\r\n"
    )
    stream.sendall(request.encode())
    return stream


def read_until(stream: socket.socket, wanted: bytes) -> bytes:
    received = b""
    while wanted not in received:
        chunk = stream.recv(65536)
        assert chunk, received
        received += chunk
    return received


@pytest.mark.parametrize("kind", ["web", "worker"])
def test_a_killed_process_is_started_again(installation: Installation, kind: str) -> None:
    victim = installation.children()[kind][0]

    os.kill(victim, signal.SIGKILL)

    count = 2 if kind == "web" else 1
    wait_for(lambda: victim not in installation.children()[kind] and len(installation.children()[kind]) == count, 10)
    wait_for(lambda: installation.status() == 200, 10)


def test_a_killed_database_serves_again_without_a_restart(installation: Installation) -> None:
    victim = installation.server().pid()
    assert victim is not None

    os.kill(victim, signal.SIGKILL)

    wait_for(lambda: installation.server().pid() not in (None, victim), 10)
    wait_for(lambda: installation.status() == 200, 10)


def test_the_worker_runs_what_is_enqueued(installation: Installation) -> None:
    state = (
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        '    cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = {job}")\n'
        "    print(cursor.fetchone()[0])\n"
    )

    job = installation.python(
        "from sillage.kernel.jobs import enqueue\n"
        "from sillage.kernel.jobs.upkeep import retake_stalled_jobs\n"
        "print(enqueue(retake_stalled_jobs, timestamp=0))\n"
    )

    wait_for(lambda: installation.python(state.format(job=job)) == "succeeded", 20)


def test_a_second_start_in_the_same_folder_says_so(installation: Installation) -> None:
    done = installation.command("up", PORT=str(installation.port + 1))

    assert done.returncode == 2
    assert done.stderr == f"DATA_DIR {installation.data} is in use by a running Sillage; stop that one first.\n"


def test_a_taken_port_is_told_with_another_one(installation: Installation) -> None:
    done = installation.command("up")

    assert done.returncode == 2
    assert done.stderr.startswith(f"PORT {installation.port} on 127.0.0.1 is not available")


def test_an_event_reaches_the_streams_of_its_workspace_only(installation: Installation, people: list[Person]) -> None:
    (session, workspace), (other_session, other_workspace) = people
    stream = open_stream(installation.port, session, workspace)
    other = open_stream(installation.port, other_session, other_workspace)
    read_until(stream, b"event: ready")
    read_until(other, b"event: ready")
    # Listening starts with the first stream and says so.
    read_until(stream, b"event: resync")

    installation.python(
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        f'    cursor.execute("SELECT pg_notify(\'sillage_events\', \'{{\\"workspace\\": \\"{workspace}\\",'
        ' \\"member\\": null, \\"kind\\": \\"deal.moved\\"}\')")\n'
    )

    assert b"deal.moved" in read_until(stream, b"deal.moved")
    other.settimeout(0.3)
    with pytest.raises(TimeoutError):
        read_until(other, b"deal.moved")
    stream.close()
    other.close()


def test_a_stream_of_another_workspace_is_refused(installation: Installation, people: list[Person]) -> None:
    (session, _workspace), (_other_session, other_workspace) = people

    stream = open_stream(installation.port, session, other_workspace)

    assert read_until(stream, b"\r\n").startswith(b"HTTP/1.1 404")
    stream.close()


def test_ctrl_c_stops_everything_in_five_seconds_with_fifty_streams_open(
    installation: Installation, people: list[Person]
) -> None:
    session, workspace = people[0]
    streams = [open_stream(installation.port, session, workspace) for _number in range(50)]
    for stream in streams:
        read_until(stream, b"event: ready")
    children = installation.children()

    seconds = installation.interrupt()

    assert seconds < 5
    assert installation.process is not None
    assert installation.process.returncode == 0
    assert installation.server().pid() is None
    for pid in (*children["web"], *children["worker"]):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    for stream in streams:
        stream.close()


def test_the_next_start_repairs_what_a_killed_supervisor_left(installation: Installation) -> None:
    installation.start()
    children = installation.children()
    database = installation.server().pid()
    assert database is not None
    assert installation.process is not None

    os.kill(database, signal.SIGKILL)
    installation.process.kill()
    installation.process.wait()

    for pid in (*children["web"], *children["worker"]):
        wait_for(lambda pid=pid: not os.path.exists(f"/proc/{pid}"), 10)
    installation.start()
    assert installation.status() == 200
    assert installation.interrupt() < 5
