"""Writing a record of any kind through the actions its own module registered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sillage.kernel.permissions import Actor
from sillage.records.grid.layout import layout_of


def create_record(actor: Actor, object: str, values: Mapping[str, Any]) -> UUID:
    """Create a record of a kind. Raises `NotFound` for an unknown kind, and what its own action raises."""
    return layout_of(actor, object, "create").entry.create(actor, values)


def update_record(actor: Actor, object: str, record_id: UUID, values: Mapping[str, Any], version: int | None) -> None:
    """Change the fields given. Raises `NotFound`, and what the record's own action raises."""
    layout_of(actor, object, "edit").entry.update(actor, record_id, values, version)


def delete_record(actor: Actor, object: str, record_id: UUID, version: int | None) -> None:
    """Put a record in the trash. Raises `NotFound`, and what the record's own action raises."""
    layout_of(actor, object, "delete").entry.delete(actor, record_id, version)
