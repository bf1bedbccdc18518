"""Reads many e-mail files in one child process, for the tests."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import IO, Any

from sillage.activities.messages.reading import read_eml
from sillage.kernel.sandbox.types import Refused


def read_all(source: IO[bytes], folder: Path) -> dict[str, Any]:
    """Per name: "refused: <reason>", or what was read."""
    found: dict[str, Any] = {}
    for place, (name, content) in enumerate(json.load(source).items()):
        parts = folder / str(place)
        parts.mkdir()
        try:
            found[name] = read_eml(io.BytesIO(base64.b64decode(content)), parts)
        except Refused as refusal:
            found[name] = {"refused": refusal.sandbox_reason}
    return found
