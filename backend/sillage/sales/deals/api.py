"""Deals, the board and its figures over HTTP."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.listing import owner_filter
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Count, Cursor, Limit, OptionalLine, Page
from sillage.kernel.http.versions import expected_version
from sillage.sales.deals import actions, board, choice_board, queries
from sillage.sales.deals.board_schemas import BoardField, BoardLanes, BoardOut, ChoiceBoard, DealCard
from sillage.sales.deals.narrowing import Quick
from sillage.sales.deals.schemas import DealDetail, DealIn, DealMove, DealOut, DealPatch, DealStatus

router = Router(tags=["deals"])
SEE = "deal.see"


@endpoint(router, "GET", "/deals", operation="listDeals", permission=SEE, response=Page[DealOut])
def list_deals(
    request: ApiRequest,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    sort: Query[OptionalLine] = "-created_at",
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    pipeline_id: Query[UUID | None] = None,
    stage_id: Query[UUID | None] = None,
    status: Query[DealStatus | None] = None,
    organisation_id: Query[UUID | None] = None,
) -> dict[str, Any]:
    """A page of deals. `q` is the beginning of the name, `sort` a key, with `-` downwards."""
    found = queries.Filter(
        q=q,
        owner=owner_filter(request.actor, owner),
        team=team,
        pipeline_id=pipeline_id,
        stage_id=stage_id,
        status=status,
        organisation_id=organisation_id,
    )
    return queries.deal_page(request.actor, found, sort=sort, cursor=cursor, limit=limit)


@endpoint(router, "GET", "/deals/count", operation="countDeals", permission=SEE, response=Count)
def count_deals(
    request: ApiRequest,
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    pipeline_id: Query[UUID | None] = None,
    stage_id: Query[UUID | None] = None,
    status: Query[DealStatus | None] = None,
    organisation_id: Query[UUID | None] = None,
) -> dict[str, Any]:
    """How many deals the filter finds, counted to 10,000."""
    found = queries.Filter(
        q=q,
        owner=owner_filter(request.actor, owner),
        team=team,
        pipeline_id=pipeline_id,
        stage_id=stage_id,
        status=status,
        organisation_id=organisation_id,
    )
    return queries.deal_count(request.actor, found)


@endpoint(
    router,
    "GET",
    "/organisations/{organisation_id}/deals",
    operation="listOrganisationDeals",
    permission=SEE,
    response=Page[DealOut],
)
def list_organisation_deals(
    request: ApiRequest,
    organisation_id: UUID,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    status: Query[DealStatus | None] = None,
) -> dict[str, Any]:
    """The deals with one organisation, the latest first."""
    return queries.deals_of_organisation(request.actor, organisation_id, status=status, cursor=cursor, limit=limit)


@endpoint(
    router,
    "GET",
    "/contacts/{contact_id}/deals",
    operation="listContactDeals",
    permission=SEE,
    response=Page[DealOut],
)
def list_contact_deals(
    request: ApiRequest,
    contact_id: UUID,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    status: Query[DealStatus | None] = None,
) -> dict[str, Any]:
    """The deals a contact takes part in, the latest first."""
    return queries.deals_of_contact(request.actor, contact_id, status=status, cursor=cursor, limit=limit)


@endpoint(router, "POST", "/deals", operation="createDeal", permission="deal.create", response=DealDetail)
def create_deal(request: ApiRequest, values: DealIn) -> dict[str, Any]:
    """Create a deal, on top of its stage."""
    deal_id = actions.create_deal(request.actor, values.model_dump(exclude_unset=True))
    return queries.deal_after_write(request.actor, deal_id)


@endpoint(router, "GET", "/deals/{deal_id}", operation="getDeal", permission=SEE, response=DealDetail)
def get_deal(request: ApiRequest, deal_id: UUID, include: Query[Literal["timeline"] | None] = None) -> dict[str, Any]:
    """One deal; `include=timeline` adds the first page of what happened."""
    return queries.deal_details(request.actor, deal_id, timeline=include == "timeline")


@endpoint(
    router,
    "PATCH",
    "/deals/{deal_id}",
    operation="updateDeal",
    permission="deal.edit",
    response=DealDetail,
)
def update_deal(request: ApiRequest, deal_id: UUID, values: DealPatch) -> dict[str, Any]:
    """Change the fields given; 412 when `version` (or `If-Match`) is no longer the present one."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_deal(request.actor, deal_id, changes, version)
    return queries.deal_after_write(request.actor, deal_id)


@endpoint(
    router,
    "POST",
    "/deals/{deal_id}/move",
    operation="moveDeal",
    permission="deal.edit",
    response=DealCard,
    status=200,
)
def move_deal(request: ApiRequest, deal_id: UUID, move: DealMove) -> dict[str, Any]:
    """Put a deal in a stage, before or after another deal or on top; won and lost stages close it."""
    values = move.values.model_dump(exclude_unset=True, exclude={"version"}) if move.values else {}
    return actions.move_deal(
        request.actor,
        deal_id,
        to_stage=move.stage_id,
        before=move.before_id,
        after=move.after_id,
        lost_reason=move.lost_reason,
        values=values,
        expected_version=expected_version(request, move.version),
    )


