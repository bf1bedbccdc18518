"""What crosses the door of meetings."""

from __future__ import annotations

from typing import Literal

Status = Literal["planned", "held", "cancelled"]
STATUSES: tuple[Status, ...] = ("planned", "held", "cancelled")
MAX_NOTES = 20_000
MAX_MINUTES = 7 * 24 * 60
MAX_MEMBERS = 50
