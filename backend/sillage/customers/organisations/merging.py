"""What organisations offer so that they are compared and merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sillage.customers.organisations.lists import lists_of
from sillage.customers.organisations.models import Provenance
from sillage.kernel.registry import Through
from sillage.kernel.text import Text, normalise
from sillage.records.duplicates.ports import DuplicateRules, KeyKind, KeyRule, Reference

_EMAILS = Through("customers_organisation_email", "organisation_id", "address")
_PHONES = Through("customers_organisation_phone", "organisation_id", "number")
_IDENTITY = {
    "emails": ("address",),
    "phones": ("number",),
    "addresses": ("street", "postal_code", "city", "country"),
}


def duplicate_rules() -> DuplicateRules:
    """A company is one by its numbers; by its name when nothing speaks against it."""
    return DuplicateRules(
        keys=(
            KeyRule(KeyKind.SIREN, ("siren",), 97),
            KeyRule(KeyKind.SIRET, ("siret",), 97),
            KeyRule(KeyKind.VAT_NUMBER, ("vat_number",), 95),
            KeyRule(KeyKind.EMAIL, ("email",), 65, (_EMAILS,)),
            KeyRule(KeyKind.PHONE, ("phone",), 60, (_PHONES,)),
            KeyRule(KeyKind.LINKEDIN, ("linkedin_url",), 90),
            KeyRule(KeyKind.DOMAIN, ("website", "email"), 55, (_EMAILS,)),
            KeyRule(KeyKind.COMPANY, ("name", "legal_name", "trade_name"), 75),
            KeyRule(KeyKind.PLACE, ("postal_code", "city"), 20),
        ),
        asked=(
            ("name", "name"),
            ("siren", "siren"),
            ("vat_number", "vat_number"),
            ("email", "email"),
            ("phone", "phone"),
            ("website", "website"),
            ("linkedin_url", "linkedin_url"),
        ),
    )


def references() -> tuple[Reference, ...]:
    """Lists and where values came from belong to organisations, and so do their establishments."""
    listed = ("customers_organisation_email", "customers_organisation_phone", "customers_organisation_address")
    return (
        Reference(
            "customers_organisation",
            "parent_id",
            "organisation",
            of="organisation",
            label=Text(fr="Entreprises rattachées", en="Subsidiaries"),
        ),
        *(
            Reference(table, "organisation_id", "organisation", key=("organisation_id", "position"), policy="drop")
            for table in listed
        ),
        Reference(
            "customers_organisation_kind",
            "organisation_id",
            "organisation",
            key=("organisation_id", "kind"),
            policy="drop",
        ),
        Reference(
            "customers_provenance", "organisation_id", "organisation", key=("organisation_id", "field"), policy="drop"
        ),
        Reference("customers_registry_proposal", "organisation_id", "organisation", unique=(("field", "fingerprint"),)),
    )


def merge_lists(survivor_id: UUID, loser_ids: Sequence[UUID]) -> dict[str, Any]:
    """The lists of the organisation that stays, with what the merged ones have beside; only those that grow."""
    lists = lists_of([survivor_id, *loser_ids])
    found: dict[str, Any] = {}
    for name, identity in _IDENTITY.items():
        kept = lists[survivor_id][name]
        known = {_same(entry, identity) for entry in kept}
        added: list[dict[str, Any]] = []
        for entry in (entry for loser_id in loser_ids for entry in lists[loser_id][name]):
            same = _same(entry, identity)
            if same not in known:
                known.add(same)
                plain = {key: value for key, value in entry.items() if key != "department"}
                added.append(plain | {"primary": not (kept or added)})
        if added:
            found[name] = [
                *({key: value for key, value in entry.items() if key != "department"} for entry in kept), *added
            ]  # fmt: skip
    kinds = list(dict.fromkeys(kind for each in (survivor_id, *loser_ids) for kind in lists[each]["kinds"]))
    if len(kinds) > len(lists[survivor_id]["kinds"]):
        found["kinds"] = kinds
    return found


def _same(entry: dict[str, Any], identity: Sequence[str]) -> tuple[str, ...]:
    return tuple(normalise(str(entry[key] or "")) for key in identity)


def from_register(ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """The values of these organisations that a register gave and nobody edited: record and field."""
    rows = Provenance.objects.filter(organisation_id__in=list(ids))
    return set(rows.values_list("organisation_id", "field"))
