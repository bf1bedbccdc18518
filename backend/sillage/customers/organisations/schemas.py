"""What the API takes and gives for organisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from sillage.customers.channels.schemas import AddressesIn, AddressOut, EmailOut, EmailsIn, PhoneOut, PhonesIn
from sillage.kernel.http.schemas import Amount, ExtrasIn, ExtrasOut, Line, OptionalLine, Paragraph, Schema, Version

OrganisationKind = Literal["prospect", "client", "partner", "supplier", "competitor", "other"]
NafVersion = Literal["rev2", "2025"]
LegalStatus = Literal["active", "closed"]
HeadcountRange = Literal[
    "NN", "00", "01", "02", "03", "11", "12", "21", "22", "31", "32", "41", "42", "51", "52", "53"
]  # fmt: skip
Year = Annotated[int, Field(ge=1900, le=2200)]
Kinds = Annotated[list[OrganisationKind], Field(min_length=1, max_length=6)]
Headcount = Annotated[int, Field(ge=0, le=10_000_000)]


class _OrganisationFields(ExtrasIn):
    legal_name: OptionalLine | None = None
    trade_name: OptionalLine | None = None
    siren: OptionalLine | None = None
    siret: OptionalLine | None = None
    vat_number: OptionalLine | None = None
    naf_code: OptionalLine | None = None
    naf_version: NafVersion | None = None
    legal_form: OptionalLine | None = None
    legal_status: LegalStatus | None = None
    closed_on: date | None = None
    headcount_range: HeadcountRange | None = None
    revenue_year: Year | None = None
    parent_id: UUID | None = None
    emails: EmailsIn | None = None
    phones: PhonesIn | None = None
    addresses: AddressesIn | None = None
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
    kinds: Kinds | None = None
    country: OptionalLine = "FR"


class OrganisationPatch(_OrganisationFields):
    """What changes of an organisation: only the fields present. `version` is the one last seen."""

    version: Version | None = None
    name: Line | None = None
    kind: OrganisationKind | None = None
    kinds: Kinds | None = None
    country: OptionalLine | None = None


class OrganisationOut(ExtrasOut):
    """An organisation in a list. `revenue` is a year's, in the workspace's currency."""

    id: UUID
    version: int
    name: str
    legal_name: str | None
    trade_name: str | None
    siren: str | None
    siret: str | None
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
    department: str | None
    owner_id: UUID | None
    owner_name: str | None
    team_id: UUID | None
    last_interaction_at: datetime | None
    next_activity_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ProvenanceOut(Schema):
    """Where a value comes from, and when it was read there."""

    source: str
    fetched_at: datetime


class FamilyMember(Schema):
    """One company of a group; without id and name when it is out of reach. `depth` is 0 at the top."""

    id: UUID | None
    parent_id: UUID | None
    depth: int
    name: str | None
    city: str | None
    kind: OrganisationKind | None


class FamilyOut(Schema):
    """A group of companies, parents before children; `truncated` when it is larger than what is shown."""

    items: list[FamilyMember]
    truncated: bool


class OrganisationDetail(OrganisationOut):
    """An organisation with everything known of it; `timeline` only when asked for."""

    kinds: list[OrganisationKind]
    naf_code: str | None
    naf_version: NafVersion | None
    naf_label: str | None
    legal_form: str | None
    legal_form_label: str | None
    legal_status: LegalStatus | None
    closed_on: date | None
    headcount_range: HeadcountRange | None
    revenue_year: int | None
    parent_id: UUID | None
    parent_name: str | None
    children_count: int
    emails: list[EmailOut]
    phones: list[PhoneOut]
    addresses: list[AddressOut]
    provenance: dict[str, ProvenanceOut]
    linkedin_url: str | None
    source: str | None
    reference: str | None
    description: str | None
    contacts_count: int
    timeline: dict[str, Any] | None = None
