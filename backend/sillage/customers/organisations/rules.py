"""What an organisation's fields may hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sillage.kernel.text import normalise
from sillage.kernel.values import (
    Cleaner,
    amount_text,
    country,
    email,
    identifier,
    line,
    minor_units,
    one_of,
    optional,
    paragraph,
    phone,
    siren,
    url,
    vat_number,
    whole,
)

KINDS = ("prospect", "client", "partner", "supplier", "other")

CLEANERS: dict[str, Cleaner] = {
    "name": line(200),
    "legal_name": optional(line(200)),
    "siren": optional(siren),
    "vat_number": optional(vat_number),
    "website": optional(url),
    "phone": optional(phone),
    "email": optional(email),
    "kind": one_of(KINDS),
    "sector": optional(line(120)),
    "headcount": optional(whole(0, 10_000_000)),
    "revenue": optional(minor_units),
    "address_line": optional(line(200)),
    "postal_code": optional(line(12)),
    "city": optional(line(120)),
    "country": country,
    "linkedin_url": optional(url),
    "source": optional(line(120)),
    "reference": optional(line(120)),
    "description": optional(paragraph()),
    "owner_id": optional(identifier),
    "team_id": optional(identifier),
}
_COLUMNS = {"revenue": "revenue_minor"}


def columns_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean field values as the table keeps them, with what follows from them."""
    columns = {_COLUMNS.get(name, name): value for name, value in fields.items()}
    if "name" in columns:
        columns["sort_name"] = normalise(columns["name"])
    return columns


def shown(name: str, value: Any) -> Any:
    """A clean field value as history shows it: amounts as decimal text."""
    return amount_text(value) if name == "revenue" else value
