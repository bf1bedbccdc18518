"""What crosses the door of notes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

MAX_BODY = 20_000
MAX_ABOUT = 20


@dataclass(frozen=True, slots=True)
class About:
    """A record a note is about."""

    object: str
    id: UUID
