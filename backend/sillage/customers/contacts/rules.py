"""What a contact's fields may hold, how lists and single values stay one, and how a full name splits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from sillage.customers.channels.rules import (
    BARE,
    Entry,
    email_list,
    filled_in,
    is_fixed,
    is_mobile,
    one_primary,
    phone_columns,
    phone_list,
    plain,
    plain_phones,
    primary_value,
    with_value,
)
from sillage.kernel.text import normalise
from sillage.kernel.values import (
    Cleaner,
    WrongValue,
    country,
    day,
    email,
    identifier,
    line,
    one_of,
    optional,
    paragraph,
    phone,
    url,
)

CIVILITIES = ("mme", "m")
DECISION_ROLES = ("decider", "recommender", "user", "buyer", "influencer", "blocker")
CHANNELS = ("email", "phone", "sms", "post")
OPT_OUT_SOURCES = ("person", "phone_call", "email", "form", "import", "register", "other")
LISTS = ("emails", "phones", "affiliations")
EMAIL_KIND, PHONE_KIND = "work", "work"
_REPEATED = {
    "emails": frozenset({"email"}),
    "phones": frozenset({"phone", "mobile"}),
    "affiliations": frozenset({"organisation_id"}),
}
# ISO 639-1, the languages people are written to in Europe and with its neighbours.
LANGUAGES = (
    "fr", "en", "de", "es", "it", "nl", "pt", "pl", "ro", "cs", "sk", "hu", "bg", "el", "sv", "da", "fi", "no", "et",
    "lv", "lt", "sl", "hr", "uk", "ru", "tr", "ar", "he", "zh", "ja", "ko",
)  # fmt: skip
MAX_AFFILIATIONS = 20
_TITLES = {"m": "m", "m.": "m", "mr": "m", "mr.": "m", "monsieur": "m", "mme": "mme", "mme.": "mme", "madame": "mme",
           "mrs": "mme", "mrs.": "mme", "ms": "mme", "ms.": "mme", "mlle": "mme", "mademoiselle": "mme"}  # fmt: skip


# What files write for a title, beside the titles themselves.
CIVILITY_WORDS = {**_TITLES, "f": "mme", "h": "m", "femme": "mme", "homme": "m", "female": "mme", "male": "m"}


def civility(value: Any) -> str:
    """`mme` or `m`, from the usual ways of writing them."""
    word = normalise(value) if isinstance(value, str) else value
    return str(one_of(CIVILITIES)(_TITLES.get(word, word)))


def time_zone(value: Any) -> str:
    """A time zone by its IANA name, "Europe/Paris"."""
    text: str = line(40)(value)
    if text not in _time_zones():
        raise WrongValue("not_a_time_zone", "Ce fuseau horaire est inconnu", "This time zone is unknown")
    return text


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def channels(value: Any) -> list[str]:
    """Channels of an objection, in their usual order."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    wanted = {one_of(CHANNELS)(each) for each in given}
    return [channel for channel in CHANNELS if channel in wanted]


_AFFILIATION: dict[str, Cleaner] = {
    "organisation_id": identifier,
    "role": optional(line(120)),
    "starts_on": optional(day),
    "ends_on": optional(day),
}


def affiliations(value: Any) -> list[Entry]:
    """Places at organisations `{organisation_id, role, main, starts_on, ends_on}`; ids and days as text.

    The first marked main is it; when no entry says so, the first that has not ended. A bare id stands for
    a place.
    """
    if not isinstance(value, list | tuple):
        raise WrongValue("list_type", "Une liste est attendue", "A list is expected")
    if len(value) > MAX_AFFILIATIONS:
        raise WrongValue("too_long", f"Au plus {MAX_AFFILIATIONS} lignes", f"At most {MAX_AFFILIATIONS} lines")
    entries = [_affiliation(each) for each in value]
    places = [tuple(each[name] for name in _AFFILIATION) for each in entries]
    if len(set(places)) < len(places):
        raise WrongValue("duplicate", "Le même rattachement figure deux fois", "The same place stands here twice")
    said = any(isinstance(each, Mapping) and "main" in each for each in value)
    main = next((each for each in entries if each["main"] or (not said and not each["ends_on"])), None)
    for each in entries:
        each["main"] = each is main
    return entries


