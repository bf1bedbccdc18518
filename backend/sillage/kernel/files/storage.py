"""Keeping the content of files, under random names, in a folder or an S3 service."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import transaction

from sillage.kernel.db import current_workspace_id
from sillage.kernel.errors import InvalidFields, NotFound, PayloadTooLarge
from sillage.kernel.files.types import HEAD_BYTES, clean_name, media_type_of
from sillage.kernel.text import Text

LINK_LIFETIME = timedelta(minutes=5)
_SALT = "sillage.files.link"
_REFUSED = Text(
    fr="Ce type de fichier n’est pas accepté, ou son contenu ne correspond pas à son nom",
    en="This type of file is not accepted, or its content does not match its name",
)
_EMPTY = Text(fr="Ce fichier est vide", en="This file is empty")


@dataclass(frozen=True, slots=True)
class StoredContent:
    """A content that was kept. `digest` is the SHA-256 in hexadecimal, `size` counts bytes."""

    name: str
    media_type: str
    size: int
    digest: str
    storage_name: str


def store(name: str, content: Content[bytes], *, path: str = "file") -> StoredContent:
    """Keep an uploaded content of the running workspace.

    Raises `PayloadTooLarge` past `SILLAGE_UPLOAD_MAX_BYTES` and `InvalidFields` naming `path` for an
    empty file or one whose type is not accepted.
    """
    size = int(content.size or 0)
    if size > settings.SILLAGE_UPLOAD_MAX_BYTES:
        raise PayloadTooLarge
    if size == 0:
        raise InvalidFields.one(path, "empty_file", _EMPTY)
    shown = clean_name(name)
    media_type = media_type_of(shown, content.read(HEAD_BYTES))
    if media_type is None:
        raise InvalidFields.one(path, "file_type_refused", _REFUSED)
    digest = _digest(content)
    content.seek(0)
    random = secrets.token_hex(16)
    kept = default_storage.save(f"{current_workspace_id().hex}/{random[:2]}/{random}", content)
    return StoredContent(shown, media_type, size, digest, kept)


def _digest(content: Content[bytes]) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def removed_on_failure(kept: StoredContent) -> Iterator[None]:
    """Remove the content again when the rows that speak of it could not be written."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            default_storage.delete(kept.storage_name)
        raise


def open_content(storage_name: str) -> IO[Any]:
    """The content for reading. Raises `NotFound` when it is gone."""
    try:
        return default_storage.open(storage_name, "rb")
    except (FileNotFoundError, ValueError) as error:
        raise NotFound from error


def remove_after_commit(storage_name: str) -> None:
    """Remove a content once the deletion of its row is certain."""
    transaction.on_commit(lambda: default_storage.delete(storage_name))


def link_token(file_id: UUID) -> str:
    """A signed token that gives the file of the running workspace away for five minutes."""
    return signing.dumps([current_workspace_id().hex, file_id.hex], salt=_SALT, compress=False)


def read_link_token(token: str) -> tuple[UUID, UUID]:
    """Workspace and file of a token. Raises `NotFound` when it is forged or too old."""
    try:
        workspace_id, file_id = signing.loads(token, salt=_SALT, max_age=LINK_LIFETIME)
        return UUID(workspace_id), UUID(file_id)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound from error
