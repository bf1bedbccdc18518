"""`sillage up`: everything on one machine, from an empty folder to a printed address."""

import fcntl
import hashlib
import http.client
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from sillage.config.commands.migrate import migrate_apart
from sillage.config.commands.progress import complain, step, tell
from sillage.config.commands.serve import listen, web_children, worker_child
from sillage.config.databases import database_url
from sillage.config.environment import CHECKOUT, Environment, WrongSetting, environment
from sillage.config.language import say
from sillage.config.places import postgres_folder, write_private
from sillage.config.processes import Supervisor
from sillage.kernel.db import embedded

DEMO_SIGN_INS = ("admin@demo.test", "manager@demo.test", "sales@demo.test")
DEMO_PASSWORD = "sillage-demo"  # noqa: S105 - printed on purpose, for fictional data only
_JOURNAL_BYTES = 20 * 1024 * 1024
_DEMO_QUERY: LiteralString = "SELECT EXISTS (SELECT FROM {} WHERE email = 'admin@demo.test')"


@contextmanager
def _alone(settings: Environment) -> Iterator[None]:
    """Hold the folder: a second start in it says so instead of fighting over it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WrongSetting(
                say(
                    f"DATA_DIR {settings.data_dir} sert déjà à un Sillage en marche ; arrêtez-le d'abord.",
                    f"DATA_DIR {settings.data_dir} is in use by a running Sillage; stop that one first.",
                )
            ) from None
        yield


def migrations_fingerprint() -> str:
    """Changes whenever `sillage migrate` might have something to do."""
    backend = CHECKOUT / "backend" / "sillage"
    sources = [
        *backend.glob("*/migrations/*.py"),
        *backend.glob("kernel/db/*.py"),
        backend / "config" / "settings.py",
        CHECKOUT / "requirements" / "base.txt",
    ]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.name.encode() + source.read_bytes())
    return digest.hexdigest()


def _applied(settings: Environment) -> list[int]:
    """How many migrations the database knows, and the last of them; empty before the first start."""
    with psycopg.connect(database_url(settings, "app"), connect_timeout=5) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
        if known is None or not known[0]:
            return []
        row = connection.execute("SELECT count(*), coalesce(max(id), 0) FROM django_migrations").fetchone()
        return list(row or [])


def _bring_up_to_date(settings: Environment) -> bool:
    """Migrate when this version or this database is not the one of the last start."""
    stamp_file = settings.data_dir / "migrated.json"
    fingerprint = migrations_fingerprint()
    applied = _applied(settings)
    try:
        stamp = json.loads(stamp_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stamp = None
    if applied and stamp == {"fingerprint": fingerprint, "applied": applied}:
        return True
    with step("mise à jour des tables", "bringing the tables up to date"):
        if not migrate_apart(backup_first=bool(applied)):
            return False
    write_private(stamp_file, json.dumps({"fingerprint": fingerprint, "applied": _applied(settings)}))
    return True


def _answer_of(connection: "psycopg.Connection[tuple[bool]]", table: str, query: LiteralString) -> bool:
    found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone()
    if found is None or not found[0]:
        return False
    row = connection.execute(sql.SQL(query).format(sql.Identifier(table))).fetchone()
    return bool(row and row[0])


def _demo_state(settings: Environment) -> tuple[bool, bool]:
    """Whether the installation is empty, and whether it holds the demo."""
    with psycopg.connect(database_url(settings, "app"), connect_timeout=5) as connection:
        filled = _answer_of(connection, "identity_workspace", "SELECT EXISTS (SELECT FROM {})")
        demo = _answer_of(connection, "identity_user", _DEMO_QUERY)
    return not filled, demo


def _wants_demo(settings: Environment) -> bool:
    if settings.demo is not None:
        return settings.demo
    if not sys.stdin.isatty():
        return False
    question = say(
        "La base est vide. Charger un espace de démonstration ? [O/n] ",
        "The database is empty. Load a demo workspace? [Y/n] ",
    )
    return input(question).strip().lower() in {"", "o", "oui", "y", "yes"}


def _offer_demo(settings: Environment) -> bool:
    """Load the demo into an empty installation when wanted; True when the demo is there."""
    empty, demo = _demo_state(settings)
    if not empty or not _wants_demo(settings):
        return demo
    with step("chargement de la démonstration", "loading the demo"):
        from sillage.config.commands.data import demo_apart

        if not demo_apart():
            complain("La démonstration n'a pas pu être chargée.", "The demo could not be loaded.")
            return False
    return True


def wait_until_ready(settings: Environment, supervisor: Supervisor, seconds: float = 60.0) -> bool:
    """Ask `/readyz` until it says yes; False when it never does or a stop was asked for."""
    host = "127.0.0.1" if settings.host in {"localhost", "0.0.0.0"} else settings.host  # noqa: S104 - compared, not bound
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not supervisor.stopping and not supervisor.first_death():
        connection = http.client.HTTPConnection(host, settings.port, timeout=2)
        try:
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return True
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    return False


class PostgresWatch:
    """Looks at the embedded server twice a second and starts it again when it was killed."""

    def __init__(self, server: embedded.EmbeddedServer) -> None:
        self.server = server
        self.known = server.pid()
        self._next = 0.0

    def __call__(self) -> None:
        """Look, and repair."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + 0.5
        if self.known is not None and embedded.process_runs(self.known):
            return
        try:
            self.server.ensure_running()
            self.known = self.server.pid()
            complain("PostgreSQL a été relancé.", "PostgreSQL was started again.")
        except embedded.EmbeddedServerFailure as failure:
            complain(f"PostgreSQL ne repart pas : {failure}", f"PostgreSQL does not start: {failure}")
            self._next = now + 5.0


