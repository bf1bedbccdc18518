"""What the API takes and gives for the company registry."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.customers.organisations.schemas import OrganisationIn
from sillage.kernel.http.schemas import Schema, Version

Siren = Annotated[str, StringConstraints(pattern=r"^\d{9}$")]
State = Literal["open", "accepted", "ignored", "outdated"]


class RegistryRunOut(Schema):
    """One comparison of the organisations with the register."""

    state: Literal["running", "done", "stopped"]
    started_at: datetime
    finished_at: datetime | None
    checked: int
    missing: int
    proposed: int


class RegistryOut(Schema):
    """Whether the installation has a register (`available`) and this workspace asks it (`enabled`)."""

    available: bool
    enabled: bool
    source: str | None
    waiting: int
    last_run: RegistryRunOut | None


class RegistryIn(Schema):
    """Asking the register, or not."""

    enabled: bool


class CompanyOut(Schema):
    """A company the register knows; `values` are fields of an organisation."""

    siren: str
    name: str
    closed: bool
    values: dict[str, Any]


class CompaniesOut(Schema):
    """What the register answers, the best match first."""

    items: list[CompanyOut]
    source: str
    fetched_at: datetime


class FromRegistryIn(Schema):
    """A new organisation from a form the register filled."""

    siren: Siren
    values: OrganisationIn


class FillIn(Schema):
    """Fields of an organisation to take from the register."""

    siren: Siren
    fields: Annotated[list[Annotated[str, StringConstraints(max_length=40)]], Field(min_length=1, max_length=30)]
    version: Version | None = None


class ProposalOut(Schema):
    """A change the register proposes: fields with their values before and after."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    field: Literal["legal_name", "address", "legal_status"]
    before: dict[str, Any]
    after: dict[str, Any]
    source: str
    status: State
    found_at: datetime


class ProposalsOut(Schema):
    """Changes to decide on, newest first; `truncated` when there are more."""

    items: list[ProposalOut]
    truncated: bool
