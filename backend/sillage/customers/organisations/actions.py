"""Writing organisations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from sillage.customers.organisations.events import (
    OrganisationCreated,
    OrganisationDeleted,
    OrganisationRestored,
    OrganisationUpdated,
)
from sillage.customers.organisations.family import check_no_loop, check_parents
from sillage.customers.organisations.lists import lists_of, write_lists
from sillage.customers.organisations.models import Organisation, Provenance
from sillage.customers.organisations.queries import organisation_after_write
from sillage.customers.organisations.rules import (
    CLEANERS,
    COLUMNS,
    LISTS,
    columns_of,
    first_values,
    settled,
    shown,
    told,
    touched_lists,
    wrong_siret,
)
from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.events import Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require, within
from sillage.kernel.text import normalise
from sillage.kernel.values import WrongValue, clean, missing
from sillage.records.duplicates.actions import index_created
from sillage.records.fields.actions import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)
from sillage.records.search.actions import forget_records, hand_over_records, index_records
from sillage.records.search.types import SearchEntry

OBJECT = "organisation"


def create_organisation(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Create an organisation and return its id. Raises `Forbidden` or `InvalidFields`."""
    return _create(actor, [values], many=False)[0]


def create_organisations(actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Create many organisations at once; the path of a wrong field starts with its row, from 0.

    Raises `Forbidden` or `InvalidFields`, and then creates none.
    """
    return _create(actor, values, many=True)


def update_organisation(
    actor: Actor, organisation_id: UUID, values: Mapping[str, Any], expected_version: int | None = None
) -> None:
    """Change the fields given; nothing is written when none differs.

    A list (`kinds`, `emails`, `phones`, `addresses`) replaces the present one. Values that a register gave
    and this changes are the editor's from now on.
    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    organisation = _locked(actor, organisation_id, "organisation.edit", expected_version)
    changed = _change(actor, organisation, values)
    Provenance.objects.filter(organisation_id=organisation.id, field__in=changed).delete()


def take_from_register(
    actor: Actor,
    organisation_id: UUID,
    values: Mapping[str, Any],
    *,
    source: str,
    fetched_at: datetime,
    expected_version: int | None = None,
) -> None:
    """Change the fields to what a register says, and mark each with its source and date.

    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    organisation = _locked(actor, organisation_id, "organisation.edit", expected_version)
    changed = _change(actor, organisation, values)
    Provenance.objects.filter(organisation_id=organisation.id, field__in={*changed, *values}).delete()
    insert_many(
        [
            Provenance(organisation_id=organisation.id, field=name, source=source, fetched_at=fetched_at)
            for name, value in values.items()
            if value is not None
        ]
    )


def mark_from_register(
    actor: Actor, organisation_id: UUID, values: Mapping[str, Any], *, source: str, fetched_at: datetime
) -> None:
    """Mark those fields of a record just made whose value is the one a register gave.

    Raises `NotFound` or `Forbidden`.
    """
    organisation = _locked(actor, organisation_id, "organisation.see", None)
    marked = []
    for name, value in values.items():
        try:
            same = getattr(organisation, COLUMNS.get(name, name)) == CLEANERS[name](value)
        except WrongValue:
            continue
        if same:
            marked.append(Provenance(organisation_id=organisation.id, field=name, source=source, fetched_at=fetched_at))
    insert_many(marked)


def _change(actor: Actor, organisation: Organisation, values: Mapping[str, Any]) -> set[str]:
    """Write what differs, with history and search; gives the fields that changed."""
    own, given = split_extras(values)
    fields, extras = clean(own, CLEANERS), clean_extras(actor, OBJECT, given)
    if problems := missing([name for name in ("name", "kind", "country") if name in fields], fields):
        raise InvalidFields(fields=problems)
    settle_ownership(actor, [fields], creating=None)
    lists = touched_lists(fields)
    present = _columns(organisation) | (lists_of([organisation.id], lists)[organisation.id] if lists else {})
    after = settled(fields, present)
    changes = differences(_shown({name: present[name] for name in after}), _shown(after))
    changes.pop("department", None)
    changes |= write_extras(OBJECT, organisation.id, extras)
    if not changes:
        return set()
    if problems := wrong_siret(after.get("siret", organisation.siret), after.get("siren", organisation.siren)):
        raise InvalidFields(fields=problems)
    left = organisation.parent_id
    if after.get("parent_id") and "parent_id" in changes:
        check_no_loop(organisation.id, after["parent_id"])
        check_parents(actor, [after], many=False)
    write_lists({organisation.id: {name: after[name] for name in lists if name in changes}}, replace=True)
    advance(organisation, columns_of(after))
    _index([organisation])
    silent = after.keys() - told(present, after).keys()
    kept = {name: change for name, change in changes.items() if name not in silent}
    record(
        actor,
        OrganisationUpdated(fields=tuple(sorted(kept))),
        object=OBJECT,
        record_id=organisation.id,
        operation=Operation.UPDATED,
        version=organisation.version,
        changes=kept,
        about={left, organisation.parent_id} if "parent_id" in changes else (),
    )
    return set(changes)


def delete_organisation(actor: Actor, organisation_id: UUID, expected_version: int | None = None) -> None:
    """Put an organisation in the trash. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    organisation = _locked(actor, organisation_id, "organisation.delete", expected_version)
    advance(organisation, {"deleted_at": clock.now()})
    forget_records(OBJECT, [organisation.id])
    record(
        actor,
        OrganisationDeleted(),
        object=OBJECT,
        record_id=organisation.id,
        operation=Operation.DELETED,
        version=organisation.version,
    )


def delete_organisations(actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]:
    """Put organisations in the trash, each at the version given; returns those that could be."""
    trashed = trash_many(actor, Organisation.objects.filter(deleted_at__isnull=True), "organisation.delete", wanted)
    forget_records(OBJECT, [organisation.id for organisation in trashed])
    record_many(
        actor,
        [
            Recorded(OrganisationDeleted(), OBJECT, organisation.id, Operation.DELETED, organisation.version)
            for organisation in trashed
        ],
    )
    return {organisation.id for organisation in trashed}


def restore_organisation(actor: Actor, organisation_id: UUID, expected_version: int | None = None) -> None:
    """Take an organisation out of the trash; one that is not in it stays as it is.

    Raises `NotFound`, `Forbidden` or `StaleVersion`.
    """
    organisation = _locked(actor, organisation_id, "organisation.delete", expected_version, trashed=True)
    if organisation.deleted_at is None:
        return
    advance(organisation, {"deleted_at": None})
    _index([organisation])
    record(
        actor,
        OrganisationRestored(),
        object=OBJECT,
        record_id=organisation.id,
        operation=Operation.RESTORED,
        version=organisation.version,
    )


def find_or_create_by_name(actor: Actor, names: Sequence[str]) -> dict[str, UUID]:
    """The organisation of each name, compared without case and accents; missing ones are created.

    Only organisations the caller may edit are found, the oldest first. Raises `Forbidden` when one must
    be created and the caller may not.
    """
    wanted = {normalise(name): name for name in reversed(names) if name.strip()}
    found: dict[str, UUID] = {}
    rows = _editable(actor).filter(sort_name__in=list(wanted)).order_by("created_at", "id")
    for sort_name, organisation_id in rows.values_list("sort_name", "id"):
        found.setdefault(sort_name, organisation_id)
    lacking = [key for key in wanted if key not in found]
    if lacking:
        created = _create(actor, [{"name": wanted[key]} for key in lacking], many=True, required=False)
        found |= dict(zip(lacking, created, strict=True))
    return {name: found[normalise(name)] for name in names if name.strip()}


def hand_over(actor: Actor, from_member: UUID, to_member: UUID, *, dry_run: bool) -> int:
    """Give every organisation of one member to another; the count alone when `dry_run`.

    For the deactivation of a colleague: the caller's right to manage members is checked there.
    """
    rows = Organisation.objects.filter(owner_id=from_member)
    if dry_run:
        return rows.count()
    records = list(rows.select_for_update())
    fields: dict[str, Any] = {"owner_id": to_member}
    settle_ownership(actor, [fields], creating=None)
    entries = []
    for one in records:
        changes = differences({name: getattr(one, name) for name in fields}, fields)
        event = OrganisationUpdated(fields=tuple(sorted(changes)))
        entries.append(Recorded(event, OBJECT, one.id, Operation.UPDATED, one.version + 1, changes))
    rows.update(**fields, version=F("version") + 1, updated_at=clock.now())
    hand_over_records(OBJECT, [one.id for one in records], fields["owner_id"], fields["team_id"])
    record_many(actor, entries)
    return len(records)


def _index(organisations: Sequence[Organisation]) -> None:
    """Bring what finds and shows these organisations in search up to date."""
    lists = lists_of([one.id for one in organisations], ("emails", "phones"))
    index_records([_search_entry(one, lists[one.id]) for one in organisations])


def _search_entry(organisation: Organisation, lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> SearchEntry:
    """How an organisation is found and shown in search: by all its names, keys, addresses and numbers."""
    names = (organisation.legal_name, organisation.trade_name)
    keys = (organisation.siren, organisation.siret, organisation.vat_number)
    emails = [entry["address"] for entry in lists.get("emails", ())]
    more = (organisation.website, organisation.city, organisation.reference)
    return SearchEntry(
        object=OBJECT,
        record_id=organisation.id,
        title=organisation.name,
        subtitle=organisation.city or organisation.sector or "",
        texts=tuple(text for text in (*names, *keys, *emails, *more) if text),
        phones=tuple(entry["number"] for entry in lists.get("phones", ())),
        owner_id=organisation.owner_id,
        team_id=organisation.team_id,
    )


def _create(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool, required: bool = True) -> list[UUID]:
    require(actor, "organisation.create")
    parts = [split_extras(given) for given in values]
    extras = clean_new_extras(actor, OBJECT, [each for _, each in parts], many=many, required=required)
    rows = []
    for index, (given, _) in enumerate(parts):
        path = f"{index}." if many else ""
        row = {name: value for name, value in given.items() if value is not None or name in ("owner_id", "team_id")}
        row = clean(row, CLEANERS, path=path)
        if problems := missing(["name"], row, path=path):
            raise InvalidFields(fields=problems)
        row = first_values(row)
        if problems := wrong_siret(row.get("siret"), row.get("siren")):
            raise InvalidFields(fields=[replace(each, path=path + each.path) for each in problems])
        rows.append(row)
    settle_ownership(actor, rows, creating="organisation.create", many=many)
    check_parents(actor, rows, many=many)
    now = clock.now()
    made = [Organisation(id=new_id(), created_at=now, updated_at=now, **columns_of(row)) for row in rows]
    insert_many(made)
    insert_extras(OBJECT, [(one.id, each) for one, each in zip(made, extras, strict=True)])
    write_lists({one.id: row for one, row in zip(made, rows, strict=True)})
    index_records([_search_entry(one, row) for one, row in zip(made, rows, strict=True)])
    index_created(OBJECT, [organisation.id for organisation in made])
    record_many(
        actor,
        [Recorded(OrganisationCreated(owner_id=one.owner_id), OBJECT, one.id, Operation.CREATED, 1) for one in made],
    )
    return [organisation.id for organisation in made]


def _editable(actor: Actor) -> QuerySet[Organisation]:
    return within(actor, "organisation.edit", Organisation.objects.filter(deleted_at__isnull=True))


def _locked(
    actor: Actor, organisation_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Organisation:
    rows = Organisation.objects.all() if trashed else Organisation.objects.filter(deleted_at__isnull=True)
    current: Callable[[Actor, UUID], Mapping[str, Any]] = organisation_after_write
    return locked_for(actor, rows, organisation_id, permission, expected_version, current)


def _columns(organisation: Organisation) -> dict[str, Any]:
    """The values of an organisation's own columns by field name."""
    return {
        name: getattr(organisation, COLUMNS.get(name, name)) for name in (*CLEANERS, "department") if name not in LISTS
    }


def _shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: shown(name, value) for name, value in fields.items()}
