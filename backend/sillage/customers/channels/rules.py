"""Lists of e-mail addresses, telephone numbers and postal addresses, and the single values that repeat them.

A list is kept as plain dictionaries, in the order a person gave, exactly one entry marked primary. A record
also has single columns (`email`, `phone`, `mobile`, the main address) that tables, imports and simple forms
read and write; the functions here keep both saying the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sillage.customers.channels.types import ADDRESS_KINDS, EMAIL_KINDS, PHONE_KINDS, VALIDITIES
from sillage.kernel.values import Cleaner, WrongValue, country, email, line, one_of, optional, phone

Entry = dict[str, Any]
MAX_ENTRIES = 20
# Marks an entry of which only the value was given, until what is known of it is filled in.
BARE = "bare"
MOBILE = "mobile"
ADDRESS_LINES = ("recipient", "delivery_point", "building", "street", "locality")
# The main address as the record's own columns have it.
ADDRESS_COLUMNS = {"street": "address_line", "postal_code": "postal_code", "city": "city", "country": "country"}
_POSTAL_LINE = 38
_FRENCH_MOBILE = re.compile(r"\+33[67]")


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValue("bool_type", "Oui ou non est attendu", "Yes or no is expected")
    return value


def list_of(value_name: str, cleaner: Cleaner, kinds: Collection[str], default_kind: str) -> Cleaner:
    """Cleans a list of entries around one value each; a bare text stands for an entry of the default kind."""
    cleaners: dict[str, Cleaner] = {
        value_name: cleaner,
        "kind": one_of(kinds),
        "label": optional(line(60)),
        "validity": one_of(VALIDITIES),
        "primary": _flag,
    }
    defaults = {"kind": default_kind, "label": None, "validity": "unknown", "primary": False}

    def cleaned(value: Any) -> list[Entry]:
        entries = []
        for each in _as_list(value):
            given = {value_name: each} if isinstance(each, str) else each
            entry = _entry(given, cleaners, defaults, (value_name,))
            if isinstance(each, str):
                entry[BARE] = True
            if isinstance(given, Mapping) and not given.get("kind") and _FRENCH_MOBILE.match(str(entry[value_name])):
                entry["kind"] = MOBILE
            entries.append(entry)
        return one_primary(_distinct(entries, lambda each: _identity(each, value_name)))

    return cleaned


def _as_list(value: Any) -> Sequence[Any]:
    found = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(found, list | tuple):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    if len(found) > MAX_ENTRIES:
        raise WrongValue("too_long", f"Au plus {MAX_ENTRIES} lignes", f"At most {MAX_ENTRIES} lines")
    return found


def _entry(given: Any, cleaners: Mapping[str, Cleaner], defaults: Mapping[str, Any], required: Iterable[str]) -> Entry:
    if not isinstance(given, Mapping):
        raise WrongValue("dict_type", "Un objet est attendu", "An object is expected")
    entry = dict(defaults)
    for name, value in given.items():
        if name not in cleaners:
            raise WrongValue("extra_forbidden", f"Le champ « {name} » est inconnu", f"The field '{name}' is unknown")
        if value is not None or defaults.get(name, "") is None:
            entry[name] = cleaners[name](value)
    if any(entry.get(name) is None for name in required):
        raise WrongValue("missing", "Ce champ est obligatoire", "This field is required")
    return entry


def _identity(entry: Entry, value_name: str) -> tuple[Any, bool]:
    # One number may be both the fixed and the mobile one of a record, as columns of files say.
    return entry[value_name], value_name == "number" and entry["kind"] == MOBILE


def _distinct(entries: Iterable[Entry], identity: Callable[[Entry], Any]) -> list[Entry]:
    kept: dict[Any, Entry] = {}
    for entry in entries:
        first = kept.setdefault(identity(entry), entry)
        first["primary"] = first["primary"] or entry["primary"]
    return list(kept.values())


def one_primary(entries: list[Entry]) -> list[Entry]:
    """Exactly one entry is primary: the first one marked, else the first."""
    chosen = next((place for place, each in enumerate(entries) if each["primary"]), 0)
    for place, each in enumerate(entries):
        each["primary"] = place == chosen
    return entries


def filled_in(
    entries: Sequence[Entry], present: Sequence[Entry], value_name: str, flag: str = "primary"
) -> list[Entry]:
    """The list with what is known already of entries of which only the value was given."""
    known = {each[value_name]: each for each in present}
    filled = []
    for each in entries:
        entry = {name: value for name, value in each.items() if name != BARE}
        if each.get(BARE):
            entry = dict(known.get(each[value_name], entry | {flag: False}))
        filled.append(entry)
    return filled


def primary_value(entries: Sequence[Entry], value_name: str) -> str | None:
    """The value of the primary entry; None for an empty list."""
    return next((each[value_name] for each in entries if each["primary"]), None)


def phone_columns(entries: Sequence[Entry]) -> dict[str, str | None]:
    """`phone` and `mobile` of a contact: of each sort the primary one, else the first."""
    found: dict[str, str | None] = {"phone": None, "mobile": None}
    for each in sorted(entries, key=lambda each: not each["primary"]):
        name = "mobile" if each["kind"] == MOBILE else "phone"
        found[name] = found[name] or each["number"]
    return found


def with_value(
    entries: Sequence[Entry],
    value_name: str,
    value: str | None,
    *,
    kind: str,
    member: Callable[[Entry], bool] = lambda each: True,
) -> list[Entry]:
    """The list after its single value was set: known values come first, others take the present one's place.

    `member` says which entries the single value speaks for; None takes the present one away.
    """
    ours = sorted((each for each in entries if member(each)), key=lambda each: not each["primary"])
    present = ours[0] if ours else None
    known = next((each for each in ours if each[value_name] == value), None)
    result = [dict(each) for each in entries]
    if present is not None and value == present[value_name]:
        return result
    if value is None:
        return one_primary([dict(each) for each in entries if each is not present])
    fresh = _plain_entry(value_name, value, kind)
    if present is None:
        return one_primary([*result, fresh])
    place = next(place for place, each in enumerate(entries) if each is present)
    if known is None:
        result[place] = fresh | {"kind": present["kind"], "label": present["label"], "primary": present["primary"]}
        return result
    # What was second becomes first of its sort: it changes places with the present one.
    other = next(place for place, each in enumerate(entries) if each is known)
    result[place], result[other] = result[other], result[place]
    result[place]["primary"], result[other]["primary"] = present["primary"], False
    return result


def is_mobile(entry: Entry) -> bool:
    """True for an entry the single value `mobile` speaks for."""
    return bool(entry["kind"] == MOBILE)


def is_fixed(entry: Entry) -> bool:
    """True for an entry the single value `phone` of a contact speaks for."""
    return not is_mobile(entry)


def plain(value_name: str, value: str | None, kind: str) -> list[Entry]:
    """The list a single value makes when nothing more is known."""
    return [_plain_entry(value_name, value, kind) | {"primary": True}] if value else []


def plain_phones(phone_number: str | None, mobile_number: str | None, kind: str) -> list[Entry]:
    """The list that `phone` and `mobile` make when nothing more is known."""
    mobiles = [_plain_entry("number", mobile_number, MOBILE)] if mobile_number else []
    return one_primary([*plain("number", phone_number, kind), *mobiles])


def _plain_entry(value_name: str, value: str | None, kind: str) -> Entry:
    return {value_name: value, "kind": kind, "label": None, "validity": "unknown", "primary": False}


def email_list(default_kind: str) -> Cleaner:
    """Cleans a list of e-mail addresses `{address, kind, label, validity, primary}`."""
    return list_of("address", email, EMAIL_KINDS, default_kind)


def phone_list(default_kind: str) -> Cleaner:
    """Cleans a list of telephone numbers `{number, kind, label, validity, primary}`, E.164."""
    return list_of("number", phone, PHONE_KINDS, default_kind)


_ADDRESS_CLEANERS: dict[str, Cleaner] = {
    "kind": one_of(ADDRESS_KINDS),
    "label": optional(line(60)),
    "primary": _flag,
    **{name: optional(line(200)) for name in ADDRESS_LINES},
    "postal_code": optional(line(12)),
    "city": optional(line(120)),
    "country": country,
    # Computed, and so taken back from what the API itself gave without being believed.
    "department": lambda value: None,
    "postal_lines": lambda value: None,
    "overlong": lambda value: None,
}
_NO_ADDRESS: Entry = {
    "kind": "head_office",
    "label": None,
    "primary": False,
    **dict.fromkeys(ADDRESS_LINES),
    "postal_code": None,
    "city": None,
    "country": "FR",
}


def address_list(value: Any) -> list[Entry]:
    """Postal addresses `{kind, label, recipient, delivery_point, building, street, locality, postal_code, city,
    country, primary}`; empty ones are left out, `department` follows."""
    entries = [_entry(each, _ADDRESS_CLEANERS, _NO_ADDRESS, ()) for each in _as_list(value)]
    for each in entries:
        each.pop("postal_lines", None)
        each.pop("overlong", None)
        each["department"] = department(each["postal_code"], each["country"])
    held = (*ADDRESS_LINES, "postal_code", "city")
    return one_primary([each for each in entries if any(each[name] for name in held)])


def address_columns(entries: Sequence[Entry]) -> dict[str, str | None]:
    """The record's own address columns: those of the primary address, all empty without one but the country."""
    main = next((each for each in entries if each["primary"]), None)
    if main is None:
        return {"address_line": None, "postal_code": None, "city": None, "department": None}
    return {column: main[name] for name, column in ADDRESS_COLUMNS.items()} | {"department": main["department"]}


