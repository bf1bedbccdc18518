"""Identifiers that sort by time of creation."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUID version 7 (RFC 9562): unguessable enough to share, ordered enough to index."""
    return uuid7()
