"""The file of a backup: a tar of the database dump and the stored files, encrypted with age.

Nothing is ever on disk in clear but the dump, in a private temporary folder, while it is packed.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.core.files.storage import Storage
from psycopg.conninfo import conninfo_to_dict

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files/"
_CHUNK = 1024 * 1024


class BackupFailure(Exception):
    """A backup could not be made or read; the text says why."""


def program_variables(url: str) -> dict[str, str]:
    """A login as environment variables, so that its password shows in no list of processes."""
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
        "options": "PGOPTIONS",
    }
    parts = conninfo_to_dict(url)
    return os.environ | {names[key]: str(value) for key, value in parts.items() if key in names}


def run_program(programs: Path, name: str, arguments: list[str], url: str) -> None:
    """Run a program of PostgreSQL against a login. Raises `BackupFailure` with its last words."""
    command = [str(programs / name), *arguments]
    done = subprocess.run(command, env=program_variables(url), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailure(f"{name}: {done.stderr.strip()[-800:]}")


def write_archive(target: Path, recipient: str, manifest: dict[str, object], dump: Path, files: Storage) -> None:
    """Pack and encrypt in one pass, in memory of constant size."""

    def pack(out: IO[bytes]) -> None:
        with tarfile.open(fileobj=out, mode="w|") as archive:
            _add_bytes(archive, MANIFEST, json.dumps(manifest).encode())
            archive.add(dump, DUMP)
            for name in stored_names(files):
                _add_stored(archive, files, name)

    reader, writer = os.pipe()
    failures: list[BaseException] = []

    def feed() -> None:
        try:
            with os.fdopen(writer, "wb") as out:
                pack(out)
        except BaseException as failure:
            failures.append(failure)

    packing = threading.Thread(target=feed, name="backup-pack")
    packing.start()
    with os.fdopen(reader, "rb") as source, target.open("wb") as sink:
        pyrage.encrypt_io(source, sink, [pyrage.x25519.Recipient.from_str(recipient)])
    packing.join()
    if failures:
        raise BackupFailure(f"packing stopped: {failures[0]}") from failures[0]


@contextmanager
def opened_archive(source: Path, identity: pyrage.x25519.Identity, folder: Path) -> Iterator[tarfile.TarFile]:
    """Decrypt a backup into a private folder and open it. Raises `BackupFailure` for a wrong key."""
    clear = folder / "backup.tar"
    try:
        with source.open("rb") as encrypted, clear.open("wb") as plain:
            pyrage.decrypt_io(encrypted, plain, [identity])
    except (pyrage.DecryptError, OSError) as failure:
        clear.unlink(missing_ok=True)
        raise BackupFailure(f"{source.name} cannot be decrypted: {failure}") from failure
    try:
        with tarfile.open(clear, "r:") as archive:
            yield archive
    except tarfile.TarError as failure:
        raise BackupFailure(f"{source.name} is damaged: {failure}") from failure
    finally:
        clear.unlink(missing_ok=True)


def read_manifest(archive: tarfile.TarFile) -> dict[str, object]:
    """What the backup says about itself."""
    member = archive.extractfile(MANIFEST)
    if member is None:
        raise BackupFailure("the backup has no manifest")
    manifest: dict[str, object] = json.loads(member.read())
    return manifest


def extract_dump(archive: tarfile.TarFile, folder: Path) -> Path:
    """Put the dump of the database into a folder."""
    member = archive.extractfile(DUMP)
    if member is None:
        raise BackupFailure("the backup has no database")
    target = folder / DUMP
    with target.open("wb") as out:
        while chunk := member.read(_CHUNK):
            out.write(chunk)
    return target


def restore_files(archive: tarfile.TarFile, files: Storage, wanted: Callable[[str], bool]) -> int:
    """Store the files again under their names; gives how many."""
    restored = 0
    for member in archive:
        name = member.name.removeprefix(FILES)
        if not member.isfile() or not member.name.startswith(FILES) or not wanted(name):
            continue
        content = archive.extractfile(member)
        if content is None:
            continue
        # A storage gives a new name to a second file of one name; the rows know only the first.
        if files.exists(name):
            files.delete(name)
        files.save(name, content)
        restored += 1
    return restored


def stored_names(files: Storage, folder: str = "") -> Iterator[str]:
    """Names of all stored files."""
    try:
        folders, names = files.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in names:
        yield prefix + name
    for inner in folders:
        yield from stored_names(files, prefix + inner)


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _add_stored(archive: tarfile.TarFile, files: Storage, name: str) -> None:
    try:
        with files.open(name, "rb") as content:
            entry = tarfile.TarInfo(FILES + name)
            entry.size = files.size(name)
            archive.addfile(entry, content)
    except FileNotFoundError:
        # Deleted since the list was read: its row is gone too, or will be found to be.
        return
