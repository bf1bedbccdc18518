"""Writing contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F

from sillage.customers.contacts import consents
from sillage.customers.contacts.events import (
    ContactCreated,
    ContactDeleted,
    ContactOptedOut,
    ContactOptOutLifted,
    ContactRestored,
    ContactUpdated,
)
from sillage.customers.contacts.lists import lists_of, write_lists
from sillage.customers.contacts.models import Affiliation, Contact
from sillage.customers.contacts.queries import contact_after_write
from sillage.customers.contacts.rules import (
    CHANNELS,
    CLEANERS,
    LISTS,
    OPT_OUT_SOURCES,
    columns_of,
    full_name,
    settled,
    split_name,
    told,
    touched_lists,
)
from sillage.customers.contacts.searching import index_contacts, search_entry
from sillage.customers.organisations.queries import linkable_names
from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields
from sillage.kernel.events import Event, Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require, within
from sillage.kernel.text import Text, normalise
from sillage.kernel.values import clean, line, one_of, optional
from sillage.records.duplicates.actions import index_created
from sillage.records.fields.actions import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)
from sillage.records.search.actions import forget_records, hand_over_records, index_records

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

    A list (`emails`, `phones`, `affiliations`) replaces the present one; `opt_outs` only adds objections.
    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    contact = _locked(actor, contact_id, "contact.edit", expected_version)
    own, given = split_extras(values)
    fields, extras = clean(own, CLEANERS), clean_extras(actor, OBJECT, given)
    settle_ownership(actor, [fields], creating=None)
    lists = touched_lists(fields)
    present = _columns(contact) | (lists_of([contact.id], lists)[contact.id] if lists else {})
    after = settled({name: value for name, value in fields.items() if name != "opt_outs"}, present)
    changes = differences({name: present[name] for name in after}, after)
    changes |= write_extras(OBJECT, contact.id, extras)
    objections = consents.added(contact.id, fields["opt_outs"]) if "opt_outs" in fields else None
    if not (changes or objections):
        return
    first_name = after.get("first_name", contact.first_name)
    last_name = after.get("last_name", contact.last_name)
    if not (first_name or last_name):
        raise InvalidFields.one("last_name", "missing", _NO_NAME)
    left = _places(present, contact)
    if not {"organisation_id", "affiliations"}.isdisjoint(changes):
        _check_organisations(actor, [after], many=False, present=left)
    write_lists({contact.id: {name: after[name] for name in lists if name in changes}}, replace=True)
    silent = after.keys() - told(present, after).keys()
    kept = {name: change for name, change in changes.items() if name not in silent}
    if objections:
        consents.write(actor, {contact.id: objections.new}, source="other")
        kept["opt_outs"] = (objections.before, objections.after)
    advance(contact, columns_of(after, first_name, last_name))
    index_contacts([contact])
    record(
        actor,
        ContactUpdated(fields=tuple(sorted(kept))),
        object=OBJECT,
        record_id=contact.id,
        operation=Operation.UPDATED,
        version=contact.version,
        changes=kept,
        about={*left, *_places(after, contact)} if "affiliations" in changes else {contact.organisation_id},
    )


def opt_out(
    actor: Actor,
    contact_id: UUID,
    channels: Sequence[str],
    *,
    source: str,
    note: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Note that a contact objects to being reached by these channels; those it refuses already stay as they are.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    contact = _locked(actor, contact_id, "contact.edit", expected_version)
    given = clean(
        {"channels": channels, "source": source, "note": note},
        {"channels": CLEANERS["opt_outs"], "source": one_of(OPT_OUT_SOURCES), "note": optional(line(500))},
    )
    objections = consents.added(contact.id, given["channels"])
    if objections is None:
        return
    consents.write(actor, {contact.id: objections.new}, given["source"], given["note"])
    event = ContactOptedOut(channels=tuple(objections.new), source=given["source"])
    _consented(actor, contact, event, (objections.before, objections.after))


def lift_opt_out(
    actor: Actor, contact_id: UUID, channel: str, reason: str, expected_version: int | None = None
) -> None:
    """End a contact's objection to a channel. Only a signed-in person may, and says why.

    Raises `NotFound`, `Forbidden` (programs and scheduled work too), `StaleVersion` or `InvalidFields`.
    """
    if actor.member_id is None or actor.key_id is not None:
        raise Forbidden
    contact = _locked(actor, contact_id, "contact.edit", expected_version)
    given = clean({"channel": channel, "reason": reason}, {"channel": one_of(CHANNELS), "reason": line(500)})
    before = consents.channels_of(contact.id)
    if consents.lift(actor, contact.id, given["channel"], given["reason"]):
        after = [each for each in before if each != given["channel"]]
        _consented(actor, contact, ContactOptOutLifted(channel=given["channel"]), (before, after))


def _consented(actor: Actor, contact: Contact, event: Event, change: tuple[list[str], list[str]]) -> None:
    advance(contact, {})
    record(
        actor,
        event,
        object=OBJECT,
        record_id=contact.id,
        operation=Operation.UPDATED,
        version=contact.version,
        changes={"opt_outs": change},
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
    index_contacts([contact])
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
    """Show the new name of renamed or merged organisations with their contacts in search."""
    renamed = [
        event.record_id
        for event in events
        if event.object == "organisation"
        and (event.kind != "organisation.updated" or "name" in event.payload["fields"])
    ]
    people = Affiliation.objects.filter(organisation_id__in=renamed).values("contact_id")
    contacts = list(Contact.objects.filter(id__in=people, deleted_at__isnull=True)) if renamed else []
    for start in range(0, len(contacts), 1000):
        index_contacts(contacts[start : start + 1000])


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
    pairs = list(zip(made, rows, strict=True))
    write_lists({one.id: row for one, row in pairs})
    consents.write(
        actor, {one.id: row["opt_outs"] for one, row in pairs if row.get("opt_outs")}, "import" if many else "other"
    )
    index_records([search_entry(one, names, row) for one, row in pairs])
    index_created(OBJECT, [one.id for one in made])
    record_many(
        actor,
        [
            Recorded(
                ContactCreated(owner_id=one.owner_id),
                OBJECT,
                one.id,
                Operation.CREATED,
                1,
                about=_places(row, one),
            )
            for one, row in pairs
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
    return settled(cleaned, {})


def _check_organisations(
    actor: Actor, rows: Sequence[Mapping[str, Any]], *, many: bool, present: Iterable[UUID] = ()
) -> dict[UUID, str]:
    """Names of the organisations the rows point to; those `present` already stay allowed.

    Raises `InvalidFields` for one that may not be linked.
    """
    wanted = [[UUID(each["organisation_id"]) for each in row.get("affiliations", ())] for row in rows]
    names = linkable_names(actor, {each for places in wanted for each in places})
    allowed = {*names, *present}
    problems = []
    for index, (row, places) in enumerate(zip(rows, wanted, strict=True)):
        for place, organisation_id in enumerate(places):
            if organisation_id not in allowed:
                main = organisation_id == row.get("organisation_id")
                path = "organisation_id" if main else f"affiliations.{place}.organisation_id"
                problems.append(
                    FieldProblem(f"{index}.{path}" if many else path, "unknown_organisation", _NO_ORGANISATION)
                )
    if problems:
        raise InvalidFields(fields=problems)
    return names


def _columns(contact: Contact) -> dict[str, Any]:
    """The values of a contact's own columns by field name."""
    return {name: getattr(contact, name) for name in CLEANERS if name not in (*LISTS, "opt_outs")}


def _places(values: Mapping[str, Any], contact: Contact) -> set[UUID]:
    """The organisations of a contact: those of its list, or the main one when the list is not at hand."""
    if "affiliations" in values:
        return {UUID(each["organisation_id"]) for each in values["affiliations"]}
    return {contact.organisation_id} if contact.organisation_id else set()


def _locked(
    actor: Actor, contact_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Contact:
    rows = Contact.objects.all() if trashed else Contact.objects.filter(deleted_at__isnull=True)
    return locked_for(actor, rows, contact_id, permission, expected_version, contact_after_write)
