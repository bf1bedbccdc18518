"""Mentions as the API shows them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sillage.kernel.http.schemas import Page, Schema


class MentionedMember(Schema):
    """Somebody a text mentions. `told` is false when he may not see the records, and so was not told."""

    id: UUID
    name: str
    told: bool


class MentionRecord(Schema):
    """The record a mention is about."""

    object: str
    id: UUID
    name: str


class MentionOut(Schema):
    """One place where the caller was mentioned; `text` is the first line of what was written."""

    id: UUID
    object: str
    activity_id: UUID
    text: str
    by_name: str | None
    at: datetime
    read: bool
    record: MentionRecord | None


class MentionsOut(Page[MentionOut]):
    """A page of mentions, with how many are unread in all."""

    unread: int
