"""What teams tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class TeamCreated(Event):
    """A team exists."""

    kind: ClassVar[str] = "team.created"


@dataclass(frozen=True, slots=True)
class TeamChanged(Event):
    """A team has another name, manager or members."""

    kind: ClassVar[str] = "team.changed"


@dataclass(frozen=True, slots=True)
class TeamDeleted(Event):
    """A team is gone."""

    kind: ClassVar[str] = "team.deleted"
