"""What the outbox asks of whatever carries mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One message to one person, ready to leave."""

    message_id: str
    recipient: str
    subject: str
    text: str
    html: str | None


class NotTaken(Exception):
    """The server did not take the message for now; trying again is safe."""


class Refused(Exception):
    """The server refused the message for good."""


class Unanswered(Exception):
    """The connection died before the answer: nobody knows whether the message left."""


class MailTransport(Protocol):
    """Hands one message to a mail server."""

    def deliver(self, mail: OutgoingMail) -> None:
        """Return once the server has taken the message. Raises `NotTaken`, `Refused` or `Unanswered`."""
