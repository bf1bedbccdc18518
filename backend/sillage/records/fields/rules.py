"""What values custom fields take, and how they lie in the table of values.

A clean value has the shape the API shows and history keeps: text, number, amount and day as text, ids as
text, true or false, a list for several choices. Nothing is None or an empty list.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sillage.kernel import values
from sillage.kernel.registry import Choice
from sillage.kernel.text import normalise
from sillage.kernel.values import Cleaner, WrongValue
from sillage.records.fields.types import Definition, Kind

MAX_LINE = 200
MAX_PARAGRAPH = 20_000
# B-tree entries have a limit; this much of a text decides about order and equality.
KEY_LENGTH = 300
MAX_NUMBER = 10**15
_REFERENCES = frozenset({Kind.MEMBER, Kind.RELATION})


def cleaner_of(definition: Definition) -> Cleaner:
    """The function that makes a value of this field fit to keep; it raises `WrongValue`."""
    kind = definition.value_kind
    if kind is Kind.CHOICE:
        return lambda value: chosen(value, definition.choices)
    if kind is Kind.MULTI_CHOICE:
        return lambda value: several(value, definition.choices)
    return _CLEANERS[kind]


def empty(value: Any) -> bool:
    """True for what means no value: nothing, blank text, an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def number(value: Any) -> int | float:
    """A number of at most 15 digits, at most six of them decimals; whole ones as int."""
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
            raise InvalidOperation
        found = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise WrongValue("not_a_number", "Un nombre est attendu", "A number is expected") from error
    if not found.is_finite() or abs(found) >= MAX_NUMBER:
        raise WrongValue("number_out_of_range", "Ce nombre est trop grand", "This number is too large")
    found = found.quantize(Decimal("0.000001"))
    return int(found) if found == found.to_integral_value() else float(found)


def amount(value: Any) -> str:
    """An amount with two decimals as text; it may be negative."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise WrongValue("not_an_amount", "Un montant est attendu", "An amount is expected")
    text = str(value).strip()
    minus = text.startswith("-")
    try:
        minor = values.minor_units(text.removeprefix("-"))
    except ValueError as error:
        if isinstance(error, WrongValue):
            raise
        raise WrongValue("not_an_amount", "Un montant est attendu", "An amount is expected") from error
    return amount_text(-minor if minus else minor)


def amount_text(minor: int) -> str:
    """Cents as a decimal text, "-12.50"."""
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def checkbox(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise WrongValue("bool_type", "Oui ou non est attendu", "Yes or no is expected")
    return value


def chosen(value: Any, choices: Sequence[Choice]) -> str:
    """One of the values offered; a label stands for its value, in either language."""
    if isinstance(value, str):
        for choice in choices:
            if value == choice.value:
                return choice.value
        word = normalise(value)
        for choice in choices:
            if word in (normalise(choice.label.fr), normalise(choice.label.en)):
                return choice.value
    raise WrongValue("literal_error", "Cette valeur n’est pas proposée", "This value is not offered")


def several(value: Any, choices: Sequence[Choice]) -> list[str]:
    """Some of the values offered, each once, in the order they are offered."""
    if not isinstance(value, list | tuple):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    if len(value) > 500:
        raise WrongValue("too_long", "Trop de valeurs", "Too many values")
    wanted = {chosen(each, choices) for each in value}
    return [choice.value for choice in choices if choice.value in wanted]


_CLEANERS: Mapping[Kind, Cleaner] = {
    Kind.TEXT: values.line(MAX_LINE),
    Kind.LONG_TEXT: values.paragraph(MAX_PARAGRAPH),
    Kind.URL: values.url,
    Kind.PHONE: values.phone,
    Kind.EMAIL: values.email,
    Kind.NUMBER: number,
    Kind.MONEY: amount,
    Kind.BOOLEAN: checkbox,
    Kind.DATE: lambda value: values.day(value).isoformat(),
    Kind.MEMBER: lambda value: str(values.identifier(value)),
    Kind.RELATION: lambda value: str(values.identifier(value)),
}


def stored(kind: Kind, value: Any) -> list[dict[str, Any]]:
    """The columns of the rows that keep a clean value, in order of position."""
    if empty(value):
        return []
    if kind is Kind.MULTI_CHOICE:
        return [{"text_key": each} for each in value]
    if kind is Kind.CHOICE:
        return [{"text_key": value}]
    if kind is Kind.NUMBER:
        return [{"number": float(value)}]
    if kind is Kind.MONEY:
        return [{"whole": int(Decimal(value) * 100)}]
    if kind is Kind.BOOLEAN:
        return [{"whole": int(value)}]
    if kind is Kind.DATE:
        return [{"day": date.fromisoformat(value)}]
    if kind in _REFERENCES:
        return [{"reference": UUID(value)}]
    return [{"text": value, "text_key": normalise(value[: KEY_LENGTH * 2])[:KEY_LENGTH]}]


Row = tuple[str | None, str | None, int | None, float | None, date | None, UUID | None]


def shown(kind: Kind, rows: Sequence[Row]) -> Any:
    """The clean value that these rows keep, given in order of position."""
    if kind is Kind.MULTI_CHOICE:
        return [row[1] for row in rows]
    text, key, whole, floating, day, reference = rows[0]
    if kind is Kind.CHOICE:
        return key
    if kind is Kind.NUMBER and floating is not None:
        return int(floating) if math.floor(floating) == floating else floating
    if kind is Kind.MONEY and whole is not None:
        return amount_text(whole)
    if kind is Kind.BOOLEAN:
        return bool(whole)
    if kind is Kind.DATE and day is not None:
        return day.isoformat()
    if kind in _REFERENCES:
        return str(reference)
    return text