def _affiliation(value: Any) -> Entry:
    given = value if isinstance(value, Mapping) else {"organisation_id": value}
    if unknown := set(given) - {*_AFFILIATION, "main", "organisation_name"}:
        name = min(unknown)
        raise WrongValue("extra_forbidden", f"Le champ « {name} » est inconnu", f"The field '{name}' is unknown")
    found = {name: cleaner(given.get(name)) for name, cleaner in _AFFILIATION.items()}
    if found["starts_on"] and found["ends_on"] and found["ends_on"] < found["starts_on"]:
        raise WrongValue(
            "ends_before_it_starts", "La fin précède le début du rattachement", "The place ends before it starts"
        )
    entry = {name: str(value) if isinstance(value, UUID | date) else value for name, value in found.items()}
    main = given.get("main")
    if main not in (None, True, False):
        raise WrongValue("bool_type", "Oui ou non est attendu", "Yes or no is expected")
    if main and entry["ends_on"] is not None:
        raise WrongValue(
            "ended_main", "Un rattachement terminé n’est pas le principal", "A place that has ended is not the main one"
        )
    return entry | {"main": bool(main)} | ({} if isinstance(value, Mapping) else {BARE: True})


CLEANERS: dict[str, Cleaner] = {
    "civility": optional(civility),
    "first_name": optional(line(120)),
    "last_name": optional(line(120)),
    "job_title": optional(line(200)),
    "email": optional(email),
    "phone": optional(phone),
    "mobile": optional(phone),
    "emails": email_list(EMAIL_KIND),
    "phones": phone_list(PHONE_KIND),
    "affiliations": affiliations,
    "opt_outs": channels,
    "linkedin_url": optional(url),
    "language": optional(one_of(LANGUAGES)),
    "time_zone": optional(time_zone),
    "decision_role": optional(one_of(DECISION_ROLES)),
    "organisation_id": optional(identifier),
    "address_line": optional(line(200)),
    "postal_code": optional(line(12)),
    "city": optional(line(120)),
    "country": optional(country),
    "source": optional(line(120)),
    "reference": optional(line(120)),
    "description": optional(paragraph()),
    "owner_id": optional(identifier),
    "team_id": optional(identifier),
}


def full_name(first_name: str | None, last_name: str | None) -> str:
    """ "First Last", or the one that is known."""
    return " ".join(part for part in (first_name, last_name) if part)


def split_name(name: str) -> dict[str, str]:
    """Title, first and last name of a full name.

    "Mme Claire Vasseur", "VASSEUR Claire" and "Vasseur, Claire" all give Claire Vasseur; a single word
    is a last name.
    """
    words = name.replace("\u00a0", " ").split()
    parts: dict[str, str] = {}
    if len(words) > 1 and words[0].lower() in _TITLES:
        parts["civility"] = _TITLES[words.pop(0).lower()]
    joined = " ".join(words)
    last, comma, first = joined.partition(",")
    if not comma:
        capitals = 0
        while capitals < len(words) and len(words[capitals]) > 1 and words[capitals].isupper():
            capitals += 1
        cut = capitals if 0 < capitals < len(words) else 0
        last, first = (" ".join(words[:cut]), " ".join(words[cut:])) if cut else (" ".join(words[1:]), words[0])
    if not last.strip():
        last, first = first, ""
    parts |= {"last_name": last.strip(), "first_name": first.strip()}
    return {field: text for field, text in parts.items() if text}


def columns_of(fields: Mapping[str, Any], first_name: str | None, last_name: str | None) -> dict[str, Any]:
    """Clean field values as the table keeps them; the names are those the contact will have."""
    columns = {name: value for name, value in fields.items() if name not in (*LISTS, "opt_outs")}
    if "first_name" in fields or "last_name" in fields:
        columns["name"] = full_name(first_name, last_name)
        columns["sort_name"] = normalise(columns["name"])
    return columns


