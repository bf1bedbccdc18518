"""What crosses the door of messages."""

from __future__ import annotations

from typing import Literal

Role = Literal["from", "to", "cc", "bcc", "reply_to"]
MAX_BYTES = 30 * 1024 * 1024
MAX_PARTICIPANTS = 500
