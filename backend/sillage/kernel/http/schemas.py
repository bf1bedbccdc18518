"""Base of the API's schemas, and the field types they share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import ninja
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from sillage.kernel.text import plain_line

T = TypeVar("T")


def _plain(value: object) -> object:
    return plain_line(value) if isinstance(value, str) else value


# One line of text, trimmed of what is not seen; the length is what a person can reasonably mean.
Plain = BeforeValidator(_plain)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Plain]
OptionalLine = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Plain]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
# An amount in the currency beside it; at most two decimals and twelve digits before them.
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Version = Annotated[int, Field(ge=1, le=2_147_483_647)]
Limit = Annotated[int, Field(ge=1, le=200)]
Cursor = Annotated[str, StringConstraints(max_length=4000)]


class Schema(ninja.Schema):
    """Input and output of the API: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class ExtrasIn(Schema):
    """Tags and custom fields of a record: ids of tags, values by key of the field (null empties one)."""

    tags: Annotated[list[UUID], Field(max_length=200)] | None = None
    custom: Annotated[dict[Annotated[str, StringConstraints(max_length=60)], Any], Field(max_length=300)] | None = None


class ExtrasOut(Schema):
    """Tags and custom fields of a record; every custom field is there, null when empty."""

    tags: list[UUID]
    custom: dict[str, Any]


class Page(Schema, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[T]
    next_cursor: str | None


class Count(Schema):
    """How many rows a list has; counting stops at 10,000, and `capped` then says so."""

    count: int
    capped: bool


class FieldProblemOut(Schema):
    """One field to correct."""

    path: str
    code: str
    message: str


class ProblemOut(ninja.Schema):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None
    fields: list[FieldProblemOut]
    request_id: str | None
    current: dict[str, Any] | None = None
    # Of a record that was merged into another: where it went, `object` and `id`.
    merged_into: dict[str, str] | None = None


class Named(Schema):
    """A record by id and display name."""

    id: UUID
    name: str
