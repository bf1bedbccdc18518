"""What workspaces tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class WorkspaceCreated(Event):
    """A workspace exists, with its roles and its first administrator."""

    kind: ClassVar[str] = "workspace.created"


@dataclass(frozen=True, slots=True)
class WorkspaceChanged(Event):
    """Name, SIREN, accent or another setting of the workspace changed."""

    kind: ClassVar[str] = "workspace.changed"
    fields: tuple[str, ...]
