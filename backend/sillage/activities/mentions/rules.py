"""Mentions inside a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from uuid import UUID

MAX_MENTIONS = 50
_MENTION = re.compile(r"@\[([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\]")


def mentioned_in(text: str | None) -> list[UUID]:
    """The members a text names, each once, in order."""
    return list(dict.fromkeys(UUID(found) for found in _MENTION.findall(text or "")))


def with_names(text: str, names: Mapping[UUID, str]) -> str:
    """The text as a person reads it: "@Camille Petit"; an unknown member is "@?"."""
    return _MENTION.sub(lambda found: f"@{names.get(UUID(found[1]), '?')}", text)
