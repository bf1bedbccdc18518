"""Bringing a whole installation back from a backup."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from sillage.kernel.backup.archive import (
    BackupFailure,
    extract_dump,
    opened_archive,
    read_manifest,
    restore_files,
    run_program,
)
from sillage.kernel.backup.keys import read_identity
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.db.roles import database_statements


class DatabaseNotEmpty(Exception):
    """The database already holds data and replacing it was not asked for."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    name: str
    version: str
    files: int
    rows: int = 0


def other_database(url: str, name: str) -> str:
    """The same login on another database of the same server."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, parts.fragment))


@contextmanager
def fetched(plan: BackupPlan, backup: str | Path | None) -> Iterator[tuple[Path, Path]]:
    """A backup as a local file with a private folder beside; the newest when none is named."""
    with tempfile.TemporaryDirectory(prefix="sillage-restore-") as temporary:
        folder = Path(temporary)
        if isinstance(backup, Path):
            yield backup, folder
            return
        names = plan.store.names()
        if not names:
            raise BackupFailure(f"there is no backup in {plan.store.describe()}")
        name = backup or names[-1]
        plan.store.fetch(name, folder / name)
        yield folder / name, folder


def has_data(url: str) -> bool:
    """Tell whether a database holds a workspace or an account."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table in ("identity_workspace", "identity_user"):
            known = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone()
            if known and known[0]:
                query = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
                row = connection.execute(query).fetchone()
                if row and row[0]:
                    return True
    return False


def empty_database(owner_url: str) -> None:
    """Remove everything in the database; its server and logins stay."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("SET lock_timeout = '20s'")
        connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
        connection.execute("CREATE SCHEMA public")
        for statement in database_statements(database_of(owner_url)):
            connection.execute(statement)


def load_dump(plan: BackupPlan, dump: Path, url: str) -> None:
    """Load a dump into an empty database, whole or not at all."""
    arguments = ["--no-password", "--exit-on-error", "--single-transaction", f"--dbname={database_of(url)}"]
    run_program(plan.programs(), "pg_restore", [*arguments, str(dump)], url)


def forget_workers(owner_url: str) -> None:
    """Drop the beats of the workers of the machine that made the dump: none of them runs here."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("DELETE FROM procrastinate_workers")


def database_of(url: str) -> str:
    """Name of the database in an address."""
    return urlsplit(url).path.strip("/")


def restore_all(plan: BackupPlan, backup: str | Path | None = None, *, replace: bool = False) -> Restored:
    """Bring everything back.

    Raises `DatabaseNotEmpty` when there is data and `replace` was not asked for, `BackupKeyMissing`
    without the private key, `BackupFailure` when the backup cannot be read.
    """
    identity = read_identity(plan.key_file)
    if has_data(plan.owner_url()) and not replace:
        raise DatabaseNotEmpty
    with fetched(plan, backup) as (file, folder), opened_archive(file, identity, folder) as archive:
        manifest = read_manifest(archive)
        dump = extract_dump(archive, folder)
        empty_database(plan.owner_url())
        load_dump(plan, dump, plan.owner_url())
        forget_workers(plan.owner_url())
        files = restore_files(archive, plan.files(), lambda _name: True)
    return Restored(file.name, str(manifest.get("version", "")), files)
