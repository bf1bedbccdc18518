"""`sillage doctor`: looks at everything the product needs, says what is wrong and how to mend it."""

import contextlib
import shutil
import smtplib
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg

from sillage.config.databases import database_url
from sillage.config.environment import Environment, WrongSetting, environment
from sillage.config.language import say
from sillage.config.places import FRONTEND_DIST, postgres_folder
from sillage.kernel.db import embedded

_MIN_FREE_BYTES = 1024**3
_BACKUP_MAX_AGE = timedelta(hours=50)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `mend` is empty when all is well."""

    subject: str
    state: str
    mend: str = ""
    serious: bool = True

    @property
    def well(self) -> bool:
        """True when nothing needs mending."""
        return not self.mend


def check_interpreter(_settings: Environment) -> Finding:
    """The Python version is one of those supported."""
    subject = "Python"
    version = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return Finding(subject, version)
    return Finding(subject, version, say("Installez Python 3.11, 3.12 ou 3.13.", "Install Python 3.11, 3.12 or 3.13."))


def check_disk(settings: Environment) -> Finding:
    """There is room for data."""
    subject = say("disque", "disk")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    state = say(f"{free / 1024**3:.1f} Gio libres", f"{free / 1024**3:.1f} GiB free")
    if free >= _MIN_FREE_BYTES:
        return Finding(subject, state)
    return Finding(
        subject,
        state,
        say(f"Libérez de la place dans {settings.data_dir}.", f"Free some space in {settings.data_dir}."),
    )


def check_database(settings: Environment) -> Finding:
    """PostgreSQL answers and is recent enough."""
    subject = "PostgreSQL"
    try:
        with psycopg.connect(database_url(settings, "app"), connect_timeout=5) as connection:
            version = connection.info.server_version
    except (psycopg.Error, WrongSetting) as failure:
        mend = (
            say("Lancez sillage up, puis recommencez.", "Run sillage up, then try again.")
            if settings.embedded_database
            else say("Vérifiez DATABASE_URL et que le serveur est en marche.", "Check DATABASE_URL and the server.")
        )
        return Finding(subject, str(failure).strip().split("\n")[0], mend)
    if version < 150000:
        upgrade = say("Passez à PostgreSQL 15 ou plus récent.", "Upgrade to PostgreSQL 15 or later.")
        return Finding(subject, str(version // 10000), upgrade)
    return Finding(subject, f"{version // 10000}.{version % 10000}")


def check_roles(settings: Environment) -> Finding:
    """The application login is bound by row-level security."""
    subject = say("droits de la base", "database rights")
    with psycopg.connect(database_url(settings, "app"), connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT current_user, rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_tables"
            " WHERE schemaname = 'public' AND tableowner = current_user)"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row is not None
    name, superuser, bypass, owns = row
    if superuser or bypass:
        mend = f"ALTER ROLE {name} NOSUPERUSER NOBYPASSRLS;"
        return Finding(subject, say(f"{name} contourne l'isolation", f"{name} bypasses isolation"), mend)
    if owns:
        mend = say(
            "Donnez à DATABASE_URL un autre compte que celui de DATABASE_OWNER_URL.",
            "Give DATABASE_URL another login than DATABASE_OWNER_URL.",
        )
        return Finding(subject, say(f"{name} possède des tables", f"{name} owns tables"), mend)
    return Finding(subject, say(f"{name} est isolé", f"{name} is isolated"))


def check_migrations(_settings: Environment) -> Finding:
    """The tables are those of this version."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    subject = say("tables", "tables")
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return Finding(subject, say("à jour", "up to date"))
    state = say(f"{len(pending)} mises à jour en attente", f"{len(pending)} migrations pending")
    return Finding(subject, state, say("Lancez sillage migrate.", "Run sillage migrate."))


def check_frontend(_settings: Environment) -> Finding:
    """The web app is built."""
    subject = say("interface", "web app")
    if (FRONTEND_DIST / "index.html").exists():
        return Finding(subject, say("construite", "built"))
    return Finding(subject, say("absente", "missing"), say("Lancez make run.", "Run make run."))


def check_worker(_settings: Environment) -> Finding:
    """A worker beats."""
    from django.db import connection

    subject = "worker"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '40 s'")
        (alive,) = cursor.fetchone()
    if alive:
        return Finding(subject, say("en marche", "running"))
    mend = say("Lancez sillage up (ou sillage worker).", "Run sillage up (or sillage worker).")
    return Finding(subject, say("arrêté", "stopped"), mend, serious=False)


