"""The steady load (T1): 20 workspaces × 25,000 contacts, requests arriving at 100 a second.

An open loop: a request is due at its moment whether or not the others were answered, and its time
counts from that moment, so a server that falls behind cannot hide it.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.dataset import Size
from bench.installation import PORT, Installation, Person
from bench.load import Call, Connection
from bench.machine import Meter, tree

ROOT = Path(__file__).resolve().parents[1]
HOST = f"localhost:{PORT}"
RATE = 100
WORKSPACES = 20
SIZE = Size(organisations=5_000, contacts=25_000, deals=5_000, activities=10_000)
WARM_UP_SECONDS = 5


@dataclass(slots=True)
class Steady:
    """What the steady load measured; times in ms from the moment each request was due."""

    seconds: float
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    cpu_per_request: float = 0.0

    def percentile(self, share: float) -> float:
        """The time under which this share of the requests was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _requests(installation: Installation) -> list[bytes]:
    """60 % lists of 50, 25 % single reads, 15 % writes, over all workspaces."""
    rng = random.Random(17)
    with psycopg.connect(installation.superuser_url()) as connection:
        rows = connection.execute("SELECT team_id, id FROM customers_contact TABLESAMPLE SYSTEM (10)").fetchall()
    contacts: dict[object, list[object]] = {}
    for team_id, contact_id in rows:
        contacts.setdefault(team_id, []).append(contact_id)

    def call(person: Person) -> Call:
        kind = rng.random()
        if kind < 0.60:
            return Call(
                "GET", rng.choice(("/contacts?sort=name", "/organisations?sort=name", "/deals?sort=-created_at"))
            )
        contact = rng.choice(contacts[person.team])
        if kind < 0.85:
            return Call("GET", f"/contacts/{contact}?include=timeline")
        if kind < 0.93:
            about = [{"object": "contact", "id": str(contact)}]
            return Call("POST", "/notes", {"body": "Rappeler jeudi pour le budget", "about": about})
        return Call("POST", "/contacts", {"first_name": "Claire", "last_name": f"Essai {rng.randrange(10**6)}"})

    people = [rng.choice(installation.people) for _ in range(4_000)]
    return [call(person).render(person.session, HOST) for person in people]


async def _arrive(requests: list[bytes], seconds: float, found: Steady) -> None:
    free: list[Connection] = []
    begin = time.perf_counter()

    async def one(due: float, request: bytes) -> None:
        connection = free.pop() if free else Connection(PORT)
        try:
            try:
                status, _ = await connection.ask(request)
            except (OSError, asyncio.IncompleteReadError):
                # The server had closed a connection that was idle for too long, as a browser would find too.
                await connection.close()
                status, _ = await connection.ask(request)
            free.append(connection)
        except (OSError, asyncio.IncompleteReadError):
            status = 0
        found.statuses[status] = found.statuses.get(status, 0) + 1
        if due - begin >= WARM_UP_SECONDS:
            found.times.append((time.perf_counter() - due) * 1000)

    async with asyncio.TaskGroup() as running:
        for number in range(int((seconds + WARM_UP_SECONDS) * RATE)):
            due = begin + number / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            running.create_task(one(due, requests[number % len(requests)]))
    for connection in free:
        await connection.close()


def run_steady(minutes: float) -> Steady:
    """Measure the steady load for some minutes."""
    installation = Installation(ROOT / "var" / "bench-steady", SIZE, WORKSPACES)
    print(f"Steady load: {WORKSPACES} workspaces, {RATE} requests/s, {minutes:g} min", flush=True)
    installation.prepare()
    installation.start()
    try:
        assert installation.process is not None, "started just above"
        found = Steady(minutes * 60)
        requests = _requests(installation)
        database = tree(installation.database_pid())
        meter = Meter([pid for pid in tree(installation.process.pid) if pid not in database], database)
        meter.start()
        asyncio.run(_arrive(requests, found.seconds, found))
        found.cpu_per_request = sum(meter.used()) * 1000 / sum(found.statuses.values())
        print(
            f"  p95 {found.percentile(0.95):.1f} ms, p99 {found.percentile(0.99):.1f} ms, {found.statuses}", flush=True
        )
        return found
    finally:
        installation.stop()
