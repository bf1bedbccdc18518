"""What happens to products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ProductCreated(Event):
    """A product or service was added to the catalogue."""

    kind: ClassVar[str] = "product.created"


@dataclass(frozen=True, slots=True)
class ProductUpdated(Event):
    """Fields of a product changed; their values are in the change rows."""

    kind: ClassVar[str] = "product.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductDeleted(Event):
    """A product went to the trash; the lines made from it keep their words and prices."""

    kind: ClassVar[str] = "product.deleted"


@dataclass(frozen=True, slots=True)
class ProductRestored(Event):
    """A product came back from the trash."""

    kind: ClassVar[str] = "product.restored"
