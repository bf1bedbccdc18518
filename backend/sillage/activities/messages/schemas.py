"""Messages as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sillage.activities.about.schemas import AboutRecord
from sillage.activities.messages.types import Role
from sillage.kernel.http.schemas import Schema


class ParticipantOut(Schema):
    """Somebody a message is from or to; `contact_id` when the address is that of a contact one may see."""

    role: Role
    email: str
    name: str
    contact_id: UUID | None


class MessageFile(Schema):
    """A file of a record, as `FileOut` shows it."""

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


class AttachmentOut(Schema):
    """A file that came with a message. `kept` is false for a type that is not accepted here."""

    name: str
    media_type: str
    size: int
    kept: bool
    file: MessageFile | None


class MessageCard(Schema):
    """A message as a timeline shows it."""

    id: UUID
    version: int
    at: datetime
    subject: str
    direction: Literal["incoming", "outgoing"]
    excerpt: str
    participants: list[ParticipantOut]
    attachments: list[AttachmentOut]
    author_id: UUID | None
    author_name: str | None
    about: list[AboutRecord]
    created_at: datetime
    updated_at: datetime


class MessageOut(MessageCard):
    """A message with its text; its HTML is behind `getMessageView`."""

    text: str
    has_html: bool
    remote_images: bool


class MessageView(Schema):
    """Where a frame finds the HTML of a message, for five minutes."""

    url: str
