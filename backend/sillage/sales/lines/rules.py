"""What a line may hold and what it is worth.

A line is worth quantity × unit price less its discount, rounded half up to hundredths once
(EN 16931, BT-131); a deal with lines is worth their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.text import Text
from sillage.kernel.values import MAX_MINOR, Cleaner, WrongValue, clean, identifier, line, optional
from sillage.products.catalogue.types import VAT_RATES

MOST_LINES = 200
_RATES = frozenset(entry.rate for entry in VAT_RATES)
_NOT_A_LIST = Text(fr="Une liste de lignes est attendue", en="A list of lines is expected")
_TOO_MANY = Text(fr="Un deal a au plus 200 lignes", en="A deal has at most 200 lines")
_TOO_MUCH = Text(
    fr="Le total des lignes dépasse 999 999 999 999,99", en="The lines add up to more than 999,999,999,999.99"
)


def decimal(places: int, low: Decimal, high: Decimal) -> Cleaner:
    """A decimal number from `low` to `high` with at most `places` decimals, kept as plain text."""

    def cleaned(value: Any) -> str:
        try:
            number = value if isinstance(value, Decimal) else Decimal(str(value).replace(",", "."))
        except InvalidOperation as error:
            raise WrongValue("decimal_type", "Un nombre est attendu", "A number is expected") from error
        if isinstance(value, bool) or not number.is_finite():
            raise WrongValue("decimal_type", "Un nombre est attendu", "A number is expected")
        if not low <= number <= high:
            raise WrongValue(
                "out_of_range", f"Un nombre de {low} à {high} est attendu", f"A number from {low} to {high} is expected"
            )
        exact = number.normalize()
        if -int(exact.as_tuple().exponent) > places:
            raise WrongValue("decimal_max_places", f"Au plus {places} décimales", f"At most {places} decimals")
        return format(exact, "f")

    return cleaned


def vat_rate(value: Any) -> str:
    """A VAT rate of the table, as it is written there."""
    if str(value) not in _RATES:
        raise WrongValue(
            "unknown_vat_rate", "Ce taux de TVA n’est pas dans la table", "This VAT rate is not in the table"
        )
    return str(value)


CLEANERS: dict[str, Cleaner] = {
    "product_id": optional(lambda value: str(identifier(value))),
    "name": optional(line(200)),
    "quantity": decimal(4, Decimal("0.0001"), Decimal(9_999_999)),
    "unit": optional(line(20)),
    "unit_price": optional(decimal(6, Decimal(0), Decimal(999_999_999))),
    "discount_percent": decimal(2, Decimal(0), Decimal(100)),
    "vat_rate": optional(vat_rate),
}
_DEFAULTS: dict[str, Any] = {
    "product_id": None,
    "name": None,
    "quantity": "1",
    "unit": None,
    "unit_price": None,
    "discount_percent": "0",
    "vat_rate": None,
}


def cleaned_lines(value: Any, *, path: str = "") -> list[dict[str, Any]]:
    """Lines with every value clean, as history keeps them: ids and numbers as text.

    Raises `InvalidFields` naming `lines.<n>.<field>`.
    """
    if not isinstance(value, list | tuple) or not all(isinstance(entry, Mapping) for entry in value):
        raise InvalidFields.one(f"{path}lines", "list_type", _NOT_A_LIST)
    if len(value) > MOST_LINES:
        raise InvalidFields.one(f"{path}lines", "too_long", _TOO_MANY)
    found: list[dict[str, Any]] = []
    problems: list[FieldProblem] = []
    for index, entry in enumerate(value):
        given = {name: one for name, one in entry.items() if name != "net" and (one is not None or name in _NULLABLE)}
        try:
            found.append({**_DEFAULTS, **clean(given, CLEANERS, path=f"{path}lines.{index}.")})
        except InvalidFields as wrong:
            problems += wrong.fields
    if problems:
        raise InvalidFields(fields=problems)
    return found


_NULLABLE = frozenset({"product_id", "name", "unit", "unit_price", "vat_rate"})


def net_minor(entry: Mapping[str, Any]) -> int:
    """What a clean, priced line is worth, in hundredths of the deal's currency."""
    gross = Decimal(entry["quantity"]) * Decimal(entry["unit_price"])
    net = gross * (100 - Decimal(entry["discount_percent"]))
    return int(net.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def total_minor(lines: Iterable[Mapping[str, Any]], *, path: str = "") -> int:
    """What clean, priced lines are worth together. Raises `InvalidFields` past what an amount may be."""
    total = sum(net_minor(entry) for entry in lines)
    if total > MAX_MINOR:
        raise InvalidFields.one(f"{path}lines", "amount_out_of_range", _TOO_MUCH)
    return total


def missing_problems(lines: Iterable[Mapping[str, Any]], *, path: str = "") -> list[FieldProblem]:
    """The problems of lines that have no words or no price once their product gave its own."""
    text = Text(fr="Ce champ est obligatoire", en="This field is required")
    return [
        FieldProblem(f"{path}lines.{index}.{name}", "missing", text)
        for index, entry in enumerate(lines)
        for name in ("name", "unit_price")
        if entry[name] is None
    ]


def plain(number: Decimal) -> str:
    """A number as plain text without trailing zeros: "12.5"."""
    return format(number.normalize(), "f")
