"""The key pair of backups (age, X25519): made once, kept in a private file, never in a backup."""

from __future__ import annotations

import os
from pathlib import Path

import pyrage


class BackupKeyMissing(Exception):
    """The private key that reads backups is not there, or is not one."""


def read_identity(key_file: Path) -> pyrage.x25519.Identity:
    """The private key in a file. Raises `BackupKeyMissing`."""
    try:
        lines = key_file.read_text(encoding="utf-8").splitlines()
        secret = next(line for line in lines if line.startswith("AGE-SECRET-KEY-"))
        return pyrage.x25519.Identity.from_str(secret.strip())
    except (OSError, StopIteration, pyrage.IdentityError) as failure:
        raise BackupKeyMissing(str(key_file)) from failure


def public_key(key_file: Path) -> tuple[str, bool]:
    """The public key of the pair, which is made when absent; tells whether it was made now."""
    made = not key_file.exists()
    if made:
        identity = pyrage.x25519.Identity.generate()
        key_file.parent.mkdir(parents=True, exist_ok=True)
        text = f"# Sillage backup key. Keep a copy elsewhere: without it no backup can be read.\n{identity}\n"
        descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    return str(read_identity(key_file).to_public()), made
