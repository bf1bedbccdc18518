"""What API keys tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ApiKeyCreated(Event):
    """A key can be used until it expires."""

    kind: ClassVar[str] = "api_key.created"
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ApiKeyRevoked(Event):
    """A key has ended before its time."""

    kind: ClassVar[str] = "api_key.revoked"
