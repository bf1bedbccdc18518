"""Writing deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.events import Event, Operation, Recorded, differences, record, record_many
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, missing
from sillage.records.fields.actions import (
    clean_extras,
    clean_new_extras,
    insert_extras,
    split_extras,
    write_extras,
)
from sillage.records.search.actions import forget_records, index_records
from sillage.sales.deals import links
from sillage.sales.deals.board import card, today
from sillage.sales.deals.creating import built, cleaned_rows, wrong_currency
from sillage.sales.deals.events import DealCreated, DealDeleted, DealMoved, DealRanked, DealRestored, DealUpdated
from sillage.sales.deals.models import Deal, DealContact
from sillage.sales.deals.placing import first_open_step, place_beside, step_of, steps_of, top_of
from sillage.sales.deals.queries import deal_after_write
from sillage.sales.deals.rules import (
    CLEANERS,
    NEEDS_DATE,
    NOT_CLOSED,
    NOT_LOST,
    NOT_OPEN,
    Outcome,
    Step,
    columns_of,
    outcome,
    shown,
)

OBJECT = "deal"
# They follow from the stage: undo gives them back with it.
_DERIVED = frozenset({"status", "pipeline_id"})
_REQUIRED = ("name", "stage_id", "amount", "opened_on", "position", "stage_entered_at")
_SEARCHED = frozenset({"name", "organisation_id", "reference", "owner_id", "team_id"})


def create_deal(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Create a deal on top of its stage and return its id. Raises `Forbidden` or `InvalidFields`."""
    return _create(actor, [values], many=False)[0]


def create_deals(actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]:
    """Create many deals at once; the path of a wrong field starts with its row, from 0.

    A closing date given for an open deal becomes the expected one, and a lost reason of a deal that is
    not lost is left out. Raises `Forbidden` or `InvalidFields`, and then creates none.
    """
    return _create(actor, values, many=True)


def update_deal(actor: Actor, deal_id: UUID, values: Mapping[str, Any], expected_version: int | None = None) -> None:
    """Change the fields given; nothing is written when none differs.

    A new `stage_id` moves the deal, on top unless a `position` is given. `contacts` replaces the list of
    contacts. Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    deal = _locked(actor, deal_id, "deal.edit", expected_version)
    own, given = split_extras(values)
    fields = clean({name: value for name, value in own.items() if name not in _DERIVED}, CLEANERS)
    extras = clean_extras(actor, OBJECT, given)
    if problems := missing([name for name in _REQUIRED if name in fields], fields):
        raise InvalidFields(fields=problems)
    if fields.pop("currency", deal.currency) != deal.currency:
        raise wrong_currency(deal.currency)
    settle_ownership(actor, [fields], creating=None)
    if fields.get("organisation_id") not in (None, deal.organisation_id):
        links.check_organisations(actor, [fields])
    _write(actor, deal, fields, extras=extras)


def move_deal(
    actor: Actor,
    deal_id: UUID,
    *,
    to_stage: UUID,
    before: UUID | None = None,
    after: UUID | None = None,
    lost_reason: str | None = None,
    expected_version: int | None = None,
) -> dict[str, Any]:
    """Put a deal in a stage, right before or after another deal, else on top; returns it as a card.

    Entering a won or lost stage closes the deal today, leaving one reopens it, and its probability
    follows the new stage. Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    deal = _locked(actor, deal_id, "deal.edit", expected_version)
    fields: dict[str, Any] = clean({"lost_reason": lost_reason}, CLEANERS) if lost_reason else {}
    step = None
    if to_stage != deal.stage_id or before is not None or after is not None:
        step = step_of(to_stage)
        fields |= {"stage_id": to_stage, "position": place_beside(actor, step, deal.id, before, after)}
    _write(actor, deal, fields, step)
    return card(deal.id)


