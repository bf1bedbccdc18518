"""What an organisation's fields may hold, and how its lists and single values stay one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sillage.customers.channels.rules import (
    Entry,
    address_columns,
    address_list,
    department,
    email_list,
    filled_in,
    one_primary,
    phone_list,
    plain,
    plain_address,
    primary_value,
    with_address,
    with_value,
)
from sillage.kernel.errors import FieldProblem
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import (
    Cleaner,
    WrongValue,
    amount_text,
    country,
    day,
    email,
    identifier,
    line,
    minor_units,
    one_of,
    optional,
    paragraph,
    phone,
    siren,
    siret,
    url,
    vat_number,
    whole,
)

KINDS = ("prospect", "client", "partner", "supplier", "competitor", "other")
NAF_VERSIONS = ("rev2", "2025")
LEGAL_STATUSES = ("active", "closed")
# Bands of employees as INSEE codes them (tranche d'effectifs), with their bounds.
HEADCOUNT_RANGES: dict[str, tuple[int, int | None]] = {
    "NN": (0, 0), "00": (0, 0), "01": (1, 2), "02": (3, 5), "03": (6, 9), "11": (10, 19), "12": (20, 49),
    "21": (50, 99), "22": (100, 199), "31": (200, 249), "32": (250, 499), "41": (500, 999), "42": (1000, 1999),
    "51": (2000, 4999), "52": (5000, 9999), "53": (10_000, None),
}  # fmt: skip
LISTS = ("kinds", "emails", "phones", "addresses")
EMAIL_KIND, PHONE_KIND = "general", "switchboard"
_ADDRESS_FIELDS = ("address_line", "postal_code", "city", "country")
# The single values that repeat the main entry of each list.
_REPEATED = {
    "kinds": frozenset({"kind"}),
    "emails": frozenset({"email"}),
    "phones": frozenset({"phone"}),
    "addresses": frozenset(_ADDRESS_FIELDS),
}
_NAF = re.compile(r"(\d{2})\.?(\d{2})([A-Z])")
_OTHER_SIREN = Text(fr="Ce SIRET n’appartient pas à ce SIREN", en="This SIRET does not belong to this SIREN")


def naf_code(value: Any) -> str:
    """An activity code, four digits and a letter, as "70.10Z"."""
    found = _NAF.fullmatch(line(12)(value).upper().replace(" ", ""))
    if not found:
        raise WrongValue(
            "not_a_naf_code",
            "Un code NAF compte quatre chiffres et une lettre, par exemple 62.02A",
            "An NAF code is four digits and a letter, such as 62.02A",
        )
    return f"{found[1]}.{found[2]}{found[3]}"


def legal_form(value: Any) -> str:
    """A legal category of INSEE (nature juridique), four digits."""
    text: str = line(4)(value)
    if len(text) != 4 or not (text.isascii() and text.isdecimal()):
        raise WrongValue(
            "not_a_legal_form", "Une catégorie juridique compte quatre chiffres", "A legal category is four digits"
        )
    return text


def kind_list(value: Any) -> list[str]:
    """The relations one has with an organisation, the main one first; at least one."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list | tuple):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    if not found:
        raise WrongValue("missing", "Ce champ est obligatoire", "This field is required")
    return list(dict.fromkeys(one_of(KINDS)(each) for each in found))