def with_address(entries: Sequence[Entry], columns: Mapping[str, Any], present: Mapping[str, Any]) -> list[Entry]:
    """The addresses after columns of the main one were set; `present` gives the columns not named."""
    names = {column: name for name, column in ADDRESS_COLUMNS.items()}
    if not entries:
        seed = {name: present.get(column) for column, name in names.items()}
        entries = [_NO_ADDRESS | {name: value for name, value in seed.items() if value} | {"primary": True}]
    changed = {names[column]: value for column, value in columns.items() if column in names}
    return address_list([dict(each) | changed if each["primary"] else dict(each) for each in entries])


def plain_address(entries: Sequence[Entry]) -> bool:
    """True when the addresses say no more than the record's own columns."""
    if len(entries) > 1:
        return False
    extra = [name for name in (*ADDRESS_LINES, "label") if name != "street"]
    return all(each["kind"] == "head_office" and not any(each[name] for name in extra) for each in entries)


def department(postal_code: str | None, country_code: str | None) -> str | None:
    """The French department of a postcode: its first two digits, 2A or 2B in Corsica, 971 to 988 overseas."""
    code = postal_code or ""
    if (country_code or "FR") != "FR" or len(code) != 5 or not (code.isascii() and code.isdecimal()):
        return None
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:3] if code[:2] in ("97", "98") else code[:2]


def postal_lines(address: Mapping[str, Any]) -> list[str]:
    """An address as an envelope shows it (NF Z10-011): up to six lines, the town in capitals, then the country."""
    lines = [address[name] for name in ADDRESS_LINES if address.get(name)]
    town = " ".join(part for part in (address.get("postal_code"), address.get("city")) if part)
    if town:
        lines.append(town.upper())
    if address.get("country") not in (None, "FR"):
        lines.append(address["country"])
    return lines


def overlong_lines(address: Mapping[str, Any]) -> list[str]:
    """The fields whose line is longer than the 38 characters of NF Z10-011."""
    long = [name for name in ADDRESS_LINES if len(address.get(name) or "") > _POSTAL_LINE]
    town = " ".join(part for part in (address.get("postal_code"), address.get("city")) if part)
    return long + (["city"] if len(town) > _POSTAL_LINE else [])
