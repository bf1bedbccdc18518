"""What happens to files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FileCreated(Event):
    """A file was attached to a record."""

    kind: ClassVar[str] = "file.created"
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class FileUpdated(Event):
    """A file was renamed."""

    kind: ClassVar[str] = "file.updated"


@dataclass(frozen=True, slots=True)
class FileDeleted(Event):
    """A file went to the trash."""

    kind: ClassVar[str] = "file.deleted"


@dataclass(frozen=True, slots=True)
class FileRestored(Event):
    """A file came back from the trash."""

    kind: ClassVar[str] = "file.restored"
