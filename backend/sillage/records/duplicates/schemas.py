"""Duplicates and merges as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Schema, Version
from sillage.records.trash.schemas import ConflictOut

ObjectName = Annotated[str, Field(min_length=1, max_length=32)]
RunStatus = Literal["running", "done", "cancelled", "failed"]
PairStatus = Literal["open", "later", "dismissed"]


class ReasonOut(Schema):
    """Why two records may be one, in words; `weight` is how much of a proof it is, 1 to 99."""

    kind: str
    text: str
    weight: int


class SimilarItem(Schema):
    """A record like the one being typed."""

    id: UUID
    object: str
    title: str
    score: int
    reasons: list[ReasonOut]


class SimilarOut(Schema):
    """The likeliest look-alikes; `hidden` when there is one out of the caller's reach."""

    items: list[SimilarItem]
    hidden: bool
    hidden_owner: str | None


class RunIn(Schema):
    """The kind of record to search for duplicates."""

    object: ObjectName


class RunOut(Schema):
    """A search for duplicates. `found` pairs wait for review; `skipped` values were too common to compare."""

    id: UUID
    object: str
    status: RunStatus
    percent: int
    found: int
    skipped: int
    created_at: datetime
    finished_at: datetime | None


class DuplicateObject(Schema):
    """A kind of record with a review queue, how many pairs wait (counted to 10,001) and its last search."""

    name: str
    label: str
    open: int
    run: RunOut | None


class DuplicateObjects(Schema):
    """The kinds of record the caller may review."""

    items: list[DuplicateObject]


class PairRecord(Schema):
    """One record of a pair."""

    id: UUID
    title: str
    updated_at: datetime


class PairFact(Schema):
    """One field side by side; values in words, null for nothing."""

    field: str
    label: str
    kind: str
    values: list[str | None]


class PairOut(Schema):
    """Two records that may be one. `group` lists all records that open pairs tie together, 5 at most."""

    id: UUID
    object: str
    score: int
    status: PairStatus
    reasons: list[ReasonOut]
    records: list[PairRecord]
    facts: list[PairFact]
    group: list[UUID]
    decided_at: datetime | None
    decided_by: str | None
    later_until: datetime | None


class PairPatch(Schema):
    """A decision: `dismissed` is "not a duplicate", `later` comes back in a week."""

    status: PairStatus


class PairDecision(Schema):
    """The pair after the decision."""

    id: UUID
    status: PairStatus
    later_until: datetime | None


class Follows(Schema):
    """How many things of one kind follow a record into a merge."""

    label: str
    count: int


class ComparedRecord(Schema):
    """One of the records compared."""

    id: UUID
    title: str
    version: int
    created_at: datetime
    updated_at: datetime
    owner_name: str | None
    follows: list[Follows]


class ComparedField(Schema):
    """One field: its value in each record, in the order of the records, and whose value is proposed.

    A `strict` field keeps the stricter value whatever is chosen.
    """

    name: str
    label: str
    kind: str
    differs: bool
    strict: bool
    proposed: UUID
    values: list[str | None]


class ComparisonOut(Schema):
    """Records side by side and which one to keep by proposal."""

    object: str
    survivor_id: UUID
    records: list[ComparedRecord]
    fields: list[ComparedField]


class MergeIn(Schema):
    """A merge: `choices` gives, per field, the record whose value stays; `versions` are those last seen."""

    object: ObjectName
    survivor_id: UUID
    loser_ids: Annotated[list[UUID], Field(min_length=1, max_length=4)]
    choices: Annotated[dict[str, UUID], Field(max_length=300, default_factory=dict)]
    versions: Annotated[dict[UUID, Version], Field(max_length=5, default_factory=dict)]


class MergedTitle(Schema):
    """A record of a merge; the name of a merged one is forgotten after 30 days."""

    id: UUID
    title: str


class MergeOut(Schema):
    """One merge. `undoable` for 30 days."""

    id: UUID
    object: str
    survivor: MergedTitle
    losers: list[MergedTitle]
    created_at: datetime
    by: str | None
    change_set_id: UUID
    undoable: bool
    undone_at: datetime | None
    undone_by: str | None


class MergeUndone(Schema):
    """What the undo of a merge brought back, and what stayed because it changed since."""

    undone: int
    conflicts: list[ConflictOut]


class DuplicateSettings(Schema):
    """What is told of a look-alike out of the caller's reach: nothing, that one exists, or also its owner's name."""

    hidden: Literal["nothing", "exists", "owner"]
