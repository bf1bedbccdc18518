"""The timeline as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sillage.activities.calls.schemas import CallOut
from sillage.activities.meetings.schemas import MeetingOut
from sillage.activities.messages.schemas import MessageCard
from sillage.activities.notes.schemas import NoteOut
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
    note: NoteOut | None
    call: CallOut | None
    meeting: MeetingOut | None
    message: MessageCard | None


class TimelineKindCounts(Schema):
    """Entries of each kind."""

    notes: int
    calls: int
    meetings: int
    messages: int
    stages: int
    files: int
    changes: int


class TimelineCounts(Schema):
    """How many entries a timeline has, by kind; `capped` when only its latest thousand events were counted."""

    counts: TimelineKindCounts
    all: int
    capped: bool


class PinnedNotes(Schema):
    """The pinned notes of a record, the latest first."""

    items: list[NoteOut]
