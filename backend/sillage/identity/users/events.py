"""What accounts tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ProfileChanged(Event):
    """A person changed name, language or another preference."""

    kind: ClassVar[str] = "member.profile_changed"
    fields: tuple[str, ...]
