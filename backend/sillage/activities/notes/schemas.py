"""Notes as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from sillage.activities.about.schemas import AboutRecord, AboutRecords
from sillage.activities.mentions.schemas import MentionedMember
from sillage.activities.notes.types import MAX_BODY
from sillage.kernel.http.schemas import Schema, Version

Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_BODY)]


class NoteIn(Schema):
    """A new note."""

    body: Body
    about: AboutRecords
    pinned: bool = False


class NoteUpdate(Schema):
    """What changes in a note; what is left out stays."""

    body: Body | None = None
    pinned: bool | None = None
    version: Version | None = None


class NoteOut(Schema):
    """A note."""

    id: UUID
    version: int
    body: str
    pinned: bool
    mentions: list[MentionedMember]
    author_id: UUID | None
    author_name: str | None
    about: list[AboutRecord]
    created_at: datetime
    updated_at: datetime
