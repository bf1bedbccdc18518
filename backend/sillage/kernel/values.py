"""Values people give, made comparable and safe to keep; each refusal is a sentence for the form.

The same functions serve screens, the API, imports and undo, so text forms of ids, dates and amounts
are accepted beside the typed ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import exceptions as stdnum_errors
from stdnum import iban as international_account
from stdnum.eu import vat
from stdnum.fr import siren as french_siren
from stdnum.fr import siret as french_siret

from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.text import Text, has_control_characters

Cleaner = Callable[[Any], Any]

MAX_MINOR = 10**14 - 1
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_FRENCH_PHONE = re.compile(r"(?:\+33|0033|0)([1-9])(\d{8})")
_PHONE_SIGNS = re.compile(r"[\s.\-()/\u00a0\u202f]")
_PLAIN_EMAIL = re.compile(
    r"[a-z0-9_](?:[a-z0-9_+-]|\.(?!\.)){0,62}[a-z0-9_+-]@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
_URL = re.compile(r"https?://[^\s/:@?#]+\.[^\s/:@?#]+(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# What letters of an account number count for in the key of a RIB.
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
# Overseas numbers are dialled like French ones; phonenumbers alone would call them +33 (domain: plans).
_OVERSEAS = {
    "262": ("262", "692", "693", "263", "269", "639"),
    "590": ("590", "690", "691"),
    "594": ("594", "694"),
    "596": ("596", "696", "697"),
}
_CODE_OF_OVERSEAS = {start: code for code, starts in _OVERSEAS.items() for start in starts}


class WrongValue(ValueError):
    """The value is not what the field takes; `message` says why in both languages."""

    def __init__(self, code: str, fr: str, en: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = Text(fr=fr, en=en)


def clean(values: Mapping[str, Any], cleaners: Mapping[str, Cleaner], *, path: str = "") -> dict[str, Any]:
    """Every value made fit to keep. Raises `InvalidFields` naming each wrong or unknown field."""
    cleaned: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for name, value in values.items():
        cleaner = cleaners.get(name)
        try:
            if cleaner is None:
                raise WrongValue("extra_forbidden", "Ce champ est inconnu", "This field is unknown")
            cleaned[name] = cleaner(value)
        except WrongValue as wrong:
            problems.append(FieldProblem(path + name, wrong.code, wrong.message))
    if problems:
        raise InvalidFields(fields=problems)
    return cleaned


def optional(cleaner: Cleaner) -> Cleaner:
    """Also takes nothing: null and blank text become None."""

    def cleaned(value: Any) -> Any:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return cleaner(value)

    return cleaned


def line(limit: int) -> Cleaner:
    """One line of text of at most `limit` characters, spaces collapsed, not blank."""

    def cleaned(value: Any) -> str:
        text = " ".join(_text(value).split())
        if not text:
            raise WrongValue("missing", "Ce champ est obligatoire", "This field is required")
        return _within(text, limit)

    return cleaned


def paragraph(limit: int = 20_000) -> Cleaner:
    """Text of several lines, trimmed."""
    return lambda value: _within(_text(value).strip(), limit)


def email(value: Any) -> str:
    """An e-mail address in lower case; its domain is not asked whether it exists."""
    text = _text(value).strip().lower()
    if len(text) <= 254 and _PLAIN_EMAIL.fullmatch(text):
        return text
    try:
        # `test_environment` admits the reserved domain .test, which demonstrations use.
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise WrongValue(
            "not_an_email", "Cette adresse e-mail n’est pas complète", "This e-mail address is not complete"
        ) from error
    return str(found.normalized.lower())


def phone(value: Any) -> str:
    """A telephone number as E.164; without country code it is French, overseas included."""
    text = _text(value).strip()
    if _E164.fullmatch(text) and text.startswith("+33") and len(text) == 12 and text[3:6] not in _CODE_OF_OVERSEAS:
        return text
    bare = _PHONE_SIGNS.sub("", text)
    if found := _FRENCH_PHONE.fullmatch(bare):
        national = found[1] + found[2]
        # ARCEP keeps 06 39 98 for fiction, in mainland France; the rest of 0639 is Mayotte.
        code = "33" if national.startswith("63998") else _CODE_OF_OVERSEAS.get(national[:3], "33")
        return f"+{code}{national}"
    try:
        number = phonenumbers.parse(text, "FR")
        if phonenumbers.is_possible_number(number) and len(bare) > 5:
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    except phonenumbers.NumberParseException:
        pass
    raise WrongValue("not_a_phone", "Ce numéro de téléphone n’est pas valide", "This telephone number is not valid")


def url(value: Any) -> str:
    """A web address; without scheme it becomes https."""
    text = _text(value).strip()
    text = text if "://" in text else f"https://{text}"
    if len(text) > 300 or not _URL.fullmatch(text):
        raise WrongValue("not_a_url", "Cette adresse web n’est pas valide", "This web address is not valid")
    return text


def siren(value: Any) -> str:
    """Nine digits with a Luhn key (INSEE); a SIRET gives its SIREN."""
    bare = re.sub(r"[\s.\u00a0\u202f]", "", _text(value))
    try:
        return str(french_siren.validate(bare[:9] if len(bare) == 14 and bare.isdigit() else bare))
    except stdnum_errors.ValidationError as error:
        raise WrongValue(
            "not_a_siren",
            "Ce SIREN n’est pas valide : 9 chiffres dont une clé de contrôle",
            "This SIREN is not valid: 9 digits with a check digit",
        ) from error


def siret(value: Any) -> str:
    """Fourteen digits with a Luhn key (INSEE); those of La Poste but its head office add up to a multiple of 5."""
    bare = re.sub(r"[\s.\u00a0\u202f]", "", _text(value))
    try:
        return str(french_siret.validate(bare))
    except stdnum_errors.ValidationError as error:
        raise WrongValue(
            "not_a_siret",
            "Ce SIRET n’est pas valide : 14 chiffres dont une clé de contrôle",
            "This SIRET is not valid: 14 digits with a check digit",
        ) from error


def iban(value: Any) -> str:
    """A bank account (ISO 13616) with a right key, for a French one also the key of its RIB; in capitals, no spaces.

    It only checks: an account number is not to be kept in clear.
    """
    bare = re.sub(r"[\s.\-\u00a0\u202f]", "", _text(value)).upper()
    try:
        found = str(international_account.validate(bare))
    except stdnum_errors.ValidationError as error:
        raise WrongValue("not_an_iban", "Cet IBAN n’est pas valide", "This IBAN is not valid") from error
    if found.startswith("FR") and int(found[25:]) != _rib_key(found[4:25]):
        raise WrongValue("not_an_iban", "La clé RIB de cet IBAN n’est pas juste", "The RIB key of this IBAN is wrong")
    return found


def _rib_key(account: str) -> int:
    """97 - ((89 bank + 15 branch + 3 account) mod 97), letters by their place on a keypad (CFONB)."""
    digits = account.translate(_RIB_LETTERS)
    return 97 - (89 * int(digits[:5]) + 15 * int(digits[5:10]) + 3 * int(digits[10:])) % 97


def vat_number(value: Any) -> str:
    """A VAT number of the European Union with a right key, in capitals without spaces."""
    bare = re.sub(r"[\s.\u00a0\u202f]", "", _text(value)).upper()
    try:
        return str(vat.validate(bare))
    except stdnum_errors.ValidationError as error:
        raise WrongValue(
            "not_a_vat_number", "Ce numéro de TVA n’est pas valide", "This VAT number is not valid"
        ) from error


def country(value: Any) -> str:
    """A country as two letters (ISO 3166-1)."""
    text = _text(value).strip().upper()
    if text not in phonenumbers.SUPPORTED_REGIONS:
        raise WrongValue(
            "not_a_country", "Un pays s’écrit en deux lettres, par exemple FR", "A country is two letters, such as FR"
        )
    return text


def colour(value: Any) -> str:
    """A colour as #rrggbb in lower case."""
    text = _text(value).strip().lower()
    if not _COLOUR.fullmatch(text):
        raise WrongValue("not_a_colour", "Une couleur s’écrit #rrggbb", "A colour is written #rrggbb")
    return text


