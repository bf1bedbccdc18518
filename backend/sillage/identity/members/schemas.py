"""Members in the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from sillage.kernel.http.schemas import Named, Schema


class MemberOut(Schema):
    """A member of the workspace."""

    id: UUID
    name: str
    email: str
    role_id: UUID
    role_name: str
    main_team_id: UUID | None
    team_ids: list[UUID]
    active: bool
    deactivated_at: AwareDatetime | None
    created_at: AwareDatetime


class MemberChanges(Schema):
    """What to change of a member; `team_ids` replaces the teams."""

    role_id: UUID | None = None
    team_ids: Annotated[list[UUID], Field(max_length=200)] | None = None
    main_team_id: UUID | None = None


class LeftBehindOut(Schema):
    """How many records of one kind a member would leave."""

    object: str
    label: str
    count: int


class DeactivationPreviewOut(Schema):
    """What a deactivation would hand over."""

    member: Named
    items: list[LeftBehindOut]
    total: int


class DeactivationIn(Schema):
    """Who takes over the records; needed when there are any."""

    hand_over_to: UUID | None = None


class DeactivationOut(Schema):
    """The member after the deactivation, and how many records moved."""

    member: MemberOut
    handed_over: int
