"""The time, for whoever writes it down: replaced where history is told after the event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("sillage_told_time", default=None)


def now() -> datetime:
    """The moment an action happens (UTC): now, or the moment told by `at`."""
    return _told.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Make what runs inside happen at `moment`. Raises `ValueError` without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
