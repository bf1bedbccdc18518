"""What crosses the door of calls."""

from __future__ import annotations

from typing import Literal

Direction = Literal["outgoing", "incoming"]
# Reached: somebody concerned was spoken with; only that counts as an interaction.
Outcome = Literal["reached", "no_answer", "message_left", "busy", "wrong_number", "call_back"]
DIRECTIONS: tuple[Direction, ...] = ("outgoing", "incoming")
OUTCOMES: tuple[Outcome, ...] = ("reached", "no_answer", "message_left", "busy", "wrong_number", "call_back")
MAX_SUMMARY = 20_000
MAX_SECONDS = 24 * 3600
