"""The capability's tables, gathered for Django."""

from sillage.activities.calls.models import Call, CallLink
from sillage.activities.meetings.models import Meeting, MeetingLink, MeetingMember
from sillage.activities.mentions.models import Mention
from sillage.activities.messages.models import Attachment, Message, MessageLink, Participant
from sillage.activities.notes.models import Note, NoteLink

__all__ = [
    "Attachment",
    "Call",
    "CallLink",
    "Meeting",
    "MeetingLink",
    "MeetingMember",
    "Mention",
    "Message",
    "MessageLink",
    "Note",
    "NoteLink",
    "Participant",
]
