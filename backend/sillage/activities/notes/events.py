"""What happens to notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class NoteCreated(Event):
    """Somebody wrote a note."""

    kind: ClassVar[str] = "note.created"


@dataclass(frozen=True, slots=True)
class NoteUpdated(Event):
    """The text of a note, or whether it is pinned, changed."""

    kind: ClassVar[str] = "note.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteDeleted(Event):
    """A note went to the trash."""

    kind: ClassVar[str] = "note.deleted"


@dataclass(frozen=True, slots=True)
class NoteRestored(Event):
    """A note came back from the trash."""

    kind: ClassVar[str] = "note.restored"
