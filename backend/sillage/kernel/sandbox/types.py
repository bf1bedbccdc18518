"""What a task that runs apart may raise. Imported by the child: nothing of Django here."""

from __future__ import annotations


class Refused(Exception):
    """The content is not acceptable, for a reason the caller has a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.sandbox_reason = reason
