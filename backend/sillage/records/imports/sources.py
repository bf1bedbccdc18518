"""The file of an import: read apart, kept in storage with the rows found in it, read again for each step."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import UUID

import orjson
from django.core.files.base import File
from django.core.files.storage import default_storage

from sillage.kernel.db import new_id
from sillage.kernel.sandbox import Limits, SandboxFailed, apart
from sillage.kernel.text import Text
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.models import Import
from sillage.records.imports.opening import ROWS
from sillage.records.imports.types import FileRow

TASK = "sillage.records.imports.opening:read_file"
LIMITS = Limits(memory=500 * 1024 * 1024, seconds=60, written=512 * 1024 * 1024)
_FAILED = {
    "memory": Text(
        fr="Ce fichier demande trop de mémoire pour être lu : partagez-le ou enregistrez-le en CSV",
        en="This file needs too much memory to be read: split it or save it as CSV",
    ),
    "time": Text(
        fr="Ce fichier demande trop de temps pour être lu : partagez-le ou enregistrez-le en CSV",
        en="This file takes too long to be read: split it or save it as CSV",
    ),
    "crashed": Text(
        fr="Ce fichier n’a pas pu être lu : ouvrez-le dans un tableur, enregistrez-le puis recommencez",
        en="This file could not be read: open it in a spreadsheet, save it and try again",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a file found: its layout and columns, the number of rows and where these are kept."""

    layout: dict[str, Any]
    columns: list[dict[str, Any]]
    rows_total: int
    rows_name: str = field(repr=False)


def read_apart(workspace_id: UUID, content: IO[bytes], wanted: Mapping[str, Any]) -> Found:
    """Read a file in a process of its own and keep its rows. Raises `UnreadableFile` saying why not."""
    try:
        with apart(TASK, content, arguments={"wanted": dict(wanted)}, limits=LIMITS) as answer:
            told = answer.value
            if refused := told.get("refused"):
                raise UnreadableFile(refused["reason"], Text(**refused["detail"]), refused["line"])
            with (answer.folder / ROWS).open("rb") as rows:
                name = default_storage.save(f"imports/{workspace_id}/{new_id()}.rows", File(rows))
    except SandboxFailed as failed:
        raise UnreadableFile(f"too_much_{failed.reason}", _FAILED[failed.reason]) from failed
    return Found(told["layout"], told["columns"], told["rows_total"], name)


def keep_file(workspace_id: UUID, content: File[bytes]) -> str:
    """Store a file under a name nobody can guess; gives that name."""
    content.seek(0)
    return default_storage.save(f"imports/{workspace_id}/{new_id()}.file", content)


def forget_file(storage_name: str) -> None:
    """Delete a stored file; nothing happens when it is gone already."""
    if storage_name:
        default_storage.delete(storage_name)


def stored_file(entry: Import) -> IO[bytes]:
    """The import's file as it came. Raises `UnreadableFile` when it is no longer kept."""
    file: IO[bytes] = _opened(entry.storage_name)
    return file


def _opened(name: str) -> Any:
    try:
        if not name:
            raise FileNotFoundError
        return default_storage.open(name, "rb")
    except FileNotFoundError as error:
        gone = Text(
            fr="Le fichier n’est plus conservé : importez-le de nouveau",
            en="The file is no longer kept: import it again",
        )
        raise UnreadableFile("file_gone", gone) from error


def stored_rows(entry: Import) -> Iterator[FileRow]:
    """The rows of the import's file, with the cells a person corrected since."""
    corrections: Mapping[str, Mapping[str, str]] = entry.corrections
    try:
        with _opened(entry.rows_name) as file, gzip.open(file, "rb") as lines:
            for written in lines:
                line, cells = orjson.loads(written)
                if corrections and (changed := corrections.get(str(line))):
                    for index, cell in changed.items():
                        cells[int(index)] = cell
                yield FileRow(line, cells)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UnreadableFile("file_gone", _FAILED["crashed"]) from error
