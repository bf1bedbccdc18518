"""Saved views as the API takes and gives them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Line, OptionalLine, Schema, Version
from sillage.records.grid.schemas import ObjectName

ViewLayout = Literal["table", "board"]
ViewScope = Literal["private", "team", "shared"]
Position = Annotated[float, Field(ge=-1e12, le=1e12)]


class ViewColumn(Schema):
    """One column: its field, its width in pixels, and whether it stays in sight."""

    field: Annotated[str, Field(min_length=1, max_length=130)]
    width: Annotated[int, Field(ge=40, le=2000)] | None = None
    pinned: bool = False


class _ViewFields(Schema):
    layout: ViewLayout | None = None
    scope: ViewScope | None = None
    team_id: UUID | None = None
    filter: dict[str, Any] | None = None
    sort: OptionalLine | None = None
    columns: Annotated[list[ViewColumn], Field(max_length=100)] | None = None
    group_by: OptionalLine | None = None
    position: Position | None = None


class ViewIn(_ViewFields):
    """A new view of a kind of record; private unless told otherwise."""

    object: ObjectName
    name: Line


class ViewPatch(_ViewFields):
    """What changes of a view: only the fields present. `version` is the one last seen."""

    name: Line | None = None
    version: Version | None = None


class ViewDefaultIn(Schema):
    """The roles for which a view opens first."""

    role_ids: Annotated[list[UUID], Field(max_length=100)]


class ViewOut(Schema):
    """A view. `missing_fields` names what it was saved with and no longer exists; the rest still holds.

    `is_default` is true for the view that opens first for the caller's role.
    """

    id: UUID
    version: int
    object: str
    name: str
    layout: ViewLayout
    scope: ViewScope
    member_id: UUID | None
    team_id: UUID | None
    filter: dict[str, Any] | None
    sort: str
    columns: list[ViewColumn]
    group_by: str | None
    position: float
    editable: bool
    default_role_ids: list[UUID]
    is_default: bool
    missing_fields: list[str]


class ViewsOut(Schema):
    """The views of a kind of record, in order."""

    items: list[ViewOut]
