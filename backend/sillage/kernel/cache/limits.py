"""Rate limits counted in PostgreSQL, with leases so that most requests count in memory.

A process takes a twentieth of the allowance at a time and spends it locally; small limits (sign-in)
lease one by one and so are exact. A limit is never exceeded, whatever the number of processes.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from sillage.kernel.errors import TooManyRequests

WINDOW_SECONDS = 60
_LEASE_SHARE = 20

_TAKE = """
INSERT INTO kernel_rate_window AS w (key, window_start, used) VALUES (%s, %s, %s)
ON CONFLICT (key, window_start) DO UPDATE SET used = w.used + excluded.used
RETURNING used
"""


@dataclass(slots=True)
class _Lease:
    window: int
    left: int
    refused: bool = False


_leases: dict[str, _Lease] = {}
_guard = threading.Lock()


def spend(name: str, caller: str) -> None:
    """Count one request of `caller` against the limit `name` (settings `SILLAGE_RATE_…`, per minute).

    Raises `TooManyRequests` with the seconds to wait. Call it outside of the request's transaction:
    a refused request still counts.
    """
    limit: int = getattr(settings, f"SILLAGE_RATE_{name.upper()}")
    now = time.time()
    window = int(now // WINDOW_SECONDS)
    key = f"{name}:{caller}"[:80]
    with _guard:
        lease = _leases.get(key)
        if lease is not None and lease.window == window:
            if lease.left > 0:
                lease.left -= 1
                return
            if lease.refused:
                raise TooManyRequests(_retry_after(now))
    granted = _take(key, window, limit)
    with _guard:
        if len(_leases) > 10_000:
            _leases.clear()
        _leases[key] = _Lease(window, max(granted - 1, 0), refused=granted == 0)
    if granted == 0:
        raise TooManyRequests(_retry_after(now))


def forget_leases() -> None:
    """Drop what this process holds (tests, and workers after a fork)."""
    with _guard:
        _leases.clear()


def _take(key: str, window: int, limit: int) -> int:
    wanted = max(1, limit // _LEASE_SHARE)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [key, window, wanted])
        used = int(cursor.fetchone()[0])
    return max(0, min(wanted, limit - (used - wanted)))


def _retry_after(now: float) -> int:
    return max(1, int(WINDOW_SECONDS - now % WINDOW_SECONDS))
