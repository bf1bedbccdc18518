"""What roles tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class RoleCreated(Event):
    """A custom role exists."""

    kind: ClassVar[str] = "role.created"


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A custom role grants or is called something else."""

    kind: ClassVar[str] = "role.changed"


@dataclass(frozen=True, slots=True)
class RoleDeleted(Event):
    """A custom role is gone."""

    kind: ClassVar[str] = "role.deleted"
