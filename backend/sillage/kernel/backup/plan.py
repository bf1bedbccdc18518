"""What a backup needs to know, composed by the process that makes or restores one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sillage.kernel.backup.stores import BackupStore

if TYPE_CHECKING:
    from django.core.files.storage import Storage


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Logins, programs, files and place of backups.

    `recipient` is the public key backups are encrypted for, `key_file` the private one that reads
    them, absent on machines that only write. Logins are asked for when needed: a machine that only
    makes backups need not know the owner.
    """

    app_url: str
    owner_url: Callable[[], str]
    backup_url: Callable[[], str]
    programs: Callable[[], Path]
    files: Callable[[], Storage]
    store: BackupStore
    recipient: str
    key_file: Path
    keep_days: int
    version: str
