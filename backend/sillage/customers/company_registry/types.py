"""What crosses the door of the company registry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CompanyMatch:
    """A company as a public register knows it; texts are as written there, None when unknown or not public.

    `siret` and the address are those of the head office. `revenue` is in euros, of the year `revenue_year`.
    """

    siren: str
    name: str
    legal_name: str | None = None
    trade_name: str | None = None
    siret: str | None = None
    vat_number: str | None = None
    naf_code: str | None = None
    legal_form: str | None = None
    closed: bool = False
    closed_on: date | None = None
    headcount_range: str | None = None
    revenue: str | None = None
    revenue_year: int | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
