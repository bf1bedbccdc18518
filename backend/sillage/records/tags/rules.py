"""What a tag may be called, and the colours offered for new ones."""

from __future__ import annotations

import zlib

from sillage.kernel.text import normalise
from sillage.kernel.values import Cleaner, colour, line

MAX_NAME = 60
CLEANERS: dict[str, Cleaner] = {"name": line(MAX_NAME), "colour": colour}
# Dots that keep their contrast on light and dark grounds.
PALETTE = (
    "#0e5a78", "#17734a", "#b45309", "#b42828", "#6d28d9", "#be185d", "#0f766e", "#4d7c0f", "#1d4ed8", "#475569",
)  # fmt: skip


def colour_for(name: str) -> str:
    """The colour a new tag gets unless one is chosen: always the same for a name."""
    return PALETTE[zlib.crc32(normalise(name).encode()) % len(PALETTE)]
