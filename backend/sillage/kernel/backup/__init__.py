"""Encrypted backups: made, kept for a while, and brought back, whole or one workspace alone."""

from sillage.kernel.backup.models import BackupRun
from sillage.kernel.backup.runs import LastBackup, last_success

__all__ = ["BackupRun", "LastBackup", "last_success"]