CLEANERS: dict[str, Cleaner] = {
    "name": line(200),
    "legal_name": optional(line(200)),
    "trade_name": optional(line(200)),
    "siren": optional(siren),
    "siret": optional(siret),
    "vat_number": optional(vat_number),
    "naf_code": optional(naf_code),
    "naf_version": optional(one_of(NAF_VERSIONS)),
    "legal_form": optional(legal_form),
    "legal_status": optional(one_of(LEGAL_STATUSES)),
    "closed_on": optional(day),
    "website": optional(url),
    "phone": optional(phone),
    "email": optional(email),
    "kind": one_of(KINDS),
    "kinds": kind_list,
    "emails": email_list(EMAIL_KIND),
    "phones": phone_list(PHONE_KIND),
    "addresses": address_list,
    "sector": optional(line(120)),
    "headcount": optional(whole(0, 10_000_000)),
    "headcount_range": optional(one_of(HEADCOUNT_RANGES)),
    "revenue": optional(minor_units),
    "revenue_year": optional(whole(1900, 2200)),
    "parent_id": optional(identifier),
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
COLUMNS = {"revenue": "revenue_minor"}


def touched_lists(fields: Mapping[str, Any]) -> list[str]:
    """The lists that the fields given may change."""
    return [name for name, singles in _REPEATED.items() if name in fields or not singles.isdisjoint(fields)]


def settled(fields: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """The fields given with everything that follows from them; lists and single values agree afterwards.

    `present` holds the lists and columns of the record as it is. Where both a list and its single value
    are given, the list is kept and the single value leads it.
    """
    after = dict(fields)
    if "kind" in fields or "kinds" in fields:
        after["kinds"] = _kinds(fields, present)
        after["kind"] = after["kinds"][0]
    for listed, single, name, kind in (
        ("emails", "email", "address", EMAIL_KIND),
        ("phones", "phone", "number", PHONE_KIND),
    ):
        if single in fields or listed in fields:
            entries = one_primary(filled_in(fields.get(listed, present[listed]), present[listed], name))
            if single in fields and not (listed in fields and fields[single] is None):
                entries = with_value(entries, name, fields[single], kind=kind)
            after[listed], after[single] = entries, primary_value(entries, name)
    given = {name: fields[name] for name in _ADDRESS_FIELDS if name in fields}
    if given or "addresses" in fields:
        after |= _addresses(fields, given, present)
    if "naf_code" in fields:
        after["naf_version"] = (fields.get("naf_version") or "rev2") if fields["naf_code"] else None
    if fields.get("siret") and not fields.get("siren", present.get("siren")):
        after["siren"] = fields["siret"][:9]
    return after


def _kinds(fields: Mapping[str, Any], present: Mapping[str, Any]) -> list[str]:
    kind = fields.get("kind")
    if "kinds" in fields:
        return list(dict.fromkeys([kind, *fields["kinds"]] if kind else fields["kinds"]))
    others = [each for each in present["kinds"] if each not in (kind, present["kind"])]
    return [str(kind), *others]


def _addresses(fields: Mapping[str, Any], given: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    entries: list[Entry] = fields.get("addresses", present["addresses"])
    spoken = {name: value for name, value in given.items() if value is not None or "addresses" not in fields}
    if spoken and (entries or any(value for name, value in spoken.items() if name != "country")):
        entries = with_address(entries, spoken, present)
    columns = address_columns(entries)
    columns.setdefault("country", given.get("country", present["country"]))
    return {"addresses": entries} | columns


def first_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a new record: what is given, with its lists."""
    nothing = {"kinds": [], "emails": [], "phones": [], "addresses": [], "kind": "prospect", "country": "FR"}
    return {"kinds": ["prospect"]} | settled(fields, nothing)


def told(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose change history keeps: a list only when it says more than the single values, before or after."""
    silent = {"department"}
    silent |= {name for name in LISTS if name in after and _plain(name, before) and _plain(name, after)}
    return {name: value for name, value in after.items() if name not in silent}


def _plain(name: str, values: Mapping[str, Any]) -> bool:
    entries = values[name]
    if name == "kinds":
        return len(entries) <= 1
    if name == "addresses":
        return plain_address(entries)
    value_name, kind = ("address", EMAIL_KIND) if name == "emails" else ("number", PHONE_KIND)
    return bool(entries == plain(value_name, primary_value(entries, value_name), kind))


def wrong_siret(siret_kept: str | None, siren_kept: str | None) -> list[FieldProblem]:
    """The problem of a SIRET that belongs to another SIREN."""
    if siret_kept and siren_kept and not siret_kept.startswith(siren_kept):
        return [FieldProblem("siret", "other_siren", _OTHER_SIREN)]
    return []


def columns_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Clean field values as the table keeps them, with what follows from them; lists have tables of their own."""
    columns = {COLUMNS.get(name, name): value for name, value in fields.items() if name not in LISTS}
    if "name" in columns:
        columns["sort_name"] = normalise(columns["name"])
    if "postal_code" in columns and "department" not in columns:
        columns["department"] = department(columns["postal_code"], columns.get("country", "FR"))
    return columns


def shown(name: str, value: Any) -> Any:
    """A clean field value as history shows it: amounts as decimal text."""
    return amount_text(value) if name == "revenue" else value
