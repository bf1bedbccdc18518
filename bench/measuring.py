"""Measuring one data set: each operation at one client and at sixteen, beside its bare SQL."""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace
from pathlib import Path

from bench.browser import felt
from bench.dataset import Size
from bench.imports import import_rate
from bench.installation import PORT, Installation
from bench.load import Figures, drive
from bench.machine import Meter, resident_mib, tree
from bench.operations import VARIANTS, Operation, Questions, bare_times
from bench.report import Row, Run

ROOT = Path(__file__).resolve().parents[1]
HOST = f"localhost:{PORT}"
IDLE_SECONDS = 5


def rendered(operation: Operation, installation: Installation) -> list[bytes]:
    """The requests of an operation, spread over all people."""
    rng = random.Random(3)
    people = installation.people
    chosen = (people[number % len(people)] for number in range(VARIANTS))
    call = operation.call
    assert call is not None, "measured in the process that made it"
    return [call(person, rng).render(person.session, HOST) for person in chosen]


def measured(operation: Operation, installation: Installation, meter: Meter, seconds: float) -> Row:
    """One line of the table: one client, sixteen clients, bare SQL, CPU per request."""
    requests = rendered(operation, installation)
    meter.start()
    alone: Figures = drive(PORT, requests, clients=1, warm_up=0.0 if operation.writes else 1.0, seconds=seconds)
    web, database = meter.used()
    crowd = drive(PORT, rendered(operation, installation), clients=16, warm_up=2.0, seconds=seconds)
    bare = statistics.median(bare_times(installation.app_url(), installation.known[0]["workspace"], operation))
    # CPU was counted over the warm-up too, so it is shared among all requests of that time.
    share = seconds / (seconds + (0.0 if operation.writes else 1.0))
    count = max(1, int(alone.requests / share))
    row = Row(replace(operation, call=None, bare=None), alone, crowd, bare, web * 1000 / count, database * 1000 / count)
    print(row.line(), flush=True)
    return row


def run(scale: int, only: set[str], seconds: float) -> Run:
    """Measure one data set."""
    installation = Installation(ROOT / "var" / f"bench-{scale}", Size().times(scale))
    print(f"Data set × {scale}", flush=True)
    installation.prepare()
    installation.start()
    try:
        assert installation.process is not None, "started just above"
        time.sleep(IDLE_SECONDS)
        processes = tree(installation.process.pid)
        database = tree(installation.database_pid())
        idle = resident_mib([pid for pid in processes if pid not in database])
        meter = Meter([pid for pid in processes if pid not in database], database)
        questions = Questions(installation)
        rows = [
            measured(operation, installation, _fresh(meter, installation), seconds)
            for operation in questions.all()
            if not only or operation.key in only
        ]
        rate = None
        if not only or "i" in only:
            manager = next(person for person in installation.people if person.sees_team is None)
            rate, shown = import_rate(manager, HOST)
            print(f"i  import of 10,000 contacts: {rate:,.0f} rows/s ({shown['created']} created)", flush=True)
        browser = felt(installation) if scale == 1 and not only else None
        return Run(scale, rows, rate, installation.cold_start, idle, browser)
    finally:
        installation.stop()


def _fresh(meter: Meter, installation: Installation) -> Meter:
    """Database connections come and go; look again which processes there are."""
    meter.database = tree(installation.database_pid())
    return meter
