"""What other modules' actions do with tags and custom values, and administrators with definitions."""

from __future__ import annotations

from sillage.records.fields.extras import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)

__all__ = ["clean_extras", "clean_new_extras", "insert_extras", "split_extras", "write_extras"]
