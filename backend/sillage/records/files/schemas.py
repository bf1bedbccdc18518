"""Files as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sillage.kernel.http.schemas import Line, Schema, Version


class FileOut(Schema):
    """A file attached to a record."""

    id: UUID
    version: int
    object: str
    record_id: UUID
    name: str
    media_type: str
    size: int
    uploaded_by: UUID | None
    created_at: datetime
    updated_at: datetime


class FilesOut(Schema):
    """The files of one record."""

    items: list[FileOut]


class FileUpdate(Schema):
    """A new name for a file."""

    name: Line
    version: Version | None = None


class FileLink(Schema):
    """Where the file can be downloaded during the next five minutes, without signing in."""

    url: str


class FileText(Schema):
    """A text file as a preview shows it; `truncated` when there is more."""

    text: str
    encoding: str
    truncated: bool
