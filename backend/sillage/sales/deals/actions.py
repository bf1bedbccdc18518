"""Writing deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.db.records import advance, insert_many, locked_for, trash_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.events import Operation, Recorded, record_many, undoing
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, missing
from sillage.records.duplicates.actions import index_created
from sillage.records.fields.actions import clean_extras, clean_new_extras, insert_extras, split_extras
from sillage.records.search.actions import forget_records, index_records
from sillage.sales.deals import links, visits
from sillage.sales.deals.board import card
from sillage.sales.deals.creating import built, cleaned_rows, refuse_currencies
from sillage.sales.deals.events import DealCreated, DealDeleted, DealRestored
from sillage.sales.deals.models import Deal
from sillage.sales.deals.narrowing import today
from sillage.sales.deals.placing import first_open_step, place_beside, step_of, steps_of, top_of
from sillage.sales.deals.queries import deal_after_write
from sillage.sales.deals.rules import CLEANERS, columns_of
from sillage.sales.deals.writing import OBJECT, entered, record_deal, write
from sillage.sales.lines.writing import line_rows, priced_lines

# They follow from the stage: undo gives them back with it.
_DERIVED = frozenset({"status", "pipeline_id"})
_REQUIRED = ("name", "stage_id", "amount", "currency", "opened_on", "position")


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

    A new `stage_id` moves the deal, on top, when it holds what that stage requires. `contacts` and `lines`
    replace the lists; while there are lines the amount follows them. An undo takes the move back, stay
    included, and asks for nothing. Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    deal = _locked(actor, deal_id, "deal.edit", expected_version)
    fields, extras = _cleaned(actor, deal, values)
    write(
        actor,
        deal,
        fields,
        extras=extras,
        taking_back="stage_id" in fields and ("stage_entered_at" in fields or undoing()),
    )


def move_deal(
    actor: Actor,
    deal_id: UUID,
    *,
    to_stage: UUID,
    before: UUID | None = None,
    after: UUID | None = None,
    lost_reason: str | None = None,
    values: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> dict[str, Any]:
    """Put a deal in a stage, right before or after another deal, else on top; returns it as a card.

    Entering a won or lost stage closes the deal today, leaving one reopens it, and its probability
    follows the new stage. `values` are fields written with the move: the reason of a lost deal, or what
    the stage requires; a refusal with code `required_to_enter` names each that is missing.
    Raises `NotFound`, `Forbidden`, `StaleVersion` or `InvalidFields`.
    """
    deal = _locked(actor, deal_id, "deal.edit", expected_version)
    given = {name: value for name, value in (values or {}).items() if name not in ("stage_id", "position")}
    if lost_reason:
        given["lost_reason"] = lost_reason
    fields, extras = _cleaned(actor, deal, given)
    step = None
    if to_stage != deal.stage_id or before is not None or after is not None:
        step = step_of(to_stage)
        fields |= {"stage_id": to_stage, "position": place_beside(actor, step, deal.id, before, after)}
    write(actor, deal, fields, step, extras=extras)
    return card(deal.id)


def delete_deal(actor: Actor, deal_id: UUID, expected_version: int | None = None) -> None:
    """Put a deal in the trash. Raises `NotFound`, `Forbidden` or `StaleVersion`."""
    deal = _locked(actor, deal_id, "deal.delete", expected_version)
    advance(deal, {"deleted_at": clock.now()})
    forget_records(OBJECT, [deal.id])
    record_deal(actor, deal, DealDeleted(), Operation.DELETED)


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
        columns |= columns_of(entered(actor, deal, step, {"stage_id": step.id, "position": top_of(step, deal.id)}))
    advance(deal, columns)
    if "stage_id" in columns:
        visits.move_visit(deal)
    links.index_deals([deal])
    record_deal(actor, deal, DealRestored(), Operation.RESTORED)


def _create(actor: Actor, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[UUID]:
    require(actor, "deal.create")
    parts = [split_extras(given) for given in values]
    rows = cleaned_rows(actor, [own for own, _ in parts], many=many)
    extras = clean_new_extras(actor, OBJECT, [each for _, each in parts], many=many)
    names = links.check_organisations(actor, rows, many=many)
    links.check_organisations(actor, rows, field="competitor_id", many=many)
    links.check_contacts(actor, rows, many=many)
    for row, each in zip(rows, extras, strict=True):
        row["extras"] = each
    deals = built(actor, rows, today(actor), many=many)
    contacts = [
        tie
        for deal, row in zip(deals, rows, strict=True)
        for tie in links.contact_rows(deal.id, row.get("contacts", ()))
    ]
    insert_many(deals)
    insert_many(contacts)
    insert_many(
        [line for deal, row in zip(deals, rows, strict=True) for line in line_rows(deal.id, row.get("lines", ()))]
    )
    visits.begin_visits(deals)
    insert_extras(OBJECT, [(deal.id, each) for deal, each in zip(deals, extras, strict=True)])
    index_records([links.search_entry(deal, names.get(deal.organisation_id or deal.id)) for deal in deals])
    index_created(OBJECT, [deal.id for deal in deals])
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


def _cleaned(actor: Actor, deal: Deal, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields and extras of a change, clean and allowed. Raises `InvalidFields`."""
    own, given = split_extras(values)
    kept = {name: value for name, value in own.items() if name not in _DERIVED}
    lines = kept.pop("lines", None)
    fields = clean(kept, CLEANERS)
    extras = clean_extras(actor, OBJECT, given)
    if problems := missing([name for name in _REQUIRED if name in fields], fields):
        raise InvalidFields(fields=problems)
    if fields.get("currency", deal.currency) != deal.currency:
        refuse_currencies([fields])
    if lines is not None:
        fields["lines"] = priced_lines(actor, lines, fields.get("currency", deal.currency))
    settle_ownership(actor, [fields], creating=None)
    for field in ("organisation_id", "competitor_id"):
        if fields.get(field) not in (None, getattr(deal, field)):
            links.check_organisations(actor, [fields], field=field)
    links.check_loss_reasons([fields])
    return fields, extras


def _locked(
    actor: Actor, deal_id: UUID, permission: str, expected_version: int | None, *, trashed: bool = False
) -> Deal:
    rows = Deal.objects.all() if trashed else Deal.objects.filter(deleted_at__isnull=True)
    return locked_for(actor, rows, deal_id, permission, expected_version, deal_after_write)
