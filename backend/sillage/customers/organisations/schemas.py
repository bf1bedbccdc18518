"""What the API takes and gives for organisations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Amount, ExtrasIn, ExtrasOut, Line, OptionalLine, Paragraph, Version

OrganisationKind = Literal["prospect", "client", "partner", "supplier", "other"]
Headcount = Annotated[int, Field(ge=0, le=10_000_000)]


class _OrganisationFields(ExtrasIn):
    legal_name: OptionalLine | None = None
    siren: OptionalLine | None = None
    vat_number: OptionalLine | None = None
    website: OptionalLine | None = None
    phone: OptionalLine | None = None
    email: OptionalLine | None = None
    sector: OptionalLine | None = None
    headcount: Headcount | None = None
    revenue: Amount | None = None
    address_line: OptionalLine | None = None
    postal_code: OptionalLine | None = None
    city: OptionalLine | None = None
    linkedin_url: OptionalLine | None = None
    source: OptionalLine | None = None
    reference: OptionalLine | None = None
    description: Paragraph | None = None
    owner_id: UUID | None = None
    team_id: UUID | None = None


class OrganisationIn(_OrganisationFields):
    """A new organisation. The owner is the caller unless another member, or null, is given."""

    name: Line
    kind: OrganisationKind = "prospect"
    country: OptionalLine = "FR"


class OrganisationPatch(_OrganisationFields):
    """What changes of an organisation: only the fields present. `version` is the one last seen."""

    version: Version | None = None
    name: Line | None = None
    kind: OrganisationKind | None = None
    country: OptionalLine | None = None


class OrganisationOut(ExtrasOut):
    """An organisation in a list. `revenue` is a year's, in the workspace's currency."""

    id: UUID
    version: int
    name: str
    legal_name: str | None
    siren: str | None
    vat_number: str | None
    website: str | None
    phone: str | None
    email: str | None
    kind: OrganisationKind
    sector: str | None
    headcount: int | None
    revenue: str | None
    address_line: str | None
    postal_code: str | None
    city: str | None
    country: str
    owner_id: UUID | None
    owner_name: str | None
    team_id: UUID | None
    last_interaction_at: datetime | None
    next_activity_at: datetime | None
    created_at: datetime
    updated_at: datetime


class OrganisationDetail(OrganisationOut):
    """An organisation with everything known of it; `timeline` only when asked for."""

    linkedin_url: str | None
    source: str | None
    reference: str | None
    description: str | None
    contacts_count: int
    timeline: dict[str, Any] | None = None
