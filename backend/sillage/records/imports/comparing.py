"""Whether what a file gives is what a record holds already."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sillage.records.imports.types import PendingValue


def same(before: Any, after: Any) -> bool:
    """True when both mean one value, however each is typed; a value still to be made is always new."""
    if isinstance(after, PendingValue):
        return False
    if isinstance(after, list):
        return sorted(map(str, before or [])) == sorted(map(str, after))
    if isinstance(before, float) and isinstance(after, Decimal):
        return Decimal(str(before)) == after
    if isinstance(before, int) and isinstance(after, bool):
        return bool(before) is after
    if isinstance(before, int | Decimal) and isinstance(after, Decimal):
        return Decimal(before) == after
    return bool((before or None) == (after or None)) if not isinstance(after, bool) else before is after
