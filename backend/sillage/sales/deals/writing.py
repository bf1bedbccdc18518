"""Changing one deal: what differs, with all that follows from a new stage or new lines, recorded as what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db.records import advance
from sillage.kernel.errors import InvalidFields
from sillage.kernel.events import Event, Operation, differences, record
from sillage.kernel.permissions import Actor
from sillage.records.fields.actions import write_extras
from sillage.records.fields.queries import extras_of
from sillage.sales.deals import links, visits
from sillage.sales.deals.events import DealMoved, DealRanked, DealUpdated
from sillage.sales.deals.models import Deal, DealContact
from sillage.sales.deals.narrowing import today
from sillage.sales.deals.placing import step_of, top_of
from sillage.sales.deals.requiring import refuse_unfilled, wanted_fields
from sillage.sales.deals.rules import (
    APART,
    FOLLOWS_LINES,
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
from sillage.sales.lines.rules import total_minor
from sillage.sales.lines.writing import has_lines, lines_of, replace_lines

OBJECT = "deal"
_REASONS = ("lost_reason", "loss_reason_id")
_SEARCHED = frozenset({"name", "organisation_id", "reference", "owner_id", "team_id"})
_NONE: Mapping[str, Any] = MappingProxyType({})


def write(
    actor: Actor,
    deal: Deal,
    fields: dict[str, Any],
    step: Step | None = None,
    *,
    extras: Mapping[str, Any] = _NONE,
    taking_back: bool = False,
) -> None:
    """Write what differs of clean fields and record it; nothing is written when nothing differs.

    `taking_back` undoes a move: the stay in the stage it returns to goes on as if it had never ended, and
    what that stage requires is not asked again. Raises `InvalidFields`.
    """
    resumed = None
    moves = fields.get("stage_id", deal.stage_id) != deal.stage_id
    fields = _following_lines(deal, fields)
    if moves:
        step = step or step_of(fields["stage_id"])
        resumed = visits.last_left(deal.id, step.id) if taking_back else None
        if not taking_back:
            _refuse_unfilled(deal, step, fields, extras)
        fields = entered(actor, deal, step, fields, since=resumed)
    else:
        _refuse_unfitting(deal, fields)
    before = _present(deal, fields)
    changes = differences(_shown(before), _shown(fields)) | write_extras(OBJECT, deal.id, extras)
    if not changes:
        return
    _write_apart(actor, deal, fields, changes, before)
    left, event = deal.organisation_id, _event(deal, changes, fields)
    advance(deal, columns_of(fields))
    if resumed is not None:
        visits.take_back_visit(deal.id)
    elif moves:
        visits.move_visit(deal)
    if not _SEARCHED.isdisjoint(changes):
        links.index_deals([deal])
    record_deal(actor, deal, event, Operation.UPDATED, changes, also=[left])


def entered(
    actor: Actor, deal: Deal, step: Step, fields: Mapping[str, Any], *, since: datetime | None = None
) -> dict[str, Any]:
    """The fields with all that follows from entering another stage, now or `since` a moment."""
    entering = dict(fields)
    if step.kind == "open" and entering.get("closed_on") is not None:
        raise InvalidFields.one("closed_on", "not_closed", NOT_CLOSED)
    if step.kind != "lost":
        _refuse_reasons(entering)
    after = outcome(
        step.kind,
        today(actor),
        before=Outcome(deal.status, deal.closed_on, deal.lost_reason, deal.loss_reason_id),
        closed_on=entering.get("closed_on"),
        lost_reason=entering.get("lost_reason"),
        loss_reason_id=entering.get("loss_reason_id"),
    )
    if "position" not in entering:
        entering["position"] = top_of(step, deal.id)
    entering["stage_entered_at"] = since or entering.get("stage_entered_at") or clock.now()
    if step.kind != "open" or "probability" not in entering:
        entering["probability"] = None
    return entering | {
        "pipeline_id": step.pipeline_id,
        "status": after.status,
        "closed_on": after.closed_on,
        "lost_reason": after.lost_reason,
        "loss_reason_id": after.loss_reason_id,
    }


def record_deal(
    actor: Actor,
    deal: Deal,
    event: Event,
    operation: Operation,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    also: Sequence[UUID | None] = (),
) -> None:
    """Record what happened to a deal, on its timeline and those of its organisation and contacts."""
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


def _following_lines(deal: Deal, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the amount the lines make. Raises `InvalidFields` for another one."""
    if fields.get("lines"):
        return fields | {"amount": total_minor(fields["lines"])}
    if "lines" not in fields and fields.get("amount", deal.amount_minor) != deal.amount_minor and has_lines(deal.id):
        raise InvalidFields.one("amount", "follows_lines", FOLLOWS_LINES)
    return fields


def _refuse_unfilled(deal: Deal, step: Step, fields: Mapping[str, Any], extras: Mapping[str, Any]) -> None:
    names = wanted_fields([step])
    if not names:
        return
    values = _present(deal, {name: None for name in names if hasattr(deal, name) or name in {"amount", *APART}})
    if any("." in name or name == "tags" for name in names):
        values |= extras_of(OBJECT, [deal.id])[deal.id]
    # Closing takes a day by itself, and reasons belong to the stage being left.
    closing = {"closed_on": True} if step.kind != "open" else {}
    refuse_unfilled(step, values | dict.fromkeys(_REASONS) | closing | dict(fields) | dict(extras))


def _refuse_reasons(fields: Mapping[str, Any]) -> None:
    for name in _REASONS:
        if fields.get(name) is not None:
            raise InvalidFields.one(name, "not_lost", NOT_LOST)


def _refuse_unfitting(deal: Deal, fields: Mapping[str, Any]) -> None:
    """Raises `InvalidFields` for a closing day, lost reason or probability that does not go with the status."""
    if fields.get("probability") is not None and deal.status != "open":
        raise InvalidFields.one("probability", "not_open", NOT_OPEN)
    if deal.status != "lost":
        _refuse_reasons(fields)
    if "closed_on" in fields and (fields["closed_on"] is None) != (deal.status == "open"):
        wrong = NOT_CLOSED if deal.status == "open" else NEEDS_DATE
        raise InvalidFields.one("closed_on", "not_closed", wrong)


def _write_apart(
    actor: Actor, deal: Deal, fields: Mapping[str, Any], changes: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    if "contacts" in changes:
        present = [UUID(entry["id"]) for entry in before["contacts"]]
        links.check_contacts(actor, [fields], present=present)
        links.replace_contacts(deal.id, fields["contacts"])
    if "lines" in changes:
        replace_lines(deal.id, fields["lines"])


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
            currency=fields.get("currency", deal.currency),
        )
    if set(changes) == {"position"}:
        return DealRanked(stage_id=deal.stage_id)
    return DealUpdated(fields=tuple(sorted(changes)))


def _present(deal: Deal, fields: Mapping[str, Any]) -> dict[str, Any]:
    columns = {"amount": "amount_minor"}
    present = {name: getattr(deal, columns.get(name, name)) for name in fields if name not in APART}
    if "contacts" in fields:
        present["contacts"] = links.contacts_of(deal.id)
    if "lines" in fields:
        present["lines"] = lines_of(deal.id)
    return present


def _shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: shown(name, value) for name, value in fields.items()}