def delete_deal(actor: Actor, deal_id: UUID, expected_version: int | None = None) -> None:
    """Put a deal in the trash. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    deal = _locked(actor, deal_id, "deal.delete", expected_version)
    advance(deal, {"deleted_at": clock.now()})
    forget_records(OBJECT, [deal.id])
    _record(actor, deal, DealDeleted(), Operation.DELETED)


def delete_deals(actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]:
    """Put deals in the trash, each at the version given; returns those that could be."""
    trashed = trash_many(actor, Deal.objects.filter(deleted_at__isnull=True), "deal.delete", wanted)
    forget_records(OBJECT, [deal.id for deal in trashed])
    involved = links.contact_ids_of([deal.id for deal in trashed])
    record_many(
        actor,
        [
            Recorded(
                DealDeleted(),
                OBJECT,
                deal.id,
                Operation.DELETED,
                deal.version,
                about=[deal.organisation_id, *involved.get(deal.id, ())],
            )
            for deal in trashed
        ],
    )
    return {deal.id for deal in trashed}


def restore_deal(actor: Actor, deal_id: UUID, expected_version: int | None = None) -> None:
    """Take a deal out of the trash; one that is not in it stays as it is.

    When its stage was removed meanwhile it comes back in the first open stage of its pipeline.
    Raises `NotFound`, `Forbidden`, `StaleVersion`, or `InvalidFields` when the pipeline is gone too.
    """
    deal = _locked(actor, deal_id, "deal.delete", expected_version, trashed=True)
    if deal.deleted_at is None:
        return
    columns: dict[str, Any] = {"deleted_at": None}
    if deal.stage_id not in steps_of([deal.stage_id]):
        step = first_open_step(deal.pipeline_id)
        columns |= columns_of(_entered(actor, deal, step, {"stage_id": step.id, "position": top_of(step, deal.id)}))
    advance(deal, columns)
    links.index_deals([deal])
    _record(actor, deal, DealRestored(), Operation.RESTORED)


def _create(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[UUID]:
    require(actor, "deal.create")
    parts = [split_extras(given) for given in values]
    rows = cleaned_rows(actor, [own for own, _ in parts], many=many)
    extras = clean_new_extras(actor, OBJECT, [each for _, each in parts], many=many)
    names = links.check_organisations(actor, rows, many=many)
    links.check_contacts(actor, rows, many=many)
    deals = built(actor, rows, today(actor), many=many)
    contacts = [
        tie
        for deal, row in zip(deals, rows, strict=True)
        for tie in links.contact_rows(deal.id, row.get("contacts", ()))
    ]
    insert_many(deals)
    insert_many(contacts)
    insert_extras(OBJECT, [(deal.id, each) for deal, each in zip(deals, extras, strict=True)])
    index_records([links.search_entry(deal, names.get(deal.organisation_id or deal.id)) for deal in deals])
    involved: dict[UUID, list[UUID]] = {}
    for tie in contacts:
        involved.setdefault(tie.deal_id, []).append(tie.contact_id)
    record_many(actor, [_created(deal, involved.get(deal.id, [])) for deal in deals])
    return [deal.id for deal in deals]


def _created(deal: Deal, contacts: Sequence[UUID]) -> Recorded:
    event = DealCreated(
        pipeline_id=deal.pipeline_id,
        stage_id=deal.stage_id,
        status=deal.status,
        amount_minor=deal.amount_minor,
        currency=deal.currency,
        owner_id=deal.owner_id,
    )
    return Recorded(event, OBJECT, deal.id, Operation.CREATED, 1, about=[deal.organisation_id, *contacts])


def _write(
    actor: Actor,
    deal: Deal,
    fields: dict[str, Any],
    step: Step | None = None,
    extras: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Write what differs, with the consequences of a new stage, and record it as what it is."""
    if fields.get("stage_id", deal.stage_id) != deal.stage_id:
        fields = _entered(actor, deal, step or step_of(fields["stage_id"]), fields)
    else:
        _refuse_unfitting(deal, fields)
    before = _present(deal, fields)
    changes = differences(_shown(before), _shown(fields)) | write_extras(OBJECT, deal.id, extras)
    if not changes:
        return
    if "contacts" in changes:
        present = [UUID(entry["id"]) for entry in before["contacts"]]
        links.check_contacts(actor, [fields], present=present)
        links.replace_contacts(deal.id, fields["contacts"])
    left = deal.organisation_id
    event = _event(deal, changes, fields)
    advance(deal, columns_of(fields))
    if not _SEARCHED.isdisjoint(changes):
        links.index_deals([deal])
    _record(actor, deal, event, Operation.UPDATED, changes, also=[left])


