"""Teams in the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Line, Schema

MemberIds = Annotated[list[UUID], Field(max_length=500)]


class TeamIn(Schema):
    """A team to make."""

    name: Line
    manager_id: UUID | None = None
    member_ids: MemberIds = Field(default_factory=list)


class TeamChanges(Schema):
    """What to change of a team; `member_ids` replaces its members."""

    name: Line | None = None
    manager_id: UUID | None = None
    member_ids: MemberIds | None = None


class TeamOut(Schema):
    """A team with its manager and active members."""

    id: UUID
    name: str
    manager_id: UUID | None
    manager_name: str | None
    member_ids: list[UUID]


class TeamsOut(Schema):
    """The teams of the workspace."""

    items: list[TeamOut]
