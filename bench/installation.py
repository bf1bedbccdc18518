"""An installation to measure: its own data folder, 64 people, the data set, started as `make run` does."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.dataset import Dataset, Generator, People, Size, settle
from bench.load import Session

ROOT = Path(__file__).resolve().parents[1]
PORT = int(os.environ.get("BENCH_PORT", "8090"))
PEOPLE, TEAMS = 64, 8
STAGES: list[dict[str, Any]] = [
    {"name": f"Étape {n + 1}", "colour": "#0E5A78", "probability": p, "kind": kind}
    for n, (p, kind) in enumerate([(10, "open"), (30, "open"), (50, "open"), (80, "open"), (100, "won"), (0, "lost")])
]
# Only the figure of a signed-in user is raised; the other limits stay as they ship.
VARIABLES = {"RATE_USER_PER_MINUTE": "1000000", "DEMO": "0", "PORT": str(PORT), "LOG_LEVEL": "WARNING"}


@dataclass
class Person:
    """Somebody who asks: his session, the team whose records he may change and, for a salesperson, see."""

    member_id: UUID
    session: Session
    team: UUID
    sells: bool

    @property
    def sees_team(self) -> UUID | None:
        """The only team whose records he sees; None when he sees all."""
        return self.team if self.sells else None


@dataclass
class Installation:
    """A data folder with what the measurements need to know about it."""

    folder: Path
    size: Size
    workspaces: int = 1
    dataset: Dataset | None = None
    people: list[Person] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    cold_start: float = 0.0
    known: list[dict[str, Any]] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, str]:
        """Environment of every process of this installation."""
        return os.environ | VARIABLES | {"DATA_DIR": str(self.folder), "SILLAGE_ENV_FILE": os.devnull}

    def prepare(self) -> None:
        """Migrate, make people and load the data set once; later runs find it again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        cli = [sys.executable, "-m", "sillage.config.cli"]
        subprocess.run([*cli, "migrate", "--verbosity", "0"], env=self.variables, cwd=ROOT, check=True)
        os.environ.update(self.variables)
        from sillage.config.commands.migrate import django_ready, ensure_database
        from sillage.config.environment import environment

        ensure_database(environment())
        django_ready()
        marker = self.folder / "bench.json"
        if marker.exists():
            self._remember(json.loads(marker.read_text()))
        else:
            self._load(marker)
        settle(self.superuser_url())
        self._sign_in()

    def _load(self, marker: Path) -> None:
        known = [self._load_workspace(number) for number in range(self.workspaces)]
        marker.write_text(json.dumps(known))
        self._remember(known)

    def _load_workspace(self, number: int) -> dict[str, Any]:
        from sillage.identity.testing import actor_of, make_member, make_team, make_workspace
        from sillage.kernel.db import workspace_transaction
        from sillage.sales.pipelines.actions import create_pipeline

        workspace = make_workspace(f"Mesures {number + 1}", language="fr")
        teams = [make_team(workspace, f"Équipe {team + 1}") for team in range(TEAMS)]
        seats = range(PEOPLE // self.workspaces if self.workspaces > 1 else PEOPLE)
        members = [
            make_member(workspace, "sales" if seat % 2 else "manager", team=teams[seat % TEAMS]) for seat in seats
        ]
        with workspace_transaction(workspace.id):
            pipeline_id = create_pipeline(actor_of(members[0]), "Mesures", STAGES)
            with psycopg_cursor() as cursor:
                cursor.execute("SELECT id FROM sales_stage WHERE pipeline_id = %s ORDER BY position", [pipeline_id])
                stage_ids = [row[0] for row in cursor.fetchall()]
        dataset = Dataset(workspace.id, pipeline_id, stage_ids)
        owners = People([(member.id, teams[seat % TEAMS].id) for seat, member in zip(seats, members, strict=True)])
        with psycopg.connect(self.superuser_url()) as connection:
            Generator(connection, dataset, owners, self.size).load(
                lambda text, step, steps: print(f"  workspace {number + 1} [{step}/{steps}] {text}", flush=True)
            )
        return {
            "workspace": str(workspace.id),
            "pipeline": str(pipeline_id),
            "stages": [str(stage) for stage in stage_ids],
            "members": [[str(member.id), str(member.user_id)] for member in members],
            "teams": [str(teams[seat % TEAMS].id) for seat in seats],
        }

    def _remember(self, known: list[dict[str, Any]]) -> None:
        self.known = known
        first = known[0]
        stages = [UUID(stage) for stage in first["stages"]]
        self.dataset = Dataset(UUID(first["workspace"]), UUID(first["pipeline"]), stages)

    def _sign_in(self) -> None:
        """A session for each person, as the sign-in would leave it (the sign-in itself is limited)."""
        from django.conf import settings

        from sillage.identity.testing import start_session
        from sillage.identity.users.models import User

        self.people = []
        for known in self.known:
            for seat, (member_id, user_id) in enumerate(known["members"]):
                key = start_session(User.objects.get(pk=user_id))
                session = Session(f"{settings.SESSION_COOKIE_NAME}={key}", "a" * 32, known["workspace"])
                team = UUID(known["teams"][seat])
                self.people.append(Person(UUID(member_id), session, team, sells=bool(seat % 2)))
        random.Random(7).shuffle(self.people)

    def superuser_url(self) -> str:
        """The database for a superuser: COPY refuses tables under row-level security."""
        return self._server().url("superuser")

    def app_url(self) -> str:
        """The database as the application sees it."""
        return self._server().url("app")

    def _server(self) -> Any:
        from sillage.config.environment import environment
        from sillage.config.places import postgres_folder
        from sillage.kernel.db import embedded

        return embedded.server(postgres_folder(environment()))

    def database_pid(self) -> int:
        """The process of the embedded PostgreSQL."""
        return int((self._server().data / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> None:
        """`sillage up`, timed until the first page answers."""
        started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sillage.config.cli", "up"],
            env=self.variables,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=2):
                    break
            except OSError:
                if self.process.poll() is not None or time.monotonic() - started > 60:
                    raise RuntimeError("the installation does not start") from None
                time.sleep(0.05)
        self.cold_start = time.monotonic() - started

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            self.process = None


def psycopg_cursor() -> Any:
    """A cursor of Django's own connection."""
    from django.db import connection

    return connection.cursor()