def _entered(actor: Actor, deal: Deal, step: Step, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with all that follows from entering another stage."""
    entered = dict(fields)
    if step.kind == "open" and entered.get("closed_on") is not None:
        raise InvalidFields.one("closed_on", "not_closed", NOT_CLOSED)
    if step.kind != "lost" and entered.get("lost_reason") is not None:
        raise InvalidFields.one("lost_reason", "not_lost", NOT_LOST)
    before = Outcome(deal.status, deal.closed_on, deal.lost_reason)
    after = outcome(
        step.kind,
        today(actor),
        before=before,
        closed_on=entered.get("closed_on"),
        lost_reason=entered.get("lost_reason"),
    )
    if "position" not in entered:
        entered["position"] = top_of(step, deal.id)
    entered.setdefault("stage_entered_at", clock.now())
    if step.kind != "open" or "probability" not in entered:
        entered["probability"] = None
    return entered | {
        "pipeline_id": step.pipeline_id,
        "status": after.status,
        "closed_on": after.closed_on,
        "lost_reason": after.lost_reason,
    }


def _refuse_unfitting(deal: Deal, fields: Mapping[str, Any]) -> None:
    """Raises `InvalidFields` for a closing day, lost reason or probability that does not go with the status."""
    if fields.get("probability") is not None and deal.status != "open":
        raise InvalidFields.one("probability", "not_open", NOT_OPEN)
    if fields.get("lost_reason") is not None and deal.status != "lost":
        raise InvalidFields.one("lost_reason", "not_lost", NOT_LOST)
    if "closed_on" in fields and (fields["closed_on"] is None) != (deal.status == "open"):
        wrong = NOT_CLOSED if deal.status == "open" else NEEDS_DATE
        raise InvalidFields.one("closed_on", "not_closed", wrong)


def _event(deal: Deal, changes: Mapping[str, Any], fields: Mapping[str, Any]) -> Event:
    """What to call these changes, told before they are written."""
    if "stage_id" in changes:
        return DealMoved(
            pipeline_id=fields["pipeline_id"],
            from_stage_id=deal.stage_id,
            to_stage_id=fields["stage_id"],
            from_status=deal.status,
            status=fields["status"],
            amount_minor=fields.get("amount", deal.amount_minor),
            currency=deal.currency,
        )
    if set(changes) == {"position"}:
        return DealRanked(stage_id=deal.stage_id)
    return DealUpdated(fields=tuple(sorted(changes)))


def _record(
    actor: Actor,
    deal: Deal,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    also: Sequence[UUID | None] = (),
) -> None:
    contacts = DealContact.objects.filter(deal_id=deal.id).values_list("contact_id", flat=True)
    record(
        actor,
        event,
        object=OBJECT,
        record_id=deal.id,
        operation=operation,
        version=deal.version,
        changes=changes,
        about=[deal.organisation_id, *also, *contacts],
    )


def _present(deal: Deal, fields: Mapping[str, Any]) -> dict[str, Any]:
    columns = {"amount": "amount_minor"}
    present = {name: getattr(deal, columns.get(name, name)) for name in fields if name != "contacts"}
    if "contacts" in fields:
        present["contacts"] = links.contacts_of(deal.id)
    return present


def _shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: shown(name, value) for name, value in fields.items()}


def _locked(
    actor: Actor, deal_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Deal:
    rows = Deal.objects.all() if trashed else Deal.objects.filter(deleted_at__isnull=True)
    return locked_for(actor, rows, deal_id, permission, expected_version, deal_after_write)