def check_mail(settings: Environment) -> Finding:
    """The mail server answers and takes the credentials."""
    subject = say("courriel", "mail")
    if settings.smtp_host is None:
        state = say("sans serveur : gardé dans l'application", "no server: kept in the app")
        mend = say("Donnez SMTP_HOST pour que les messages partent.", "Set SMTP_HOST so that messages leave.")
        return Finding(subject, state, mend, serious=False)
    kind = smtplib.SMTP_SSL if settings.smtp_security == "tls" else smtplib.SMTP
    try:
        with kind(settings.smtp_host, settings.smtp_port, timeout=8) as server:
            if settings.smtp_security == "starttls":
                server.starttls()
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except (OSError, smtplib.SMTPException) as failure:
        return Finding(subject, str(failure), say("Vérifiez les réglages SMTP_*.", "Check the SMTP_* settings."))
    return Finding(subject, settings.smtp_host)


def check_backup(_settings: Environment) -> Finding:
    """The last backup is recent."""
    from sillage.kernel.backup import last_success

    subject = say("sauvegarde", "backup")
    last = last_success()
    if last is None:
        return Finding(subject, say("aucune", "none"), say("Lancez sillage backup.", "Run sillage backup."), False)
    age = datetime.now(UTC) - last.finished_at
    state = f"{last.finished_at:%Y-%m-%d %H:%M} UTC, {last.size_bytes / 1024**2:.1f} MiB"
    if age < _BACKUP_MAX_AGE:
        return Finding(subject, state)
    return Finding(
        subject,
        state,
        say(
            "Elle date : voyez que le worker tourne, puis sillage backup.",
            "It is old: see that the worker runs, then sillage backup.",
        ),
    )


def check_port(settings: Environment) -> Finding:
    """The port is free, or Sillage is the one that holds it."""
    subject = f"port {settings.port}"
    host = "127.0.0.1" if settings.host == "localhost" else settings.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, settings.port))
        except OSError:
            return _holder_of_port(settings, subject)
    return Finding(subject, say("libre", "free"))


def _holder_of_port(settings: Environment, subject: str) -> Finding:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=3)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        if connection.getresponse().read() == b'{"status": "ok"}':
            return Finding(subject, say("tenu par Sillage", "held by Sillage"))
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()
    other = settings.port + 1
    return Finding(subject, say("pris", "taken"), say(f"Choisissez PORT={other}.", f"Choose PORT={other}."))


def check_clock(settings: Environment) -> Finding:
    """The clocks of this machine and of the database agree."""
    subject = say("horloge", "clock")
    with psycopg.connect(database_url(settings, "app"), connect_timeout=5) as connection:
        row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    gap = abs(time.time() - row[0]) if row else 0.0
    if gap < 2 and time.time() > 1_750_000_000:
        return Finding(subject, say("juste", "right"))
    state = say(f"écart de {gap:.0f} s", f"off by {gap:.0f} s")
    return Finding(subject, state, say("Activez la synchronisation NTP.", "Turn NTP synchronisation on."))


_FIRST: tuple[Callable[[Environment], Finding], ...] = (check_interpreter, check_disk, check_frontend, check_port)
_WITH_DATABASE: tuple[Callable[[Environment], Finding], ...] = (
    check_roles,
    check_migrations,
    check_worker,
    check_backup,
    check_clock,
)


def examine(settings: Environment) -> list[Finding]:
    """Look at everything; a check that fails unexpectedly is a finding too."""
    findings = [check(settings) for check in _FIRST]
    findings.append(check_mail(settings))
    database = check_database(settings)
    findings.append(database)
    if not database.well:
        return findings
    for check in _WITH_DATABASE:
        try:
            findings.append(check(settings))
        except Exception as failure:
            name = check.__name__.removeprefix("check_")
            mend = say("Lancez sillage migrate, puis recommencez.", "Run sillage migrate, then try again.")
            findings.append(Finding(name, str(failure).strip().split("\n")[0], mend))
    return findings


def run() -> int:
    """Entry of the command: 1 when something serious is wrong."""
    from sillage.config.commands.migrate import django_ready

    settings = environment()
    started = False
    if settings.embedded_database:
        server = embedded.server(postgres_folder(settings))
        if server.exists:
            with contextlib.suppress(embedded.EmbeddedServerFailure):
                started = server.ensure_running()
    try:
        django_ready()
        findings = examine(settings)
    finally:
        if started:
            embedded.server(postgres_folder(settings)).stop()
    for finding in findings:
        mark = "✓" if finding.well else ("✗" if finding.serious else "!")
        print(f" {mark} {finding.subject} : {finding.state}")
        if not finding.well:
            print(f"     → {finding.mend}")
    return int(any(not finding.well and finding.serious for finding in findings))
