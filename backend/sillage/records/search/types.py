"""What crosses the door of search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """How one record is found and shown.

    `title` and `subtitle` are shown; every word of `title` and of `texts` (e-mail addresses, SIREN,
    town…) finds the record, and so do the digits of `phones` in any notation. `owner_id` and
    `team_id` decide who finds it.
    """

    object: str
    record_id: UUID
    title: str
    subtitle: str = ""
    texts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    owner_id: UUID | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `matched` is the title, or the other value that holds the words looked for."""

    object: str
    id: UUID
    title: str
    subtitle: str
    matched: str

    def document(self) -> dict[str, Any]:
        """The result as the API shows it."""
        return {
            "object": self.object,
            "id": self.id,
            "title": self.title,
            "subtitle": self.subtitle,
            "matched": self.matched,
        }
