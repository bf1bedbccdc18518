"""Exports as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Schema

FieldName = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ExportSelection(Schema):
    """Which records: these `ids`, or all that `filter` and the words `q` leave, except some."""

    ids: Annotated[list[UUID], Field(max_length=1_000)] | None = None
    filter: dict[str, Any] | None = None
    q: Annotated[str, StringConstraints(max_length=200)] | None = None
    except_: Annotated[list[UUID] | None, Field(max_length=1_000, alias="except")] = None


class ExportIn(Schema):
    """What to write to a file; no fields means all of them, in the order of the object."""

    object: FieldName
    format: Literal["xlsx", "csv", "json"]
    selection: ExportSelection = ExportSelection()
    fields: Annotated[list[FieldName], Field(max_length=300, default_factory=list)]
    sort: Annotated[str, StringConstraints(max_length=200)] | None = None


class ExportOut(Schema):
    """One export and how far it has come. `ready` says that there is a file to download."""

    id: UUID
    object: str
    format: str
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    rows_total: int
    rows_done: int
    file_name: str
    file_size: int | None
    error: str | None
    ready: bool
    created_at: datetime
    finished_at: datetime | None


class ExportLink(Schema):
    """Where the file can be downloaded during the next five minutes, without signing in."""

    url: str
