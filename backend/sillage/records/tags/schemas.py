"""What the API takes and gives for tags."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from sillage.kernel.http.schemas import Plain, Schema, Version

TagName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Plain]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class TagIn(Schema):
    """A new tag; without a colour it gets one that goes with its name."""

    name: TagName
    colour: Colour | None = None


class TagPatch(Schema):
    """What changes of a tag: only the fields present."""

    version: Version | None = None
    name: TagName | None = None
    colour: Colour | None = None


class TagMerge(Schema):
    """The tag that stays."""

    into: UUID
    version: Version | None = None


class TagOut(Schema):
    """A tag; `count` says how many records carry it, when asked for."""

    id: UUID
    name: str
    colour: str
    version: int
    count: int | None


class TagsOut(Schema):
    """All tags of the workspace by name."""

    items: list[TagOut]
