"""Writing contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from sillage.customers.contacts.events import ContactCreated, ContactDeleted, ContactRestored, ContactUpdated
from sillage.customers.contacts.models import Contact
from sillage.customers.contacts.queries import contact_after_write
from sillage.customers.contacts.rules import CLEANERS, columns_of, full_name, split_name
from sillage.customers.organisations.queries import linkable_names, organisation_names
from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.events import Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require, within
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import clean
from sillage.records.fields.actions import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)
from sillage.records.search.actions import forget_records, hand_over_records, index_records
from sillage.records.search.types import SearchEntry

OBJECT = "contact"
_NO_NAME = Text(fr="Indiquez un prénom ou un nom", en="Give a first or a last name")
_NO_ORGANISATION = Text(
    fr="Cette entreprise n’existe pas ou ne vous est pas ouverte en modification",
    en="This organisation does not exist or is not open to you for editing",
)


def create_contact(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Create a contact and return its id. Raises `Forbidden` or `InvalidFields`."""
    return _create(actor, [values], many=False)[0]


def create_contacts(actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Create many contacts at once; the path of a wrong field starts with its row, from 0.

    A full `name` may stand in for first and last name. Raises `Forbidden` or `InvalidFields`, and then
    creates none.
    """
    return _create(actor, values, many=True)


def update_contact(
    actor: Actor, contact_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change the fields given; nothing is written when none differs.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    contact = _locked(actor, contact_id, "contact.edit", expected_version)
    own, given = split_extras(values)
    fields, extras = clean(own, CLEANERS), clean_extras(actor, OBJECT, given)
    settle_ownership(actor, [fields], creating=None)
    changes = differences({name: getattr(contact, name) for name in fields}, fields)
    changes |= write_extras(OBJECT, contact.id, extras)
    if not changes:
        return
    first_name = fields.get("first_name", contact.first_name)
    last_name = fields.get("last_name", contact.last_name)
    if not (first_name or last_name):
        raise InvalidFields.one("last_name", "missing", _NO_NAME)
    left = contact.organisation_id
    if "organisation_id" in changes:
        _check_organisations(actor, [fields], many=False)
    advance(contact, columns_of(fields, first_name, last_name))
    _index([contact])
    record(
        actor,
        ContactUpdated(fields=tuple(sorted(changes))),
        object=OBJECT,
        record_id=contact.id,
        operation=Operation.UPDATED,
        version=contact.version,
        changes=changes,
        about={left, contact.organisation_id},
    )


def delete_contact(actor: Actor, contact_id: UUID, expected_version: int | None = None) -> None:
    """Put a contact in the trash. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    contact = _locked(actor, contact_id, "contact.delete", expected_version)
    advance(contact, {"deleted_at": clock.now()})
    forget_records(OBJECT, [contact.id])
    record(
        actor,
        ContactDeleted(),
        object=OBJECT,
        record_id=contact.id,
        operation=Operation.DELETED,
        version=contact.version,
        about=[contact.organisation_id],
    )


def delete_contacts(actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]:
    """Put contacts in the trash, each at the version given; returns those that could be."""
    trashed = trash_many(actor, Contact.objects.filter(deleted_at__isnull=True), "contact.delete", wanted)
    forget_records(OBJECT, [contact.id for contact in trashed])
    record_many(
        actor,
        [
            Recorded(
                ContactDeleted(),
                OBJECT,
                contact.id,
                Operation.DELETED,
                contact.version,
                about=[contact.organisation_id],
            )
            for contact in trashed
        ],
    )
    return {contact.id for contact in trashed}


def restore_contact(actor: Actor, contact_id: UUID, expected_version: int | None = None) -> None:
    """Take a contact out of the trash; one that is not in it stays as it is.

    Raises `NotFound`, `Forbidden` or `StaleVersion`.
    """
    contact = _locked(actor, contact_id, "contact.delete", expected_version, trashed=True)
    if contact.deleted_at is None:
        return
    advance(contact, {"deleted_at": None})
    _index([contact])
    record(
        actor,
        ContactRestored(),
        object=OBJECT,
        record_id=contact.id,
        operation=Operation.RESTORED,
        version=contact.version,
        about=[contact.organisation_id],
    )


def find_or_create_by_name(actor: Actor, names: Sequence[str]) -> dict[str, UUID]:
    """The contact of each full name, compared without case and accents; missing ones are created.

    Only contacts the caller may edit are found, the oldest first. Raises `Forbidden` when one must be
    created and the caller may not.
    """
    parts = {name: split_name(name) for name in names if name.strip()}
    keys = {name: normalise(full_name(part.get("first_name"), part.get("last_name"))) for name, part in parts.items()}
    found: dict[str, UUID] = {}
    rows = within(actor, "contact.edit", Contact.objects.filter(deleted_at__isnull=True))
    rows = rows.filter(sort_name__in=set(keys.values())).order_by("created_at", "id")
    for sort_name, contact_id in rows.values_list("sort_name", "id"):
        found.setdefault(sort_name, contact_id)
    lacking = {key: parts[name] for name, key in keys.items() if key not in found}
    if lacking:
        found |= dict(zip(lacking, _create(actor, list(lacking.values()), many=True, required=False), strict=True))
    return {name: found[key] for name, key in keys.items()}


def refresh_search(events: Sequence[Any]) -> None:
    """Show the new name of renamed organisations with their contacts in search."""
    renamed = [event.record_id for event in events if "name" in event.payload.get("fields", ())]
    contacts = list(Contact.objects.filter(organisation_id__in=renamed, deleted_at__isnull=True)) if renamed else []
    for start in range(0, len(contacts), 1000):
        _index(contacts[start : start + 1000])


def hand_over(actor: Actor, from_member: UUID, to_member: UUID, *, dry_run: bool) -> int:
    """Give every contact of one member to another; the count alone when `dry_run`.

    For the deactivation of a colleague: the caller's right to manage members is checked there.
    """
    rows = Contact.objects.filter(owner_id=from_member)
    if dry_run:
        return rows.count()
    records = list(rows.select_for_update())
    fields: dict[str, Any] = {"owner_id": to_member}
    settle_ownership(actor, [fields], creating=None)
    entries = []
    for one in records:
        changes = differences({name: getattr(one, name) for name in fields}, fields)
        event = ContactUpdated(fields=tuple(sorted(changes)))
        entries.append(Recorded(event, OBJECT, one.id, Operation.UPDATED, one.version + 1, changes))
    rows.update(**fields, version=F("version") + 1, updated_at=clock.now())
    hand_over_records(OBJECT, [one.id for one in records], fields["owner_id"], fields["team_id"])
    record_many(actor, entries)
    return len(records)


def _search_entry(contact: Contact, organisation_name: str | None) -> SearchEntry:
    """How a contact is found and shown in search."""
    return SearchEntry(
        object=OBJECT,
        record_id=contact.id,
        title=contact.name,
        subtitle=organisation_name or contact.job_title or "",
        texts=tuple(text for text in (contact.email, organisation_name, contact.reference) if text),
        phones=tuple(phone for phone in (contact.mobile, contact.phone) if phone),
        owner_id=contact.owner_id,
        team_id=contact.team_id,
    )


def _create(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool, required: bool = True) -> list[UUID]:
    require(actor, "contact.create")
    parts = [split_extras(given) for given in values]
    rows = [_cleaned(own, f"{index}." if many else "") for index, (own, _) in enumerate(parts)]
    extras = clean_new_extras(actor, OBJECT, [each for _, each in parts], many=many, required=required)
    settle_ownership(actor, rows, creating="contact.create", many=many)
    names = _check_organisations(actor, rows, many=many)
    now = clock.now()
    made = [
        Contact(
            id=new_id(), created_at=now, updated_at=now, **columns_of(row, row.get("first_name"), row.get("last_name"))
        )
        for row in rows
    ]
    insert_many(made)
    insert_extras(OBJECT, [(one.id, each) for one, each in zip(made, extras, strict=True)])
    index_records([_search_entry(one, names.get(one.organisation_id or one.id)) for one in made])
    record_many(
        actor,
        [
            Recorded(
                ContactCreated(owner_id=one.owner_id),
                OBJECT,
                one.id,
                Operation.CREATED,
                1,
                about=[one.organisation_id],
            )
            for one in made
        ],
    )
    return [contact.id for contact in made]


def _cleaned(given: Mapping[str, Any], path: str) -> dict[str, Any]:
    row = {name: value for name, value in given.items() if value is not None or name in ("owner_id", "team_id")}
    name = row.pop("name", None)
    if isinstance(name, str) and not (row.get("first_name") or row.get("last_name")):
        row = split_name(name) | row
    cleaned = clean(row, CLEANERS, path=path)
    if not (cleaned.get("first_name") or cleaned.get("last_name")):
        raise InvalidFields.one(f"{path}last_name", "missing", _NO_NAME)
    cleaned.setdefault("last_name", None)
    return cleaned


def _check_organisations(actor: Actor, rows: Sequence[Mapping[str, Any]], *, many: bool) -> dict[UUID, str]:
    """Names of the organisations the rows point to. Raises `InvalidFields` for one that may not be linked."""
    names = linkable_names(actor, {row["organisation_id"] for row in rows if row.get("organisation_id")})
    problems = [
        FieldProblem(
            f"{index}.organisation_id" if many else "organisation_id", "unknown_organisation", _NO_ORGANISATION
        )
        for index, row in enumerate(rows)
        if row.get("organisation_id") and row["organisation_id"] not in names
    ]
    if problems:
        raise InvalidFields(fields=problems)
    return names


def _index(contacts: Sequence[Contact]) -> None:
    names = organisation_names({one.organisation_id for one in contacts if one.organisation_id})
    index_records(
        [_search_entry(one, names.get(one.organisation_id) if one.organisation_id else None) for one in contacts]
    )


def _locked(
    actor: Actor, contact_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Contact:
    rows = Contact.objects.all() if trashed else Contact.objects.filter(deleted_at__isnull=True)
    return locked_for(actor, rows, contact_id, permission, expected_version, contact_after_write)
