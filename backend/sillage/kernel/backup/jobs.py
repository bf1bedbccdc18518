"""The daily backup, made by one worker however many there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from sillage.kernel.backup.making import make_backup
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.backup.runs import last_success
from sillage.kernel.jobs import periodic

# A machine that sleeps at night makes its backup in the first hour it is awake.
_DUE_AFTER = timedelta(hours=23)


def is_due(now: datetime, hour: int, last: datetime | None) -> bool:
    """Whether the daily backup should be made now: at its hour (UTC), or as soon as a day has passed."""
    if last is None:
        return True
    age = now - last
    return age >= timedelta(hours=25) or (now.hour == hour and age >= _DUE_AFTER)


@periodic("daily_backup", cron="7 * * * *", queue="bulk")
def daily_backup() -> None:
    """Make the backup of the day when it is due."""
    last = last_success()
    if is_due(datetime.now(UTC), settings.SILLAGE_BACKUP_HOUR, last.finished_at if last else None):
        plan: Callable[[], BackupPlan] = import_string(settings.SILLAGE_BACKUP_PLAN)
        make_backup(plan(), "daily")