def touched_lists(fields: Mapping[str, Any]) -> list[str]:
    """The lists that the fields given may change."""
    return [name for name, singles in _REPEATED.items() if name in fields or not singles.isdisjoint(fields)]


def settled(fields: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
    """The fields given with everything that follows from them; lists and single values agree afterwards.

    `present` holds the lists and columns of the contact as it is. Where both a list and a single value are
    given, the list is kept and the single value leads it.
    """
    after = dict(fields)
    if "email" in fields or "emails" in fields:
        entries = _filled(fields, present, "emails", "address")
        if _speaks(fields, "email", "emails"):
            entries = with_value(entries, "address", fields["email"], kind=EMAIL_KIND)
        after |= {"emails": entries, "email": primary_value(entries, "address")}
    if not {"phone", "mobile", "phones"}.isdisjoint(fields):
        entries = _filled(fields, present, "phones", "number")
        if _speaks(fields, "phone", "phones"):
            entries = with_value(entries, "number", fields["phone"], kind=PHONE_KIND, member=is_fixed)
        if _speaks(fields, "mobile", "phones"):
            entries = with_value(entries, "number", fields["mobile"], kind="mobile", member=is_mobile)
        after |= {"phones": entries} | phone_columns(entries)
    if "organisation_id" in fields or "affiliations" in fields:
        known = present.get("affiliations", [])
        bare = any(each.get(BARE) for each in fields.get("affiliations", ()))
        places = filled_in(fields.get("affiliations", known), known, "organisation_id", "main")
        if bare and not any(each["main"] for each in places):
            places = _first_main(places)
        if _speaks(fields, "organisation_id", "affiliations"):
            places = with_main(places, fields["organisation_id"])
        main = next((each["organisation_id"] for each in places if each["main"]), None)
        after |= {"affiliations": places, "organisation_id": UUID(main) if main else None}
    return after


def _filled(fields: Mapping[str, Any], present: Mapping[str, Any], name: str, value_name: str) -> list[Entry]:
    known: list[Entry] = present.get(name, [])
    return one_primary(filled_in(fields.get(name, known), known, value_name))


def _first_main(places: Sequence[Entry]) -> list[Entry]:
    main = next((each for each in places if each["ends_on"] is None), None)
    return [each | {"main": each is main} for each in places]


def _speaks(fields: Mapping[str, Any], single: str, listed: str) -> bool:
    return single in fields and not (listed in fields and fields[single] is None)


def place_at(organisation_id: UUID) -> Entry:
    """A main place of which only the organisation is known."""
    return {"organisation_id": str(organisation_id), "role": None, "starts_on": None, "ends_on": None, "main": True}


def with_main(places: Sequence[Entry], organisation_id: UUID | None) -> list[Entry]:
    """The places after the main organisation was set: a known one becomes main, another takes the main one's place."""
    wanted = str(organisation_id) if organisation_id else None
    main = next((each for each in places if each["main"]), None)
    if main is not None and main["organisation_id"] == wanted:
        return [dict(each) for each in places]
    if wanted is None:
        return [dict(each) for each in places if each is not main]
    known = next((each for each in places if each["organisation_id"] == wanted and each["ends_on"] is None), None)
    if known is not None:
        return [dict(each) | {"main": each is known} for each in places]
    if main is None:
        return [*(dict(each) for each in places), place_at(UUID(wanted))]
    return [place_at(UUID(wanted)) if each is main else dict(each) for each in places]


def told(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose change history keeps: a list only when it says more than the single values, before or after."""
    silent = {name for name in LISTS if name in after and _plain(name, before) and _plain(name, after)}
    return {name: value for name, value in after.items() if name not in silent}


def _plain(name: str, values: Mapping[str, Any]) -> bool:
    entries: list[Entry] = values[name]
    if name == "emails":
        return entries == plain("address", primary_value(entries, "address"), EMAIL_KIND)
    if name == "phones":
        columns = phone_columns(entries)
        return entries == plain_phones(columns["phone"], columns["mobile"], PHONE_KIND)
    return entries == [place_at(UUID(each["organisation_id"])) for each in entries[:1]]
