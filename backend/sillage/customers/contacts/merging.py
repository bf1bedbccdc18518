"""What contacts offer so that they are compared and merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from sillage.customers.contacts.lists import lists_of
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Through
from sillage.kernel.text import Text
from sillage.records.duplicates.ports import DuplicateRules, KeyKind, KeyRule, Reference

_EMAILS = Through("customers_contact_email", "contact_id", "address")
_PHONES = Through("customers_contact_phone", "contact_id", "number")
_PLACES = Through("customers_affiliation", "contact_id", "organisation_id")
_IDENTITY = {
    "emails": ("address",),
    "phones": ("number", "kind"),
    "affiliations": ("organisation_id", "role", "starts_on", "ends_on"),
}
# One place at the organisation a contact belongs to is the main one, whatever moved.
_ONE_MAIN = """
UPDATE customers_affiliation a SET is_main = (a.position = coalesce((
  SELECT min(b.position) FROM customers_affiliation b WHERE b.contact_id = a.contact_id
  AND b.organisation_id = c.organisation_id AND b.ends_on IS NULL), -1))
FROM customers_contact c
WHERE c.id = a.contact_id AND a.contact_id IN (
  SELECT p.contact_id FROM customers_affiliation p WHERE p.organisation_id = ANY(%s))
"""


def duplicate_rules() -> DuplicateRules:
    """Two contacts are one person by address or number; by name only together with the organisation or the place."""
    return DuplicateRules(
        keys=(
            KeyRule(KeyKind.EMAIL, ("email",), 90, (_EMAILS,)),
            KeyRule(KeyKind.PHONE, ("phone", "mobile"), 62, (_PHONES,)),
            KeyRule(KeyKind.LINKEDIN, ("linkedin_url",), 90),
            KeyRule(KeyKind.PERSON, ("first_name", "last_name"), 55),
            KeyRule(KeyKind.RELATED, ("organisation_id",), 45, (_PLACES,)),
            KeyRule(KeyKind.DOMAIN, ("email",), 20, (_EMAILS,)),
            KeyRule(KeyKind.PLACE, ("postal_code", "city"), 15),
        ),
        asked=(
            ("name", "last_name"),
            ("email", "email"),
            ("phone", "phone"),
            ("linkedin_url", "linkedin_url"),
            ("organisation_id", "organisation_id"),
        ),
    )


def references() -> tuple[Reference, ...]:
    """Contacts belong to organisations; lists and objections belong to contacts.

    The lists of merged contacts are gathered as values (`merge_lists`). An objection follows with its proof, so that
    the one who is left refuses whatever one of them refused.
    """
    label = Text(fr="Contacts", en="Contacts")
    place = ("contact_id", "role", "starts_on", "ends_on")
    return (
        Reference("customers_contact", "organisation_id", "organisation", of="contact", label=label),
        Reference(
            "customers_affiliation", "organisation_id", "organisation", key=("contact_id", "position"), unique=(place,)
        ),
        *(
            Reference(table, "contact_id", "contact", key=("contact_id", "position"), policy="drop")
            for table in ("customers_contact_email", "customers_contact_phone", "customers_affiliation")
        ),
        Reference("customers_opt_out", "contact_id", "contact", key=("contact_id", "channel"), unique=(("channel",),)),
        Reference("customers_consent_act", "contact_id", "contact"),
    )


def merge_lists(survivor_id: UUID, loser_ids: Sequence[UUID]) -> dict[str, Any]:
    """The lists of the contact that stays, with what those of the merged ones have beside; only those that grow."""
    lists = lists_of([survivor_id, *loser_ids])
    found = {}
    for name, identity in _IDENTITY.items():
        kept = lists[survivor_id][name]
        known = {tuple(entry[key] for key in identity) for entry in kept}
        added: list[dict[str, Any]] = []
        for entry in (entry for loser_id in loser_ids for entry in lists[loser_id][name]):
            same = tuple(entry[key] for key in identity)
            if same not in known:
                known.add(same)
                added.append(entry | {("main" if name == "affiliations" else "primary"): not (kept or added)})
        if added:
            found[name] = [*kept, *added]
    return found


def settle_places(_actor: Actor, name: str, ids: Sequence[UUID]) -> None:
    """After organisations were merged or taken apart: each contact there has one main place, the one it belongs to."""
    if name == "organisation":
        with connection.cursor() as cursor:
            cursor.execute(_ONE_MAIN, [list(ids)])
