"""Which organisation a row of a file means: by SIREN, else by domain, else by its name without legal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.customers.organisations.models import Organisation
from sillage.kernel.permissions import Actor, within
from sillage.kernel.text import normalise

# Legal forms as they are written before or after a name, most frequent first.
FORMS = (
    "sas", "sarl", "sa", "sasu", "eurl", "sci", "snc", "scop", "scp", "selarl", "ei", "eirl", "gie", "s.a.s.",
    "s.a.r.l.", "s.a.", "ltd", "inc", "inc.", "llc", "gmbh", "ag", "bv", "spa", "srl", "plc", "corp", "corp.",
)  # fmt: skip
_FORMS = frozenset(FORMS)
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#]+\.[a-z]{2,})", re.IGNORECASE)


def bare_name(name: str) -> str:
    """A name as it compares: no case, no accent, no legal form at either end."""
    words = normalise(name).replace(",", " ").split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    while len(words) > 1 and words[0] in _FORMS:
        words.pop(0)
    return " ".join(words)


def domain_of(website: str | None) -> str | None:
    """`orme.fr` of `https://www.orme.fr/contact`; None without a domain."""
    found = _HOST.match((website or "").strip())
    return found[1].lower() if found else None


def identity(values: Mapping[str, Any]) -> list[str]:
    """What a row knows of an organisation as comparable keys, the strongest first."""
    keys = [f"siren:{values['siren']}"] if values.get("siren") else []
    if domain := domain_of(values.get("website")):
        keys.append(f"domain:{domain}")
    if name := values.get("name"):
        keys.append(f"name:{bare_name(name)}")
    return keys


def find(actor: Actor, candidates: Sequence[Mapping[str, Any]]) -> list[UUID | None]:
    """The organisation each candidate means, among those the actor may see; the oldest of several.

    A name alone never means an organisation of another SIREN.
    """
    by_siren = _ids(actor, "siren", {values["siren"] for values in candidates if values.get("siren")})
    sites = {form: domain for values in candidates if (domain := domain_of(values.get("website")))
             for form in _sites(domain)}  # fmt: skip
    by_site = {sites[site]: found for site, found in _ids(actor, "website", sites).items()}
    names = {form: bare for values in candidates if values.get("name")
             for bare in [bare_name(values["name"])] for form in _names(bare)}  # fmt: skip
    by_name: dict[str, tuple[UUID, str | None]] = {}
    for form, found in _ids(actor, "sort_name", names).items():
        by_name.setdefault(names[form], found)
    return [_meant(values, by_siren, by_site, by_name) for values in candidates]


def _meant(
    values: Mapping[str, Any],
    by_siren: Mapping[str, tuple[UUID, str | None]],
    by_site: Mapping[str, tuple[UUID, str | None]],
    by_name: Mapping[str, tuple[UUID, str | None]],
) -> UUID | None:
    siren = values.get("siren")
    if siren and siren in by_siren:
        return by_siren[siren][0]
    others = (by_site.get(domain_of(values.get("website")) or ""), by_name.get(bare_name(values.get("name") or "")))
    for found in others:
        if found is not None and (not siren or found[1] in (None, siren)):
            return found[0]
    return None


def _sites(domain: str) -> list[str]:
    hosts = (domain, f"www.{domain}")
    return [f"{scheme}://{host}{end}" for scheme in ("https", "http") for host in hosts for end in ("", "/")]


def _names(bare: str) -> list[str]:
    return [bare, *(f"{bare} {form}" for form in FORMS), *(f"{form} {bare}" for form in FORMS[:12])]


def _ids(actor: Actor, column: str, keys: Iterable[str]) -> dict[str, tuple[UUID, str | None]]:
    """The oldest visible organisation of each key, with its SIREN."""
    wanted = sorted(keys)
    found: dict[str, tuple[UUID, str | None]] = {}
    alive = within(actor, "organisation.see", Organisation.objects.filter(deleted_at__isnull=True))
    for start in range(0, len(wanted), 5000):
        rows = alive.filter(**{f"{column}__in": wanted[start : start + 5000]}).order_by("created_at", "id")
        for key, record_id, siren in rows.values_list(column, "id", "siren"):
            found.setdefault(key, (record_id, siren))
    return found
