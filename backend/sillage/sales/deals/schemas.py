"""What the API takes and gives for deals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Amount, ExtrasIn, ExtrasOut, Line, OptionalLine, Paragraph, Schema, Version

DealStatus = Literal["open", "won", "lost"]
ContactRole = Literal["decider", "buyer", "payer", "user", "influencer", "prescriber", "other"]
Percent = Annotated[int, Field(ge=0, le=100)]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class DealContactIn(Schema):
    """A contact involved in a deal and the part it plays."""

    id: UUID
    role: ContactRole | None = None


class DealContactOut(Schema):
    """A contact involved in a deal."""

    id: UUID
    name: str
    role: ContactRole | None
    job_title: str | None


Contacts = Annotated[list[DealContactIn], Field(max_length=50)]


class _DealFields(ExtrasIn):
    organisation_id: UUID | None = None
    contacts: Contacts | None = None
    stage_id: UUID | None = None
    probability: Percent | None = None
    expected_close_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    source: OptionalLine | None = None
    lost_reason: OptionalLine | None = None
    reference: OptionalLine | None = None
    description: Paragraph | None = None
    owner_id: UUID | None = None
    team_id: UUID | None = None
    currency: CurrencyCode | None = None


class DealIn(_DealFields):
    """A new deal. Without a stage it starts in the first open one of the pipeline (the first by default)."""

    name: Line
    amount: Amount | None = None
    pipeline_id: UUID | None = None


class DealPatch(_DealFields):
    """What changes of a deal: only the fields present. `version` is the one last seen."""

    version: Version | None = None
    name: Line | None = None
    amount: Amount | None = None


class DealMove(Schema):
    """Where a deal goes: a stage, and a place in it (before or after another deal, else on top)."""

    stage_id: UUID
    before_id: UUID | None = None
    after_id: UUID | None = None
    lost_reason: OptionalLine | None = None
    version: Version | None = None


class DealOut(ExtrasOut):
    """A deal in a list. `amount` is without VAT in `currency`; `probability` a percentage."""

    id: UUID
    version: int
    name: str
    organisation_id: UUID | None
    organisation_name: str | None
    contacts: list[DealContactOut]
    pipeline_id: UUID
    stage_id: UUID
    stage_name: str
    stage_kind: DealStatus
    stage_colour: str
    status: DealStatus
    amount: str
    currency: str
    probability: int
    expected_close_on: date | None
    opened_on: date
    closed_on: date | None
    source: str | None
    lost_reason: str | None
    owner_id: UUID | None
    owner_name: str | None
    team_id: UUID | None
    position: float
    stage_entered_at: datetime
    last_interaction_at: datetime | None
    next_activity_at: datetime | None
    created_at: datetime
    updated_at: datetime


class DealDetail(DealOut):
    """A deal with everything known of it; `timeline` only when asked for."""

    pipeline_name: str
    probability_of_stage: bool
    reference: str | None
    description: str | None
    timeline: dict[str, Any] | None = None
