"""Domain events: recorded with the write that caused them, relayed to whoever subscribes."""

from sillage.kernel.events.recording import (
    Event,
    Operation,
    Recorded,
    change_set_of,
    differences,
    record,
    record_many,
    retell,
    undoing,
)

__all__ = [
    "Event",
    "Operation",
    "Recorded",
    "change_set_of",
    "differences",
    "record",
    "record_many",
    "retell",
    "undoing",
]
