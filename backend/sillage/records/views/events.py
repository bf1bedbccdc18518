"""What saved views tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ViewCreated(Event):
    """A view was saved. `target` is the kind of record it shows."""

    kind: ClassVar[str] = "view.created"
    target: str
    scope: str


@dataclass(frozen=True, slots=True)
class ViewUpdated(Event):
    """A view was changed."""

    kind: ClassVar[str] = "view.updated"
    target: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewDeleted(Event):
    """A view was removed."""

    kind: ClassVar[str] = "view.deleted"
    target: str
    scope: str


@dataclass(frozen=True, slots=True)
class DefaultViewSet(Event):
    """A view opens first for these roles."""

    kind: ClassVar[str] = "view.default_set"
    target: str
    roles: tuple[str, ...] = ()
