"""What a product's fields may hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import list_currencies

from sillage.kernel.text import normalise
from sillage.kernel.values import (
    Cleaner,
    WrongValue,
    amount_text,
    line,
    minor_units,
    one_of,
    optional,
    paragraph,
)
from sillage.products.catalogue.types import VAT_RATES

KINDS = ("product", "service")
_RATES = frozenset(entry.rate for entry in VAT_RATES)
_YES = frozenset({"oui", "yes", "true", "vrai", "1", "x", "actif", "active"})
_NO = frozenset({"non", "no", "false", "faux", "0", "inactif", "inactive"})
_COLUMNS = {"price": "price_minor"}
_CURRENCIES: frozenset[str] = frozenset(list_currencies())


def currency(value: Any) -> str:
    """A currency as three capital letters (ISO 4217)."""
    text = str(line(3)(value)).upper()
    if text not in _CURRENCIES:
        raise WrongValue(
            "unknown_currency",
            "Une devise s’écrit en trois lettres, par exemple EUR",
            "A currency is three letters, such as EUR",
        )
    return text


def vat_rate(value: Any) -> str:
    """A VAT rate of the table as it is written there: "20,0 %" gives "20"."""
    text = str(value).replace("%", "").replace("\u202f", "").replace("\u00a0", "").strip().replace(",", ".")
    try:
        number = Decimal(text)
        written = format(number.normalize(), "f") if number.is_finite() else ""
    except InvalidOperation:
        written = ""
    if written not in _RATES:
        rates = " ; ".join(sorted(_RATES, key=Decimal))
        raise WrongValue(
            "unknown_vat_rate",
            f"Ce taux de TVA n’est pas dans la table : {rates.replace('.', ',')}",
            f"This VAT rate is not in the table: {rates}",
        )
    return written


def yes_or_no(value: Any) -> bool:
    """True or false, also written as files do."""
    if isinstance(value, bool):
        return value
    text = normalise(str(value))
    if text in _YES or text in _NO:
        return text in _YES
    raise WrongValue("bool_type", "Oui ou non est attendu", "Yes or no is expected")


CLEANERS: dict[str, Cleaner] = {
    "reference": line(60),
    "name": line(200),
    "kind": one_of(KINDS),
    "description": optional(paragraph()),
    "unit": optional(line(20)),
    "price": optional(minor_units),
    "currency": currency,
    "vat_rate": optional(vat_rate),
    "active": yes_or_no,
}


def columns_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean field values as the table keeps them, with what follows from them."""
    columns = {_COLUMNS.get(name, name): value for name, value in fields.items()}
    if "name" in columns:
        columns["sort_name"] = normalise(columns["name"])
    if "reference" in columns:
        columns["reference_key"] = normalise(columns["reference"])
    return columns


def shown(name: str, value: Any) -> Any:
    """A clean field value as history shows it: prices as decimal text."""
    return amount_text(value) if name == "price" else value


def column_of(name: str) -> str:
    """The table's column of a field."""
    return _COLUMNS.get(name, name)
