"""How API keys look and how long they last."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

USUAL_LIFE = timedelta(days=365)
LONGEST_LIFE = timedelta(days=730)
SHAPE = re.compile(r"sk_([0-9a-f]{32})_([0-9a-z]{8})_([0-9A-Za-z]{40})")
_SECRET = string.ascii_letters + string.digits
_PREFIX = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A fresh key: shown once, kept as a hash, recognised by its prefix."""

    value: str
    prefix: str

    def __repr__(self) -> str:
        return f"NewSecret({self.prefix})"


def new_secret(workspace_id: UUID) -> NewSecret:
    """A key that names its workspace in clear; the secret part carries 238 bits."""
    prefix = "".join(secrets.choice(_PREFIX) for _ in range(8))
    secret = "".join(secrets.choice(_SECRET) for _ in range(40))
    return NewSecret(f"sk_{workspace_id.hex}_{prefix}_{secret}", prefix)


def hash_secret(value: str) -> str:
    """What is kept of a key or token: it is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(value.encode()).hexdigest()
