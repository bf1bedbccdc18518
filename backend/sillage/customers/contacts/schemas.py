"""What the API takes and gives for contacts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.customers.channels.schemas import EmailOut, EmailsIn, PhoneOut, PhonesIn
from sillage.kernel.http.schemas import ExtrasIn, ExtrasOut, OptionalLine, Paragraph, Plain, Schema, Version

Civility = Literal["mme", "m"]
DecisionRole = Literal["decider", "recommender", "user", "buyer", "influencer", "blocker"]
Channel = Literal["email", "phone", "sms", "post"]
OptOutSource = Literal["person", "phone_call", "email", "form", "import", "register", "other"]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=500), Plain]


class AffiliationIn(Schema):
    """A place at an organisation. When no entry says `main`, the first that has not ended is it."""

    organisation_id: UUID
    role: OptionalLine | None = None
    main: bool | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class AffiliationOut(Schema):
    """A place at an organisation; `main` is the one tables show."""

    organisation_id: UUID
    organisation_name: str
    role: str | None
    main: bool
    starts_on: date | None
    ends_on: date | None


class PlaceOut(Schema):
    """What a contact is at the organisation asked about."""

    role: str | None
    main: bool
    starts_on: date | None
    ends_on: date | None


class ConsentOut(Schema):
    """One channel: whether the contact objects to it, since when, how it became known and who noted it."""

    channel: Channel
    opted_out: bool
    since: datetime | None
    source: OptOutSource | None
    note: str | None
    by: str | None


class ConsentActOut(Schema):
    """Proof of an objection, or of its end."""

    id: UUID
    channel: Channel
    act: Literal["opt_out", "lifted"]
    source: OptOutSource
    reason: str | None
    by: str | None
    at: datetime


class ConsentActs(Schema):
    """The objections of a contact and their ends, newest first."""

    items: list[ConsentActOut]


class OptOutIn(Schema):
    """An objection: by which channels the contact no longer wants to be reached, and how it became known."""

    channels: Annotated[list[Channel], Field(min_length=1, max_length=4)]
    source: OptOutSource = "person"
    note: OptionalLine | None = None
    version: Version | None = None


class LiftIn(Schema):
    """The end of an objection; the reason is kept as proof."""

    channel: Channel
    reason: Reason
    version: Version | None = None


class _ContactFields(ExtrasIn):
    civility: Civility | None = None
    first_name: OptionalLine | None = None
    last_name: OptionalLine | None = None
    job_title: OptionalLine | None = None
    email: OptionalLine | None = None
    phone: OptionalLine | None = None
    mobile: OptionalLine | None = None
    emails: EmailsIn | None = None
    phones: PhonesIn | None = None
    affiliations: Annotated[list[AffiliationIn], Field(max_length=20)] | None = None
    opt_outs: Annotated[list[Channel], Field(max_length=4)] | None = None
    language: OptionalLine | None = None
    time_zone: OptionalLine | None = None
    decision_role: DecisionRole | None = None
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


class OrganisationContactOut(ContactOut):
    """A contact as one of an organisation's people."""

    affiliation: PlaceOut


class ContactDetail(ContactOut):
    """A contact with everything known of it; `timeline` only when asked for."""

    emails: list[EmailOut]
    phones: list[PhoneOut]
    affiliations: list[AffiliationOut]
    consents: list[ConsentOut]
    language: str | None
    time_zone: str | None
    decision_role: DecisionRole | None
    address_line: str | None
    postal_code: str | None
    country: str | None
    source: str | None
    reference: str | None
    description: str | None
    timeline: dict[str, Any] | None = None
