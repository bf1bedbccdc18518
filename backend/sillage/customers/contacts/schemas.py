"""What the API takes and gives for contacts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sillage.kernel.http.schemas import ExtrasIn, ExtrasOut, OptionalLine, Paragraph, Version

Civility = Literal["mme", "m"]


class _ContactFields(ExtrasIn):
    civility: Civility | None = None
    first_name: OptionalLine | None = None
    last_name: OptionalLine | None = None
    job_title: OptionalLine | None = None
    email: OptionalLine | None = None
    phone: OptionalLine | None = None
    mobile: OptionalLine | None = None
    linkedin_url: OptionalLine | None = None
    organisation_id: UUID | None = None
    address_line: OptionalLine | None = None
    postal_code: OptionalLine | None = None
    city: OptionalLine | None = None
    country: OptionalLine | None = None
    source: OptionalLine | None = None
    reference: OptionalLine | None = None
    description: Paragraph | None = None
    owner_id: UUID | None = None
    team_id: UUID | None = None


class ContactIn(_ContactFields):
    """A new contact: a first or last name is needed. The owner is the caller unless one is given."""


class ContactPatch(_ContactFields):
    """What changes of a contact: only the fields present. `version` is the one last seen."""

    version: Version | None = None


class ContactOut(ExtrasOut):
    """A contact in a list. Telephone numbers are E.164."""

    id: UUID
    version: int
    civility: Civility | None
    first_name: str | None
    last_name: str | None
    name: str
    job_title: str | None
    email: str | None
    phone: str | None
    mobile: str | None
    linkedin_url: str | None
    city: str | None
    organisation_id: UUID | None
    organisation_name: str | None
    owner_id: UUID | None
    owner_name: str | None
    team_id: UUID | None
    last_interaction_at: datetime | None
    next_activity_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ContactDetail(ContactOut):
    """A contact with everything known of it; `timeline` only when asked for."""

    address_line: str | None
    postal_code: str | None
    country: str | None
    source: str | None
    reference: str | None
    description: str | None
    timeline: dict[str, Any] | None = None