@endpoint(router, "DELETE", "/deals/{deal_id}", operation="deleteDeal", permission="deal.delete")
def delete_deal(request: ApiRequest, deal_id: UUID) -> None:
    """Put a deal in the trash."""
    actions.delete_deal(request.actor, deal_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/deals/{deal_id}/restore",
    operation="restoreDeal",
    permission="deal.delete",
    response=DealDetail,
    status=200,
)
def restore_deal(request: ApiRequest, deal_id: UUID) -> dict[str, Any]:
    """Take a deal back out of the trash."""
    actions.restore_deal(request.actor, deal_id, expected_version(request))
    return queries.deal_after_write(request.actor, deal_id)


def _quick(text: str | None, late: bool, rotting: bool, no_next_step: bool, closing_this_month: bool) -> Quick:
    return Quick(text, late, rotting, no_next_step, closing_this_month)


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/board",
    operation="getBoard",
    permission=SEE,
    response=BoardOut,
)
def get_board(
    request: ApiRequest,
    pipeline_id: UUID,
    owner: Query[OptionalLine] = "all",
    text: Query[OptionalLine | None] = None,
    late: Query[bool] = False,
    rotting: Query[bool] = False,
    no_next_step: Query[bool] = False,
    closing_this_month: Query[bool] = False,
) -> dict[str, Any]:
    """The board: totals of each stage and its first 20 cards, of whatever the caller may see.

    `owner` is `me`, `team`, `all`, `none` or a member's id; the others are quick filters.
    """
    quick = _quick(text, late, rotting, no_next_step, closing_this_month)
    return board.board(request.actor, pipeline_id, owner=owner, quick=quick)


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/board/{stage_id}/cards",
    operation="listBoardCards",
    permission=SEE,
    response=Page[DealCard],
)
def list_board_cards(
    request: ApiRequest,
    pipeline_id: UUID,
    stage_id: UUID,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 20,
    owner: Query[OptionalLine] = "all",
    text: Query[OptionalLine | None] = None,
    late: Query[bool] = False,
    rotting: Query[bool] = False,
    no_next_step: Query[bool] = False,
    closing_this_month: Query[bool] = False,
) -> dict[str, Any]:
    """Further cards of one stage, in the board's order."""
    quick = _quick(text, late, rotting, no_next_step, closing_this_month)
    return board.column(request.actor, pipeline_id, stage_id, owner=owner, quick=quick, cursor=cursor, limit=limit)


@endpoint(
    router,
    "GET",
    "/pipelines/{pipeline_id}/lanes",
    operation="listBoardLanes",
    permission=SEE,
    response=BoardLanes,
)
def list_board_lanes(
    request: ApiRequest,
    pipeline_id: UUID,
    owner: Query[OptionalLine] = "all",
    text: Query[OptionalLine | None] = None,
    late: Query[bool] = False,
    rotting: Query[bool] = False,
    no_next_step: Query[bool] = False,
    closing_this_month: Query[bool] = False,
) -> dict[str, Any]:
    """The open deals of a pipeline by owner; the board of one lane is `getBoard` with that owner."""
    quick = _quick(text, late, rotting, no_next_step, closing_this_month)
    return board.lanes(request.actor, pipeline_id, owner=owner, quick=quick)


@endpoint(router, "GET", "/board-fields", operation="listBoardFields", permission=SEE, response=list[BoardField])
def list_board_fields(request: ApiRequest) -> list[dict[str, Any]]:
    """The single-choice fields of deals a board may be made on."""
    return choice_board.board_fields(request.actor)


@endpoint(router, "GET", "/boards/deals", operation="getChoiceBoard", permission=SEE, response=ChoiceBoard)
def get_choice_board(
    request: ApiRequest,
    by: Query[OptionalLine],
    pipeline_id: Query[UUID | None] = None,
    owner: Query[OptionalLine] = "all",
    text: Query[OptionalLine | None] = None,
    late: Query[bool] = False,
    rotting: Query[bool] = False,
    no_next_step: Query[bool] = False,
    closing_this_month: Query[bool] = False,
) -> dict[str, Any]:
    """Open deals by the choices of a field (`by=custom.priority`), totals and first 20 cards of each."""
    quick = _quick(text, late, rotting, no_next_step, closing_this_month)
    return choice_board.choice_board(request.actor, by, pipeline_id=pipeline_id, owner=owner, quick=quick)


@endpoint(router, "GET", "/boards/deals/cards", operation="listChoiceCards", permission=SEE, response=Page[DealCard])
def list_choice_cards(
    request: ApiRequest,
    by: Query[OptionalLine],
    value: Query[OptionalLine | None] = None,
    pipeline_id: Query[UUID | None] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 20,
    owner: Query[OptionalLine] = "all",
    text: Query[OptionalLine | None] = None,
    late: Query[bool] = False,
    rotting: Query[bool] = False,
    no_next_step: Query[bool] = False,
    closing_this_month: Query[bool] = False,
) -> dict[str, Any]:
    """Further cards of one choice; without `value`, of the deals that have none."""
    quick = _quick(text, late, rotting, no_next_step, closing_this_month)
    return choice_board.choice_column(
        request.actor, by, value, pipeline_id=pipeline_id, owner=owner, quick=quick, cursor=cursor, limit=limit
    )
