"""Calls as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from sillage.activities.about.schemas import AboutRecord, AboutRecords
from sillage.activities.calls.types import MAX_SECONDS, MAX_SUMMARY, Direction, Outcome
from sillage.activities.mentions.schemas import MentionedMember
from sillage.kernel.http.schemas import Schema, Version

Summary = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_SUMMARY)]
Seconds = Annotated[int, Field(ge=0, le=MAX_SECONDS)]


class CallIn(Schema):
    """A call to write down; `at` is when it began, now unless told."""

    about: AboutRecords
    at: AwareDatetime | None = None
    direction: Direction = "outgoing"
    duration_seconds: Seconds = 0
    outcome: Outcome = "reached"
    summary: Summary = ""


class CallUpdate(Schema):
    """What changes in a call; what is left out stays."""

    about: AboutRecords | None = None
    at: AwareDatetime | None = None
    direction: Direction | None = None
    duration_seconds: Seconds | None = None
    outcome: Outcome | None = None
    summary: Summary | None = None
    version: Version | None = None


class CallOut(Schema):
    """A call."""

    id: UUID
    version: int
    at: datetime
    direction: Direction
    duration_seconds: int
    outcome: Outcome
    summary: str
    mentions: list[MentionedMember]
    author_id: UUID | None
    author_name: str | None
    about: list[AboutRecord]
    created_at: datetime
    updated_at: datetime
