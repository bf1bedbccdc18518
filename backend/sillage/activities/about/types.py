"""What crosses the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

MAX_ABOUT = 20


@dataclass(frozen=True, slots=True)
class About:
    """A record a note, call, meeting or message is about."""

    object: str
    id: UUID


def about_of(values: Sequence[Any]) -> list[About]:
    """The records of a list of `{"object": …, "id": …}`, ids also as text."""
    return [About(str(each["object"]), UUID(str(each["id"]))) for each in values]


def as_values(about: Sequence[About]) -> list[dict[str, str]]:
    """The records as history keeps them, in a fixed order."""
    return [{"object": each.object, "id": str(each.id)} for each in sorted(about, key=lambda one: str(one.id))]
