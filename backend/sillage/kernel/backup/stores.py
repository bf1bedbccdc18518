"""Where backups are kept: a folder, or a bucket of any S3 service."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class BackupStore(Protocol):
    """A place for backup files."""

    def keep(self, name: str, file: Path) -> None:
        """Take a finished file in under a name."""

    def names(self) -> list[str]:
        """Names of the files, oldest first: names begin with their time."""

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file out. Raises `FileNotFoundError`."""

    def forget(self, name: str) -> None:
        """Delete a file."""

    def describe(self) -> str:
        """Where it is, for people."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder of this machine, or one mounted into it."""

    folder: Path

    def keep(self, name: str, file: Path) -> None:
        """Copy beside, then rename, so that a half-written backup never carries its final name."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / f".{name}"
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        draft.replace(self.folder / name)

    def names(self) -> list[str]:
        """Names of the files, oldest first."""
        return sorted(path.name for path in self.folder.glob("sillage-*.age"))

    def fetch(self, name: str, target: Path) -> None:
        """Copy a file out. Raises `FileNotFoundError`."""
        shutil.copyfile(self.folder / name, target)

    def forget(self, name: str) -> None:
        """Delete a file."""
        (self.folder / name).unlink(missing_ok=True)

    def describe(self) -> str:
        """The folder."""
        return str(self.folder)


@dataclass(frozen=True, slots=True)
class S3Store:
    """A bucket; `options` are those of boto3's client."""

    bucket: str
    options: dict[str, Any]
    prefix: str = "sillage-backups/"

    def _client(self) -> Any:
        import boto3

        return boto3.client("s3", **self.options)

    def keep(self, name: str, file: Path) -> None:
        """Upload a file, in parts when it is large."""
        self._client().upload_file(str(file), self.bucket, self.prefix + name)

    def names(self) -> list[str]:
        """Names of the files, oldest first."""
        pages = self._client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
        keys = [entry["Key"] for page in pages for entry in page.get("Contents", [])]
        return sorted(key.removeprefix(self.prefix) for key in keys if key.endswith(".age"))

    def fetch(self, name: str, target: Path) -> None:
        """Download a file. Raises `FileNotFoundError`."""
        from botocore.exceptions import ClientError

        try:
            self._client().download_file(self.bucket, self.prefix + name, str(target))
        except ClientError as failure:
            raise FileNotFoundError(name) from failure

    def forget(self, name: str) -> None:
        """Delete a file."""
        self._client().delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def describe(self) -> str:
        """The bucket."""
        return f"s3://{self.bucket}/{self.prefix}"
