"""What the API takes and gives for deals."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import (
    Amount,
    ExtrasIn,
    ExtrasOut,
    Line,
    OptionalLine,
    Paragraph,
    Plain,
    Schema,
    Version,
)

DealStatus = Literal["open", "won", "lost"]
ContactRole = Literal["decider", "buyer", "payer", "user", "influencer", "prescriber", "other"]
Percent = Annotated[int, Field(ge=0, le=100)]
VatRate = Literal["0", "1.05", "1.75", "2.1", "5.5", "8.5", "10", "20"]
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


class DealLineIn(Schema):
    """One line: a product, which gives what is left unsaid, or free words with a price.

    `unit_price` is without VAT in the deal's currency.
    """

    product_id: UUID | None = None
    name: OptionalLine | None = None
    quantity: Annotated[Decimal, Field(gt=0, le=9_999_999, decimal_places=4)] = Decimal(1)
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20), Plain] | None = None
    unit_price: Annotated[Decimal, Field(ge=0, le=999_999_999, decimal_places=6)] | None = None
    discount_percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] = Decimal(0)
    vat_rate: VatRate | None = None


class DealLineOut(Schema):
    """One line with its net: quantity × unit price less the discount, in the deal's currency."""

    product_id: UUID | None
    name: str
    quantity: str
    unit: str | None
    unit_price: str
    discount_percent: str
    vat_rate: str | None
    net: str


class StayOut(Schema):
    """One stay of the deal in a stage; `left_at` is null while it lasts."""

    stage_id: UUID
    entered_at: datetime
    left_at: datetime | None


Lines = Annotated[list[DealLineIn], Field(max_length=200)]


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
    loss_reason_id: UUID | None = None
    competitor_id: UUID | None = None
    competitor: OptionalLine | None = None
    lines: Lines | None = None
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
    """Where a deal goes: a stage, and a place in it (before or after another deal, else on top).

    `values` are written with the move: a lost reason, or what the stage requires.
    """

    stage_id: UUID
    before_id: UUID | None = None
    after_id: UUID | None = None
    lost_reason: OptionalLine | None = None
    values: DealPatch | None = None
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
    loss_reason_id: UUID | None
    loss_reason_name: str | None
    lost_reason: str | None
    competitor_id: UUID | None
    competitor_name: str | None
    competitor: str | None
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
    lines: list[DealLineOut]
    stays: list[StayOut]
    reference: str | None
    description: str | None
    timeline: dict[str, Any] | None = None
