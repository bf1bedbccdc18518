"""Lines that tell a person what is happening, with the time each step took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sillage.config.language import say


def tell(fr: str, en: str) -> None:
    """Print one line at once in the language of the terminal."""
    print(say(fr, en), flush=True)


def complain(fr: str, en: str) -> None:
    """Print one line on the error output in the language of the terminal."""
    print(say(fr, en), file=sys.stderr, flush=True)


@contextmanager
def step(fr: str, en: str) -> Iterator[None]:
    """Announce a step, then say how long it took once it is done."""
    print(f"  · {say(fr, en)} …", end=" ", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(say("échec", "failed"), flush=True)
        raise
    print(f"{time.monotonic() - begun:.1f} s", flush=True)