def minor_units(value: Any) -> int:
    """An amount, given with at most two decimals, as a whole number of cents."""
    try:
        amount = value if isinstance(value, Decimal) else Decimal(str(value))
        cents = amount * 100
        if not amount.is_finite() or cents != cents.to_integral_value():
            raise WrongValue("decimal_max_places", "Au plus 2 décimales", "At most 2 decimals")
    except InvalidOperation as error:
        raise WrongValue("not_an_amount", "Un montant est attendu", "An amount is expected") from error
    if not 0 <= cents <= MAX_MINOR:
        raise WrongValue(
            "amount_out_of_range",
            "Le montant va de 0 à 999 999 999 999,99",
            "The amount ranges from 0 to 999,999,999,999.99",
        )
    return int(cents)


def amount_text(minor: int | None) -> str | None:
    """Cents as a decimal text, "48600.00"; None stays None."""
    return None if minor is None else f"{minor // 100}.{minor % 100:02d}"


def whole(low: int, high: int) -> Cleaner:
    """A whole number from `low` to `high`."""

    def cleaned(value: Any) -> int:
        try:
            number = int(value) if not isinstance(value, bool) and Decimal(str(value)) % 1 == 0 else None
        except (ValueError, InvalidOperation, OverflowError):
            number = None
        if number is None:
            raise WrongValue("int_type", "Un nombre entier est attendu", "A whole number is expected")
        if not low <= number <= high:
            raise WrongValue(
                "out_of_range", f"Un nombre de {low} à {high} est attendu", f"A number from {low} to {high} is expected"
            )
        return number

    return cleaned


