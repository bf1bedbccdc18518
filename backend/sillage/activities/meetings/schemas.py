"""Meetings as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from sillage.activities.about.schemas import AboutRecord, AboutRecords
from sillage.activities.meetings.types import MAX_MEMBERS, MAX_MINUTES, MAX_NOTES, Status
from sillage.activities.mentions.schemas import MentionedMember
from sillage.kernel.http.schemas import Line, Named, Plain, Schema, Version

Notes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_NOTES)]
Minutes = Annotated[int, Field(ge=1, le=MAX_MINUTES)]
Place = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), Plain]
Members = Annotated[list[UUID], Field(max_length=MAX_MEMBERS)]


class MeetingIn(Schema):
    """A meeting to plan, or one that was held; `members` are colleagues who take part."""

    about: AboutRecords
    title: Line
    at: AwareDatetime
    duration_minutes: Minutes | None = None
    status: Status = "planned"
    place: Place | None = None
    link: Place | None = None
    members: Members = Field(default_factory=list)
    outcome: Place = ""
    notes: Notes = ""


class MeetingUpdate(Schema):
    """What changes in a meeting; what is left out stays."""

    about: AboutRecords | None = None
    title: Line | None = None
    at: AwareDatetime | None = None
    duration_minutes: Minutes | None = None
    status: Status | None = None
    place: Place | None = None
    link: Place | None = None
    members: Members | None = None
    outcome: Place | None = None
    notes: Notes | None = None
    version: Version | None = None


class MeetingOut(Schema):
    """A meeting."""

    id: UUID
    version: int
    title: str
    at: datetime
    duration_minutes: int | None
    status: Status
    place: str | None
    link: str | None
    members: list[Named]
    outcome: str
    notes: str
    mentions: list[MentionedMember]
    author_id: UUID | None
    author_name: str | None
    about: list[AboutRecord]
    created_at: datetime
    updated_at: datetime
