"""The record of backups: written by whoever makes one, read by `doctor` and the settings page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from sillage.kernel.db.identifiers import new_id


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup that succeeded."""

    finished_at: datetime
    name: str
    size_bytes: int


@dataclass(slots=True)
class RunningBackup:
    """What a running backup tells the record at its end."""

    name: str
    size_bytes: int = 0


def last_success() -> LastBackup | None:
    """The newest successful backup, or None; asks the database of this process."""
    from sillage.kernel.backup.models import BackupRun

    run = BackupRun.objects.filter(succeeded=True).order_by("-finished_at").first()
    if run is None or run.finished_at is None:
        return None
    return LastBackup(run.finished_at, run.name, run.size_bytes)


@contextmanager
def recorded(url: str, name: str, reason: str) -> Iterator[RunningBackup]:
    """Record a backup under way; its failure is recorded and raised again.

    It uses its own connection, so that the record stays whatever happens to the caller's transaction.
    Before the first migration there is no table yet, and then nothing to record.
    """
    running = RunningBackup(name)
    started_at = datetime.now(UTC)
    error = ""
    try:
        yield running
    except BaseException as failure:
        error = f"{type(failure).__name__}: {failure}"[:500]
        raise
    finally:
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            known = connection.execute("SELECT to_regclass('kernel_backup') IS NOT NULL").fetchone()
            if known and known[0]:
                connection.execute(
                    "INSERT INTO kernel_backup"
                    " (id, started_at, finished_at, reason, name, size_bytes, succeeded, error)"
                    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                    (new_id(), started_at, datetime.now(UTC), reason, name, running.size_bytes, not error, error),
                )
