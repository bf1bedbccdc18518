"""How invitation tokens look and how long they serve."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from uuid import UUID

LIFE = timedelta(days=7)
SHAPE = re.compile(r"inv_([0-9a-f]{32})_([0-9A-Za-z_-]{43})")


def new_token(workspace_id: UUID) -> str:
    """A token that names its workspace in clear; the secret part carries 256 bits."""
    return f"inv_{workspace_id.hex}_{secrets.token_urlsafe(32)}"
