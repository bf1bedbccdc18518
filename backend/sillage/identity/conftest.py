"""What every test of identity starts from: empty memories, wide limits, a quick password hash."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from sillage.identity.access import gatekeeper
from sillage.kernel.cache.limits import forget_leases


@pytest.fixture(autouse=True)
def fresh_start(settings: Any, db: None) -> None:
    """Nothing remembered from another test, and no limit in the way of those that do not test limits."""
    settings.SILLAGE_RATE_ANONYMOUS = 10_000
    settings.SILLAGE_RATE_SIGN_IN = 10_000
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        "sillage.identity.users.hashing.Argon2Hasher",
    ]
    cache.clear()
    forget_leases()
    gatekeeper.forget()
