"""Pytest plugin: one embedded PostgreSQL per run, one database per process, queries as `app`.

The cluster is made and migrated by the owner once per set of migrations and kept aside; each run
works on a copy, so several runs at the same time never meet. It must be an early plugin (`-p`),
because the settings are read before any conftest.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from sillage.config.environment import CHECKOUT, Environment
from sillage.kernel.db.embedded import DATABASE, EmbeddedServer

_BACKEND = CHECKOUT / "backend"
_run: dict[str, Any] = {}


def _base_folder() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/sillage/tests") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    return CHECKOUT / "var" / "tests"


def _fingerprint() -> str:
    """Changes whenever the migrated cluster would: migrations, what they call, locked versions."""
    sources = [
        *_BACKEND.glob("sillage/*/migrations/*.py"),
        *_BACKEND.glob("sillage/kernel/db/*.py"),
        _BACKEND / "sillage/config/settings.py",
        CHECKOUT / "requirements/base.txt",
    ]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(str(source).encode() + source.read_bytes())
    return digest.hexdigest()[:16]


def _environment(folder: Path, url: str) -> dict[str, str]:
    # Settings of the developer must not reach the tests, so every known variable is removed first.
    known = {name.upper() for name in Environment.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in known}
    data = tempfile.mkdtemp(prefix="sillage-test-data-")
    _run["data"] = data
    return kept | {
        "SILLAGE_ENV_FILE": os.devnull,
        "DATA_DIR": data,
        "DATABASE_URL": url,
        "SECRET_KEY": "only-for-tests-" + "0" * 32,
        "LOG_LEVEL": "ERROR",
        "SILLAGE_CHECK_ANSWERS": "1",
        "DJANGO_SETTINGS_MODULE": "sillage.config.settings",
    }


def _make_template(folder: Path) -> None:
    """Make and migrate the cluster that runs copy."""
    draft = folder.with_name(f"draft-{os.getpid()}-{secrets.token_hex(2)}")
    server = EmbeddedServer(draft, for_tests=True)
    try:
        server.ensure_running()
        variables = _environment(draft, server.url("app")) | {
            "DATABASE_OWNER_URL": server.url("owner"),
            "DATABASE_BACKUP_URL": server.url("backup"),
        }
        command = [sys.executable, "-m", "sillage.config.cli", "migrate", "--verbosity", "0"]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        if done.returncode:
            raise pytest.UsageError(f"the migrations failed:\n{done.stderr[-3000:]}")
        server.stop(20)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    except BaseException:
        server.stop(1)
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _clear_leftovers(base: Path) -> None:
    """Remove the clusters of runs that were killed, and templates of other migrations."""
    for run in base.glob("run-*"):
        pid = int(run.name.split("-")[1])
        if not Path(f"/proc/{pid}").exists() and subprocess.run(["ps", "-p", str(pid)], capture_output=True).returncode:
            EmbeddedServer(run, for_tests=True).stop(0.1)
            shutil.rmtree(run, ignore_errors=True)
    templates = sorted(base.glob("template-*"), key=lambda path: path.stat().st_mtime)
    for old in templates[:-4]:
        shutil.rmtree(old, ignore_errors=True)


def _start_cluster() -> EmbeddedServer:
    base = _base_folder()
    base.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(base)
    template = base / f"template-{_fingerprint()}"
    if not (template / "credentials.json").exists():
        _make_template(template)
    os.utime(template)
    run = base / f"run-{os.getpid()}"
    shutil.rmtree(run, ignore_errors=True)
    # `cp -a` keeps the account that the files belong to, which shutil does not.
    subprocess.run(["cp", "-a", str(template), str(run)], check=True)
    server = EmbeddedServer(run, for_tests=True)
    server.ensure_running()
    return server


def create_database(server: EmbeddedServer, name: str) -> str:
    """Copy the migrated database under a new name; gives the name."""
    with psycopg.connect(server.url("superuser", "postgres"), autocommit=True) as connection:
        target = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER sillage_owner").format(target, sql.Identifier(DATABASE))
        )
    return name


def _point_to(server: EmbeddedServer, database: str) -> None:
    variables = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "backup": "DATABASE_BACKUP_URL"}
    for login, variable in variables.items():
        os.environ[variable] = server.url(login, database)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Start the server (once per run) and make the database of this process before settings are read."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        server = _start_cluster()
        _run["server"] = server
        os.environ.update(_environment(server.folder, server.url("app")))
        for name in set(os.environ) & {field.upper() for field in Environment.model_fields}:
            if name not in {"DATA_DIR", "DATABASE_URL", "SECRET_KEY", "LOG_LEVEL"}:
                del os.environ[name]
        os.environ["SILLAGE_TEST_SERVER"] = str(server.folder)
    else:
        server = EmbeddedServer(Path(os.environ["SILLAGE_TEST_SERVER"]), for_tests=True)
        # Files of its own too: a test that lists them must not meet another process's.
        os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]) / worker)
    _point_to(server, create_database(server, f"test_{worker or 'main'}"))
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server of this run and remove what it wrote."""
    server = _run.pop("server", None)
    if server is not None:
        server.stop(0.5)
        shutil.rmtree(server.folder, ignore_errors=True)
    if "data" in _run:
        shutil.rmtree(_run.pop("data"), ignore_errors=True)


def server_of_run() -> EmbeddedServer:
    """The embedded server of this test run."""
    return EmbeddedServer(Path(os.environ["SILLAGE_TEST_SERVER"]), for_tests=True)


def superuser_url() -> str:
    """Address of this process's database for a superuser, who sees through row-level security."""
    return server_of_run().url("superuser", urlsplit(os.environ["DATABASE_URL"]).path.strip("/"))


def filled_tables(connection: "psycopg.Connection[Any]") -> set[str]:
    """Names of the tables that hold at least one row, seen by a superuser."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
    ]
    if not names:
        return set()
    probes = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
        for name in names
    ]
    return {row[0] for row in connection.execute(sql.SQL(" UNION ALL ").join(probes))}


def empty_tables(keep: set[str]) -> None:
    """Empty every table a committed test wrote to, except those that the migrations filled."""
    with psycopg.connect(superuser_url(), autocommit=True) as connection:
        filled = sorted(filled_tables(connection) - keep)
        if filled:
            tables = sql.SQL(", ").join(sql.Identifier(name) for name in filled)
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
