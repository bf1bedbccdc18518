"""What the API takes and gives for e-mail addresses, telephone numbers and postal addresses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sillage.kernel.http.schemas import OptionalLine, Schema

Validity = Literal["unknown", "valid", "invalid"]
EmailKind = Literal["work", "personal", "general", "billing", "support", "other"]
PhoneKind = Literal["work", "direct", "mobile", "home", "switchboard", "billing", "fax", "other"]
AddressKind = Literal["head_office", "billing", "delivery", "site", "other"]


class EmailIn(Schema):
    """One e-mail address of a list; without a primary one the first is it."""

    address: OptionalLine
    kind: EmailKind | None = None
    label: OptionalLine | None = None
    validity: Validity | None = None
    primary: bool | None = None


class EmailOut(Schema):
    """One e-mail address, lower case."""

    address: str
    kind: EmailKind
    label: str | None
    validity: Validity
    primary: bool


class PhoneIn(Schema):
    """One telephone number of a list; without a country code it is French, overseas included."""

    number: OptionalLine
    kind: PhoneKind | None = None
    label: OptionalLine | None = None
    validity: Validity | None = None
    primary: bool | None = None


class PhoneOut(Schema):
    """One telephone number, E.164."""

    number: str
    kind: PhoneKind
    label: str | None
    validity: Validity
    primary: bool


class AddressIn(Schema):
    """One postal address by the lines of NF Z10-011; an empty one is left out."""

    kind: AddressKind | None = None
    label: OptionalLine | None = None
    recipient: OptionalLine | None = None
    delivery_point: OptionalLine | None = None
    building: OptionalLine | None = None
    street: OptionalLine | None = None
    locality: OptionalLine | None = None
    postal_code: OptionalLine | None = None
    city: OptionalLine | None = None
    country: OptionalLine | None = None
    primary: bool | None = None


class AddressOut(Schema):
    """One postal address. `postal_lines` is how an envelope shows it; `overlong` names fields past 38 characters."""

    kind: AddressKind
    label: str | None
    recipient: str | None
    delivery_point: str | None
    building: str | None
    street: str | None
    locality: str | None
    postal_code: str | None
    city: str | None
    country: str
    department: str | None
    primary: bool
    postal_lines: list[str]
    overlong: list[str]


EmailsIn = Annotated[list[EmailIn], Field(max_length=20)]
PhonesIn = Annotated[list[PhoneIn], Field(max_length=20)]
AddressesIn = Annotated[list[AddressIn], Field(max_length=20)]
