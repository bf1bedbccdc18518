"""Named points at which the fault tests kill the process: random kills find nothing, named points do."""

from __future__ import annotations

import os
import signal

# "relay.handled:2" kills at the second passage. Unset outside of the fault tests.
_WANTED, _, _TURN = os.environ.get("SILLAGE_CRASH_AT", "").partition(":")
_passages = 0


def crash_point(name: str) -> None:
    """Die here, as by `kill -9`, when the fault tests ask for it; else nothing."""
    global _passages
    if name != _WANTED:
        return
    _passages += 1
    if _passages >= int(_TURN or 1):
        os.kill(os.getpid(), signal.SIGKILL)
