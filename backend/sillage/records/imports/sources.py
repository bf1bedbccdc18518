"""The file of an import: kept in storage, read again for each step."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from sillage.kernel.db import new_id
from sillage.kernel.text import Text
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.models import Import
from sillage.records.imports.reading import decode, read_rows
from sillage.records.imports.types import FileRow, Layout


def keep_file(workspace_id: UUID, content: bytes) -> str:
    """Store the bytes of a file under a name nobody can guess; gives that name."""
    return default_storage.save(f"imports/{workspace_id}/{new_id()}.csv", ContentFile(content))


def forget_file(storage_name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    default_storage.delete(storage_name)


def stored_bytes(entry: Import) -> bytes:
    """The bytes of the import's file. Raises `UnreadableFile` when it is no longer kept."""
    try:
        if not entry.storage_name:
            raise FileNotFoundError
        with default_storage.open(entry.storage_name, "rb") as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError as error:
        gone = Text(
            fr="Le fichier n’est plus conservé : importez-le de nouveau",
            en="The file is no longer kept: import it again",
        )
        raise UnreadableFile("file_gone", gone) from error


def stored_rows(entry: Import) -> tuple[list[str], Iterator[FileRow]]:
    """The headers and rows of the import's file."""
    layout = Layout(**entry.layout)
    return read_rows(decode(stored_bytes(entry), layout.encoding), layout)
