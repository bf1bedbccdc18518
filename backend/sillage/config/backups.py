"""The plan of backups of this installation: its logins, files, place and key."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.files.storage import Storage

from sillage import __version__
from sillage.config.databases import database_url
from sillage.config.environment import Environment, environment
from sillage.config.places import backup_folder
from sillage.kernel.backup.keys import public_key
from sillage.kernel.backup.plan import BackupPlan
from sillage.kernel.backup.stores import BackupStore, FolderStore, S3Store
from sillage.kernel.db.embedded import programs_folder


def backup_key_file(settings: Environment) -> Path:
    """The private key; on a machine that only writes, it may be absent."""
    return settings.data_dir / "backup.key"


def _store(settings: Environment) -> BackupStore:
    if settings.backup_s3_bucket is None:
        return FolderStore(backup_folder(settings))
    secret = settings.s3_secret_access_key
    options: dict[str, Any] = {
        "endpoint_url": settings.s3_endpoint_url,
        "region_name": settings.s3_region,
        "aws_access_key_id": settings.s3_access_key_id,
        "aws_secret_access_key": secret.get_secret_value() if secret else None,
    }
    return S3Store(settings.backup_s3_bucket, {name: value for name, value in options.items() if value is not None})


def _files() -> Storage:
    from django.core.files.storage import default_storage

    return default_storage


def backup_plan(settings: Environment, *, key_file: Path | None = None) -> BackupPlan:
    """Compose the plan; makes the key pair at the first backup when no public key is set."""
    key = key_file or backup_key_file(settings)
    recipient = settings.backup_public_key or ("" if key_file else public_key(key)[0])
    return BackupPlan(
        app_url=database_url(settings, "app"),
        owner_url=lambda: database_url(settings, "owner"),
        backup_url=lambda: database_url(settings, "backup"),
        programs=programs_folder,
        files=_files,
        store=_store(settings),
        recipient=recipient,
        key_file=key,
        keep_days=settings.backup_keep_days,
        version=__version__,
    )


@lru_cache(maxsize=1)
def plan() -> BackupPlan:
    """The plan of this process, for the daily job."""
    return backup_plan(environment())
