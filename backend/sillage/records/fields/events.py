"""What happens to custom fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class FieldCreated(Event):
    """A field was added to a kind of record."""

    kind: ClassVar[str] = "field.created"
    of_object: str
    field_kind: str


@dataclass(frozen=True, slots=True)
class FieldUpdated(Event):
    """A field was renamed, moved or set up differently."""

    kind: ClassVar[str] = "field.updated"
    of_object: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldDeleted(Event):
    """A field went to the bin with its values."""

    kind: ClassVar[str] = "field.deleted"
    of_object: str


@dataclass(frozen=True, slots=True)
class FieldRestored(Event):
    """A field came back from the bin with its values."""

    kind: ClassVar[str] = "field.restored"
    of_object: str
