"""The timeline as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.kernel.http.schemas import Schema


class TimelineActor(Schema):
    """Who did it: a member, an API key, or Sillage itself."""

    kind: str
    id: UUID | None
    name: str


class TimelineRecord(Schema):
    """Another record an entry is about."""

    object: str
    id: UUID
    name: str


class TimelineChange(Schema):
    """One field before and after, as a person reads it; dates and amounts in their API form."""

    field: str
    label: str
    kind: str
    before: str | None
    after: str | None


class TimelineNote(Schema):
    """The note of an entry as it is now."""

    id: UUID
    body: str
    version: int
    pinned: bool
    author_id: UUID | None


class TimelineItem(Schema):
    """One thing that happened. `about` is null when it happened to the record itself."""

    id: UUID
    at: datetime
    kind: str
    actor: TimelineActor
    object: str
    record_id: UUID
    record_name: str
    about: TimelineRecord | None
    change_set_id: UUID | None
    payload: dict[str, Any]
    changes: list[TimelineChange]
    note: TimelineNote | None
