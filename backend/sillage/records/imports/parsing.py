"""From the text of a cell to the value of a field, by the field's kind.

What a form also accepts is left to `kernel.values`; here is what only files write: decimal commas,
currency signs, the order of day and month, words for yes and no.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale

from sillage.kernel import values
from sillage.kernel.registry import FieldKind
from sillage.kernel.text import normalise, words
from sillage.kernel.values import Cleaner, WrongValue
from sillage.records.imports.types import Layout

MAX_LINE = 200
MAX_PARAGRAPH = 20_000
_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_CURRENCY = re.compile(r"^(?:€|\$|£|eur|usd|gbp|chf)|(?:€|\$|£|eur|usd|gbp|chf)$", re.IGNORECASE)
# Databases write large numbers as 6.0E7.
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE]\+?[0-9]{1,2})?")
_DATE = re.compile(r"([0-9]{1,4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,4})")
_WORDED_DATE = re.compile(r"([0-9]{1,2})(?:er)?[ -]([a-z]{3,9})\.?,?[ -]([0-9]{4})")
_MONTHS = (
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"),
    ("juin", "june"), ("juillet", "july"), ("aout", "august"), ("septembre", "september"), ("octobre", "october"),
    ("novembre", "november"), ("decembre", "december"),
)  # fmt: skip
_TIME = re.compile(r"[T ](\d{1,2}:\d{2}.*)$")
_YES = frozenset({"oui", "yes", "true", "vrai", "1", "x", "o", "y"})
_NO = frozenset({"non", "no", "false", "faux", "0", "n"})


def parser_of(
    kind: FieldKind, layout: Layout, time_zone: str, max_length: int | None, *, whole: bool = False
) -> Cleaner:
    """The function that reads cells of this kind. It raises `WrongValue`; cells are stripped, not empty.

    `whole`: the field takes whole numbers only.
    """
    sign, order = layout.decimal_sign, layout.date_order
    readers: dict[FieldKind, Cleaner] = {
        FieldKind.NUMBER: lambda cell: _number(cell, sign),
        FieldKind.MONEY: lambda cell: _money(cell, sign),
        FieldKind.PERCENT: lambda cell: _percent(cell, sign),
        FieldKind.DATE: lambda cell: _date(cell, order),
        FieldKind.DATETIME: lambda cell: _moment(cell, order, time_zone),
        FieldKind.BOOLEAN: _boolean,
        FieldKind.EMAIL: values.email,
        FieldKind.PHONE: phone_parser(layout.phone_country),
        FieldKind.URL: values.url,
        FieldKind.SIREN: values.siren,
        FieldKind.VAT_NUMBER: values.vat_number,
        FieldKind.LONG_TEXT: values.paragraph(max_length or MAX_PARAGRAPH),
    }
    reader = readers.get(kind) or values.line(min(max_length or MAX_LINE, MAX_LINE))
    return (lambda cell: _whole(reader(cell))) if whole else reader


def _whole(value: Decimal) -> int:
    if value != int(value):
        raise WrongValue("int_type", "Un nombre entier est attendu", "A whole number is expected")
    if abs(value) >= 2**31:
        raise WrongValue("too_large", "Ce nombre est trop grand", "This number is too large")
    return int(value)


def _number(cell: str, sign: str) -> Decimal:
    text = _SPACES.sub("", cell)
    text = text.replace(".", "").replace(",", ".") if sign == "," and "," in text else text.replace(",", "")
    try:
        if len(text) <= 20 and _NUMBER.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    raise WrongValue("not_a_number", "Un nombre est attendu", "A number is expected")


def _money(cell: str, sign: str) -> Decimal:
    try:
        amount = _number(_CURRENCY.sub("", _SPACES.sub("", cell)), sign)
    except WrongValue as error:
        raise WrongValue("not_an_amount", "Un montant est attendu", "An amount is expected") from error
    values.minor_units(amount)
    return amount.quantize(Decimal("0.01"))


def _percent(cell: str, sign: str) -> Decimal:
    value = _number(cell.replace("%", ""), sign)
    if not 0 <= value <= 100:
        raise WrongValue("not_a_percentage", "Un taux de 0 à 100 % est attendu", "A rate from 0 to 100% is expected")
    return value


def _no_date() -> WrongValue:
    return WrongValue("not_a_date", "Une date est attendue", "A date is expected")


def phone_parser(country: str) -> Cleaner:
    """Reads telephone numbers; those without country code are dialled from `country`."""
    if country == "FR":
        return values.phone

    def parse(cell: str) -> str:
        try:
            number = phonenumbers.parse(cell, country)
        except phonenumbers.NumberParseException:
            return values.phone(cell)
        return values.phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    return parse


def country_code(cell: str) -> str:
    """The two letters of a country written out in French or English; what is no country stays as it is."""
    return _country_codes().get(" ".join(words(cell)), cell) if len(cell) > 2 else cell.upper()


@cache
def _country_codes() -> dict[str, str]:
    codes = {"usa": "US", "u s a": "US", "united states of america": "US", "uk": "GB", "angleterre": "GB",
             "england": "GB", "scotland": "GB", "hollande": "NL", "holland": "NL", "republique tcheque": "CZ",
             "czech republic": "CZ", "turkey": "TR"}  # fmt: skip
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2:
                codes[" ".join(words(name))] = code
    return codes


def _worded(cell: str) -> str:
    """Give "3 mars 2026" and "10 Jan 2024" with the month as a number."""
    found = _WORDED_DATE.fullmatch(normalise(cell))
    if found is None:
        return cell
    meant = [number for number, names in enumerate(_MONTHS, 1) if any(name.startswith(found[2]) for name in names)]
    return f"{found[3]}-{meant[0]:02d}-{int(found[1]):02d}" if len(meant) == 1 else cell


def _date(cell: str, order: str) -> date:
    found = _DATE.fullmatch(_worded(_TIME.sub("", cell).strip()))
    if found is None:
        raise _no_date()
    first, second, third = found.groups()
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        year = int(third) + (0 if len(third) == 4 else 2000 if int(third) < 70 else 1900)
        day, month = (int(first), int(second)) if order != "mdy" else (int(second), int(first))
    try:
        return values.day(date(year, month, day))
    except WrongValue:
        raise
    except ValueError as error:
        raise WrongValue("no_such_date", "Cette date n’existe pas", "This date does not exist") from error


def _moment(cell: str, order: str, time_zone: str) -> datetime:
    day = _date(cell, order)
    clock = _TIME.search(cell)
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{clock.group(1).strip() if clock else '00:00'}")
    except ValueError as error:
        raise _no_date() from error
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(time_zone))
    return zoned.astimezone(UTC)


def _boolean(cell: str) -> bool:
    word = normalise(cell)
    if word in _YES or word in _NO:
        return word in _YES
    raise WrongValue("not_a_boolean", "Oui ou non est attendu", "Yes or no is expected")
