"""Making a backup, and forgetting old ones."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from sillage.kernel.backup.archive import run_program, write_archive
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.backup.runs import recorded

log = structlog.get_logger(__name__)
_TIME = "%Y%m%dT%H%M%SZ"


def backup_name(at: datetime, reason: str) -> str:
    """Name of a backup: its time first, so that names sort by age."""
    return f"sillage-{at.astimezone(UTC).strftime(_TIME)}-{reason}.age"


def backup_time(name: str) -> datetime | None:
    """The time in a backup's name, or None when it has another form."""
    try:
        return datetime.strptime(name.split("-")[1], _TIME).replace(tzinfo=UTC)
    except (IndexError, ValueError):
        return None


def make_backup(plan: BackupPlan, reason: str = "manual", *, now: datetime | None = None) -> str:
    """Dump, pack, encrypt, keep, record, and forget what is too old; gives the name.

    Raises `BackupFailure` when a step fails; nothing half-made is kept then.
    """
    now = now or datetime.now(UTC)
    name = backup_name(now, reason)
    with (
        recorded(plan.app_url, name, reason) as running,
        tempfile.TemporaryDirectory(prefix="sillage-backup-") as temporary,
    ):
        dump, packed = Path(temporary, "database.dump"), Path(temporary, name)
        arguments = ["--format=custom", "--compress=6", "--no-password", f"--file={dump}"]
        run_program(plan.programs(), "pg_dump", arguments, plan.backup_url())
        manifest: dict[str, object] = {"version": plan.version, "made_at": now.isoformat(), "reason": reason}
        write_archive(packed, plan.recipient, manifest, dump, plan.files())
        running.size_bytes = packed.stat().st_size
        plan.store.keep(name, packed)
    forget_old(plan, now)
    log.info("backup_made", name=name, bytes=running.size_bytes, place=plan.store.describe())
    return name


def forget_old(plan: BackupPlan, now: datetime) -> list[str]:
    """Delete backups past their days, never the newest one; gives the names."""
    limit = now - timedelta(days=plan.keep_days)
    dated = [(backup_time(name), name) for name in plan.store.names()]
    old = [name for made_at, name in dated[:-1] if made_at is not None and made_at < limit]
    for name in old:
        plan.store.forget(name)
    return old
