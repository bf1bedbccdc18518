"""Search as the API shows it."""

from __future__ import annotations

from uuid import UUID

from sillage.kernel.http.schemas import Schema


class HitOut(Schema):
    """One record found. `matched` is the title, or the e-mail address, number… that was found."""

    object: str
    id: UUID
    title: str
    subtitle: str
    matched: str


class SearchOut(Schema):
    """Records found, best first."""

    items: list[HitOut]
