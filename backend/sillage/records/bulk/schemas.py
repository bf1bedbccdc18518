"""Bulk changes as the API takes and gives them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from sillage.kernel.http.schemas import Schema
from sillage.records.grid.schemas import Words

Operation = Literal["edit", "tag", "untag", "delete"]
RunStatus = Literal["running", "done", "cancelled", "failed"]
Ids = Annotated[list[UUID], Field(max_length=1000)]


class SelectionIn(Schema):
    """Records by id, or those a filter finds but for `except`. An empty filter means all."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    ids: Ids | None = None
    filter: dict[str, Any] | None = None
    q: Words | None = None
    excluded: Ids | None = Field(None, alias="except")


class BulkIn(Schema):
    """One change of many records: `values` for "edit", `tags` for "tag" and "untag"."""

    selection: SelectionIn
    operation: Operation
    values: dict[str, Any] | None = None
    tags: Annotated[list[UUID], Field(max_length=50)] | None = None
    preview: bool = False


class BulkValueOut(Schema):
    """A value that records of the selection have now, and how many of them."""

    value: Any
    label: str | list[str] | None
    count: int


class BulkChangeOut(Schema):
    """What happens to one field: the value it gets, and the values it has now in the first 200 records."""

    field: str
    label: str
    after: Any
    after_label: str | list[str] | None
    before: list[BulkValueOut]


class BulkRefusalOut(Schema):
    """A record that stays as it is, and why."""

    id: UUID
    title: str
    reason: str


class BulkPreviewOut(Schema):
    """What a bulk change would do: how many records it would change, and which of the first 200 it would not."""

    count: int
    refused: int
    changes: list[BulkChangeOut]
    refusals: list[BulkRefusalOut]
    background: bool


class BulkRunOut(Schema):
    """A bulk change: how far it is, what it changed, and the change set that undoes it."""

    id: UUID
    object: str
    operation: Operation
    status: RunStatus
    total: int
    done: int
    changed: int
    refused: int
    refusals: list[BulkRefusalOut]
    change_set_id: UUID | None
    error: str | None
    created_at: datetime
    finished_at: datetime | None


class BulkOut(Schema):
    """The preview asked for, or the run that was started; small ones are done when this is answered."""

    preview: BulkPreviewOut | None
    run: BulkRunOut | None
