"""Stays of deals in stages, written with each move: the statistics of a pipeline are made of these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.db import new_id
from sillage.kernel.db.records import insert_many
from sillage.sales.deals.models import Deal, StageVisit


def begin_visits(deals: Sequence[Deal]) -> None:
    """The first stays of deals just written."""
    insert_many([_visit(deal) for deal in deals])


def move_visit(deal: Deal) -> None:
    """End the running stay of a deal, and begin the one in its present stage."""
    move_visits([deal])


def move_visits(deals: Sequence[Deal]) -> None:
    """End the running stays of deals that were just moved, and begin those in their present stages."""
    now = clock.now()
    ids = [deal.id for deal in deals]
    StageVisit.objects.filter(deal_id__in=ids, left_at__isnull=True).update(left_at=now)
    begin_visits(deals)


def last_left(deal_id: UUID, stage_id: UUID) -> datetime | None:
    """When the deal had entered this stage, if it is the one it was in right before; for taking a move back."""
    visits = StageVisit.objects.filter(deal_id=deal_id).order_by("-entered_at", "-id")[:2]
    running, *before = visits or [None]
    found = before[0] if before else None
    return found.entered_at if running and found and found.stage_id == stage_id else None


def take_back_visit(deal_id: UUID) -> None:
    """Forget the running stay and resume the one before: the move never was."""
    running, before = StageVisit.objects.filter(deal_id=deal_id).order_by("-entered_at", "-id")[:2]
    running.delete()
    before.left_at = None
    before.save(update_fields=["left_at"])


def visits_of(deal_ids: Iterable[UUID]) -> list[StageVisit]:
    """Every stay of these deals, in order."""
    return list(StageVisit.objects.filter(deal_id__in=list(deal_ids)).order_by("deal_id", "entered_at", "id"))


def _visit(deal: Deal) -> StageVisit:
    return StageVisit(
        id=new_id(),
        deal_id=deal.id,
        pipeline_id=deal.pipeline_id,
        stage_id=deal.stage_id,
        entered_at=deal.stage_entered_at,
    )
