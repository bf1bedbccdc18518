"""What a contact's fields may hold, and how a full name splits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sillage.kernel.text import normalise
from sillage.kernel.values import (
    Cleaner,
    country,
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
_TITLES = {"m": "m", "m.": "m", "mr": "m", "mr.": "m", "monsieur": "m", "mme": "mme", "mme.": "mme", "madame": "mme",
           "mrs": "mme", "mrs.": "mme", "ms": "mme", "ms.": "mme", "mlle": "mme", "mademoiselle": "mme"}  # fmt: skip


def civility(value: Any) -> str:
    """`mme` or `m`, from the usual ways of writing them."""
    word = normalise(value) if isinstance(value, str) else value
    return str(one_of(CIVILITIES)(_TITLES.get(word, word)))


CLEANERS: dict[str, Cleaner] = {
    "civility": optional(civility),
    "first_name": optional(line(120)),
    "last_name": optional(line(120)),
    "job_title": optional(line(200)),
    "email": optional(email),
    "phone": optional(phone),
    "mobile": optional(phone),
    "linkedin_url": optional(url),
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
    columns = dict(fields)
    if "first_name" in fields or "last_name" in fields:
        columns["name"] = full_name(first_name, last_name)
        columns["sort_name"] = normalise(columns["name"])
    return columns
