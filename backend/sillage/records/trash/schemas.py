"""Undo and trash as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sillage.kernel.http.schemas import Schema


class ConflictOut(Schema):
    """A record, or the fields of it, that stayed as they are. `fields` are labels."""

    object: str
    id: UUID
    name: str
    reason: Literal["changed_since", "gone", "not_allowed", "refused"]
    fields: list[str]


class UndoOut(Schema):
    """How many records went back, and which could not."""

    undone: int
    conflicts: list[ConflictOut]


class TrashItem(Schema):
    """One deleted record. `change_set_id` undoes its deletion within 30 days."""

    object: str
    id: UUID
    name: str
    version: int
    deleted_at: datetime
    deleted_by: str | None
    change_set_id: UUID | None
