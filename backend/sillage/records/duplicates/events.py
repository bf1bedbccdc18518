"""What is told about duplicates and merges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class RecordMerged(Event):
    """Records were merged into the one this event is about."""

    kind: ClassVar[str] = "record.merged"
    merge_id: UUID
    loser_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class RecordUnmerged(Event):
    """A merge was taken back; told of the survivor and of each record that came back."""

    kind: ClassVar[str] = "record.unmerged"
    merge_id: UUID


@dataclass(frozen=True, slots=True)
class ReferenceMoved(Event):
    """A record points to another one because that was merged, or because the merge was taken back."""

    kind: ClassVar[str] = "record.reference_moved"
    fields: tuple[str, ...]
    merge_id: UUID


@dataclass(frozen=True, slots=True)
class DetectionStarted(Event):
    """A search for duplicates began."""

    kind: ClassVar[str] = "duplicates.detection_started"
    object: str


@dataclass(frozen=True, slots=True)
class DetectionCancelled(Event):
    """A search for duplicates was cancelled."""

    kind: ClassVar[str] = "duplicates.detection_cancelled"
    object: str


@dataclass(frozen=True, slots=True)
class PairDecided(Event):
    """Somebody decided about a pair: dismissed (not a duplicate), later, or open again."""

    kind: ClassVar[str] = "duplicates.pair_decided"
    object: str
    first_id: UUID
    second_id: UUID
    status: str


@dataclass(frozen=True, slots=True)
class DuplicateSettingsChanged(Event):
    """What is told of look-alikes out of reach changed."""

    kind: ClassVar[str] = "duplicates.settings_changed"
    hidden: str