def _journal(settings: Environment) -> Path | None:
    """File for the logs of a start on a terminal, where people read; elsewhere they go to the output."""
    if not sys.stdout.isatty():
        return None
    journal = settings.data_dir / "sillage.log"
    if journal.exists() and journal.stat().st_size > _JOURNAL_BYTES:
        journal.replace(journal.with_suffix(".log.1"))
    return journal


def _announce(settings: Environment, demo: bool, journal: Path | None) -> None:
    tell(f"\nSillage est prêt : {settings.address}", f"\nSillage is ready: {settings.address}")
    if demo:
        tell(f"Démonstration, mot de passe {DEMO_PASSWORD} :", f"Demo, password {DEMO_PASSWORD}:")
        for account in DEMO_SIGN_INS:
            print(f"  {account}", flush=True)
    if settings.backup_public_key is None:
        key = settings.data_dir / "backup.key"
        tell(
            f"Sauvegardes chiffrées chaque jour ; gardez ailleurs une copie de leur clé : {key}",
            f"Encrypted backups every day; keep a copy of their key elsewhere: {key}",
        )
    if journal is not None:
        tell(f"Journal : {journal}", f"Log: {journal}")
    tell("Ctrl+C arrête tout.", "Ctrl+C stops everything.")


def _serve(settings: Environment, server: embedded.EmbeddedServer | None) -> int:
    if not _bring_up_to_date(settings):
        complain("Les tables n'ont pas pu être mises à jour.", "The tables could not be brought up to date.")
        return 1
    demo = _offer_demo(settings)
    port = listen(settings)
    children = [*web_children(settings, port), worker_child(settings)]
    journal = _journal(settings)
    supervisor = Supervisor(children, PostgresWatch(server) if server else None, journal)
    try:
        with supervisor.handling_signals():
            with step("démarrage du serveur web et du worker", "starting web server and worker"):
                supervisor.start()
                ready = wait_until_ready(settings, supervisor)
            if ready:
                _announce(settings, demo, journal)
            elif dead := supervisor.first_death():
                complain(f"« {dead} » s'arrête dès son démarrage.", f"'{dead}' ends as soon as it starts.")
                return 1
            elif not supervisor.stopping:
                complain("Le serveur web ne répond pas encore.", "The web server does not answer yet.")
            supervisor.run()
    finally:
        supervisor.stop()
        port.close()
    return 0


def run() -> int:
    """Entry of the command."""
    settings = environment()
    # Said at once: a taken port must not be found out after a minute of preparation.
    listen(settings).close()
    with _alone(settings):
        tell("Sillage démarre", "Sillage starts")
        server = embedded.server(postgres_folder(settings)) if settings.embedded_database else None
        try:
            if server is not None:
                with step("base de données", "database"):
                    server.ensure_running()
            return _serve(settings, server)
        except embedded.EmbeddedServerFailure as failure:
            complain(f"PostgreSQL ne démarre pas : {failure}", f"PostgreSQL does not start: {failure}")
            return 1
        finally:
            if server is not None:
                server.stop(1.8)
            tell("Sillage est arrêté.", "Sillage has stopped.")
