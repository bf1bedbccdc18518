"""What others bring about in deals: renamed organisations, notes, removed stages, leaving colleagues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, F

from sillage.identity.users.queries import settle_ownership
from sillage.kernel import clock
from sillage.kernel.events import Operation, Recorded, differences, record_many
from sillage.kernel.permissions import Actor
from sillage.records.search.actions import hand_over_records
from sillage.sales.deals import links, visits
from sillage.sales.deals.events import DealMoved, DealUpdated
from sillage.sales.deals.models import Deal
from sillage.sales.deals.narrowing import today
from sillage.sales.deals.placing import steps_of, top_of
from sillage.sales.deals.rules import STEP, Outcome, Step, outcome

OBJECT = "deal"
_BATCH = 1000
_MOVED_COLUMNS = (
    "stage_id", "status", "closed_on", "lost_reason", "loss_reason_id", "probability", "position", "stage_entered_at",
    "version", "updated_at",
)  # fmt: skip

_TOUCH = """
UPDATE sales_deal d SET last_interaction_at = greatest(d.last_interaction_at, told.at)
FROM (
  SELECT l.record_id, max(l.occurred_at) AS at FROM kernel_event_link l
  WHERE l.event_id = ANY(%s) AND l.record_id = ANY(ARRAY(
    SELECT about.record_id FROM kernel_event_link about WHERE about.event_id = ANY(%s)))
  GROUP BY l.record_id
) told
WHERE d.id = told.record_id
"""


def note_activity(events: Sequence[Any]) -> None:
    """Keep when something last happened with the deals that these events (notes) are about."""
    ids = [event.id for event in events]
    with connection.cursor() as cursor:
        cursor.execute(_TOUCH, [ids, ids])


def refresh_search(events: Sequence[Any]) -> None:
    """Show the new name of renamed or merged organisations with their deals in search."""
    renamed = [
        event.record_id
        for event in events
        if event.object == "organisation"
        and (event.kind != "organisation.updated" or "name" in event.payload["fields"])
    ]
    if not renamed:
        return
    deals = list(Deal.objects.filter(organisation_id__in=renamed, deleted_at__isnull=True))
    for start in range(0, len(deals), _BATCH):
        links.index_deals(deals[start : start + _BATCH])


def count_in_stages(stage_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many deals outside the trash stand in each of these stages; empty stages are left out."""
    rows = Deal.objects.filter(stage_id__in=list(stage_ids), deleted_at__isnull=True)
    return dict(rows.values_list("stage_id").annotate(count=Count("id")))


def move_between_stages(actor: Actor, targets: Mapping[UUID, UUID]) -> None:
    """Put the deals of removed stages on top of other stages of their pipeline, in their order.

    The right to edit the pipeline was checked: it covers every deal in it. A target of another kind
    closes or reopens the deals, today.
    """
    steps = steps_of(list(targets.values()))
    for source, target in targets.items():
        _empty_stage(actor, source, steps[target])


def _empty_stage(actor: Actor, source: UUID, step: Step) -> None:
    now, day = clock.now(), today(actor)
    rows = Deal.objects.select_for_update().filter(stage_id=source, deleted_at__isnull=True)
    deals = list(rows.order_by("position", "id"))
    place = top_of(step, source) - STEP * len(deals)
    entries = []
    for deal in deals:
        before = Outcome(deal.status, deal.closed_on, deal.lost_reason, deal.loss_reason_id)
        result = outcome(step.kind, day, before=before)
        place += STEP
        after = {
            "stage_id": step.id,
            "status": result.status,
            "closed_on": result.closed_on,
            "lost_reason": result.lost_reason,
            "loss_reason_id": result.loss_reason_id,
            "probability": None,
            "position": place,
            "stage_entered_at": now,
        }
        entries.append(_moved(deal, after))
        for name, value in after.items():
            setattr(deal, name, value)
        deal.version, deal.updated_at = deal.version + 1, now
    Deal.objects.bulk_update(deals, _MOVED_COLUMNS, batch_size=_BATCH)
    visits.move_visits(deals)
    record_many(actor, entries)


def _moved(deal: Deal, after: Mapping[str, Any]) -> Recorded:
    event = DealMoved(
        pipeline_id=deal.pipeline_id,
        from_stage_id=deal.stage_id,
        to_stage_id=after["stage_id"],
        from_status=deal.status,
        status=after["status"],
        amount_minor=deal.amount_minor,
        currency=deal.currency,
    )
    changes = differences({name: getattr(deal, name) for name in after}, after)
    # Their old stage is gone: this cannot be undone deal by deal, so no operation is recorded.
    return Recorded(event, OBJECT, deal.id, None, deal.version + 1, changes, about=[deal.organisation_id])


def hand_over(actor: Actor, from_member: UUID, to_member: UUID, *, dry_run: bool) -> int:
    """Give every deal of one member to another; the count alone when `dry_run`.

    For the deactivation of a colleague: the caller's right to manage members is checked there.
    """
    rows = Deal.objects.filter(owner_id=from_member)
    if dry_run:
        return rows.count()
    deals = list(rows.select_for_update())
    fields: dict[str, Any] = {"owner_id": to_member}
    settle_ownership(actor, [fields], creating=None)
    entries = []
    for deal in deals:
        changes = differences({name: getattr(deal, name) for name in fields}, fields)
        event = DealUpdated(fields=tuple(sorted(changes)))
        entries.append(Recorded(event, OBJECT, deal.id, Operation.UPDATED, deal.version + 1, changes))
    rows.update(**fields, version=F("version") + 1, updated_at=clock.now())
    hand_over_records(OBJECT, [deal.id for deal in deals], fields["owner_id"], fields["team_id"])
    record_many(actor, entries)
    return len(deals)