def day(value: Any) -> date:
    """A date from 1900 to 2200."""
    try:
        found = value.date() if isinstance(value, datetime) else value
        found = found if isinstance(found, date) else date.fromisoformat(str(found))
    except ValueError as error:
        raise WrongValue("date_type", "Une date est attendue", "A date is expected") from error
    if not 1900 <= found.year <= 2200:
        raise WrongValue("date_out_of_range", "L’année va de 1900 à 2200", "The year ranges from 1900 to 2200")
    return found


def moment(value: Any) -> datetime:
    """A moment with its time zone, also given as ISO text, as UTC; from 1900 to 2200."""
    wrong = WrongValue(
        "datetime_type", "Une date et une heure sont attendues", "A date with a time and its time zone is expected"
    )
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if found.tzinfo is None:
            raise wrong
        found = found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise wrong from error
    if not 1900 <= found.year <= 2200:
        raise WrongValue("date_out_of_range", "L’année va de 1900 à 2200", "The year ranges from 1900 to 2200")
    return found


def identifier(value: Any) -> UUID:
    """An id, also given as text."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError as error:
        raise WrongValue("uuid_parsing", "Cet identifiant n’est pas valide", "This identifier is not valid") from error


def one_of(choices: Collection[str]) -> Cleaner:
    """One of the values offered."""

    def cleaned(value: Any) -> str:
        if value not in choices:
            raise WrongValue("literal_error", "Cette valeur n’est pas proposée", "This value is not offered")
        return str(value)

    return cleaned


def missing(names: Iterable[str], values: Mapping[str, Any], *, path: str = "") -> list[FieldProblem]:
    """The problems of required fields that are absent or empty."""
    text = Text(fr="Ce champ est obligatoire", en="This field is required")
    return [FieldProblem(path + name, "missing", text) for name in names if values.get(name) is None]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValue("string_type", "Un texte est attendu", "Text is expected")
    if has_control_characters(value):
        raise WrongValue(
            "control_characters",
            "Ce texte contient des caractères de contrôle",
            "This text holds control characters",
        )
    return value


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise WrongValue(
            "string_too_long", f"Au plus {limit} caractères acceptés", f"At most {limit} characters accepted"
        )
    return text
