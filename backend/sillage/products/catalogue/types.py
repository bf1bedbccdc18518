"""What may cross the door of the catalogue: products as plain values, and the VAT rates in force.

Rates of article 278 and following of the French tax code (CGI). The table vouches for a rate from
`valid_from` on; a day it does not cover has no rate, and nothing is extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sillage.kernel.text import Text

_CODE = "https://www.legifrance.gouv.fr/codes/id/LEGITEXT000006069577/"
_CHECKED = date(2026, 11, 20)
_SINCE = date(2014, 1, 1)


@dataclass(frozen=True, slots=True)
class VatRate:
    """A VAT rate in percent, written as `rate` everywhere ("5.5"), with the days it holds for."""

    rate: str
    label: Text
    territory: str
    valid_from: date
    valid_to: date | None
    source: str
    source_url: str = _CODE
    checked_on: date | None = _CHECKED


VAT_RATES: tuple[VatRate, ...] = (
    VatRate("20", Text(fr="20 % (normal)", en="20% (standard)"), "mainland", _SINCE, None, "CGI art. 278"),
    VatRate(
        "10", Text(fr="10 % (intermédiaire)", en="10% (intermediate)"), "mainland", _SINCE, None, "CGI art. 279"
    ),
    VatRate("5.5", Text(fr="5,5 % (réduit)", en="5.5% (reduced)"), "mainland", _SINCE, None, "CGI art. 278-0 bis"),
    VatRate(
        "2.1", Text(fr="2,1 % (particulier)", en="2.1% (special)"), "mainland", _SINCE, None, "CGI art. 281 quater"
    ),
    VatRate("0", Text(fr="0 % (exonéré)", en="0% (exempt)"), "mainland", _SINCE, None, "CGI art. 261 à 262 ter"),
    VatRate(
        "8.5",
        Text(fr="8,5 % (outre-mer, normal)", en="8.5% (overseas, standard)"),
        "overseas", _SINCE, None, "CGI art. 296", checked_on=None,
    ),
    VatRate(
        "1.75",
        Text(fr="1,75 % (outre-mer, particulier)", en="1.75% (overseas, special)"),
        "overseas", _SINCE, None, "CGI art. 296 ter", checked_on=None,
    ),
    VatRate(
        "1.05",
        Text(fr="1,05 % (outre-mer, presse)", en="1.05% (overseas, press)"),
        "overseas", _SINCE, None, "CGI art. 298 octies", checked_on=None,
    ),
)  # fmt: skip


def vat_rates_on(day: date) -> tuple[VatRate, ...]:
    """The rates the table knows for a day; none for a day it does not cover."""
    return tuple(
        entry for entry in VAT_RATES if entry.valid_from <= day and (entry.valid_to is None or day <= entry.valid_to)
    )


@dataclass(frozen=True, slots=True)
class SoldProduct:
    """A product as a line takes it over. `price_minor` is in hundredths of `currency`, without VAT."""

    id: UUID
    name: str
    unit: str | None
    price_minor: int | None
    currency: str
    vat_rate: str | None
    active: bool
