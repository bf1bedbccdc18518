"""The records an activity is about, as the API takes and shows them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.activities.about.types import MAX_ABOUT
from sillage.kernel.http.schemas import Schema


class AboutRecord(Schema):
    """A record a note, call, meeting or message is about."""

    object: Annotated[str, StringConstraints(max_length=32)]
    id: UUID


AboutRecords = Annotated[list[AboutRecord], Field(min_length=1, max_length=MAX_ABOUT)]
