"""What other modules may know of a tag."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KnownTag:
    """A living tag of the workspace."""

    id: UUID
    name: str
    sort_name: str
    colour: str
