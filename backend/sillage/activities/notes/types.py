"""What crosses the door of notes."""

from __future__ import annotations

from sillage.activities.about.types import MAX_ABOUT, About

__all__ = ["MAX_ABOUT", "MAX_BODY", "About"]

MAX_BODY = 20_000
