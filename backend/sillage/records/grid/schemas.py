"""Records of any kind as the API takes and gives them."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import StringConstraints

from sillage.kernel.http.schemas import Schema, Version

FilterText = Annotated[str, StringConstraints(max_length=8000)]
Names = Annotated[str, StringConstraints(max_length=4000)]
ObjectName = Annotated[str, StringConstraints(max_length=64)]
Words = Annotated[str, StringConstraints(max_length=200)]


class RecordOut(Schema):
    """A record by its fields. `labels` names what is kept as an id or a choice; several names make a list."""

    id: UUID
    version: int
    title: str
    values: dict[str, Any]
    labels: dict[str, str | list[str] | None]


class RecordIn(Schema):
    """A new record: the values of its fields by name, as `GET /objects` lists them."""

    values: dict[str, Any]


class RecordPatch(Schema):
    """What changes of a record: only the fields present. `version` is the one last seen."""

    values: dict[str, Any]
    version: Version | None = None


class GroupSum(Schema):
    """A total of a group; amounts of money by currency."""

    field: str
    currency: str | None
    amount: str


class GroupOut(Schema):
    """The records that share a value; null for those without. Months are "2026-11"."""

    value: str | bool | None
    label: str | None
    count: int
    sums: list[GroupSum]


class GroupsOut(Schema):
    """The groups of a list; `truncated` when there are more than 200."""

    groups: list[GroupOut]
    truncated: bool
