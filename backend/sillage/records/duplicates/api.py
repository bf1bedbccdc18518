"""Duplicates and merges over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, OptionalLine, Page
from sillage.kernel.text import Text
from sillage.records.duplicates import actions, queries, resembling
from sillage.records.duplicates.schemas import (
    ComparisonOut,
    DuplicateObjects,
    DuplicateSettings,
    MergeIn,
    MergeOut,
    MergeUndone,
    ObjectName,
    PairDecision,
    PairOut,
    PairPatch,
    RunIn,
    RunOut,
    SimilarOut,
)

router = Router(tags=["duplicates"])
_IDS = Text(fr="Des identifiants séparés par des virgules sont attendus", en="Identifiers with commas are expected")


@endpoint(router, "GET", "/duplicates/similar", operation="findSimilar", permission=MEMBER, response=SimilarOut)
def find_similar(
    request: ApiRequest,
    object: Annotated[ObjectName, Query()],
    name: Query[OptionalLine | None] = None,
    email: Query[OptionalLine | None] = None,
    phone: Query[OptionalLine | None] = None,
    siren: Query[OptionalLine | None] = None,
    vat_number: Query[OptionalLine | None] = None,
    website: Query[OptionalLine | None] = None,
    linkedin_url: Query[OptionalLine | None] = None,
    organisation_id: Query[UUID | None] = None,
    without: Query[UUID | None] = None,
) -> dict[str, Any]:
    """Records like the one being typed; `without` leaves one out (the record being edited)."""
    asked = {
        "name": name,
        "email": email,
        "phone": phone,
        "siren": siren,
        "vat_number": vat_number,
        "website": website,
        "linkedin_url": linkedin_url,
        "organisation_id": str(organisation_id) if organisation_id else None,
    }
    return resembling.similar(request.actor, object, asked, without)


@endpoint(
    router,
    "GET",
    "/duplicates/objects",
    operation="listDuplicateObjects",
    permission=MEMBER,
    response=DuplicateObjects,
)
def list_objects(request: ApiRequest) -> dict[str, Any]:
    """The kinds of record the caller may review, with what waits."""
    return {"items": queries.duplicate_objects(request.actor)}


@endpoint(router, "GET", "/duplicates", operation="listDuplicates", permission=MEMBER, response=Page[PairOut])
def list_pairs(
    request: ApiRequest,
    object: Annotated[ObjectName, Query()],
    state: Query[Literal["open", "decided"]] = "open",
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
) -> dict[str, Any]:
    """The review queue, the likeliest pairs first; `state=decided` lists what was put off or is no duplicate."""
    return queries.pair_page(request.actor, object, dismissed=state == "decided", cursor=cursor, limit=limit)


@endpoint(
    router,
    "PATCH",
    "/duplicates/pairs/{pair_id}",
    operation="decideDuplicate",
    permission=MEMBER,
    response=PairDecision,
)
def decide_pair(request: ApiRequest, pair_id: UUID, decision: PairPatch) -> dict[str, Any]:
    """Not a duplicate, later, or open again."""
    pair = actions.decide_pair(request.actor, pair_id, decision.status)
    return {"id": pair.id, "status": pair.status, "later_until": pair.later_until}


@endpoint(
    router, "GET", "/duplicates/comparison", operation="compareDuplicates", permission=MEMBER, response=ComparisonOut
)
def compare_records(
    request: ApiRequest,
    object: Annotated[ObjectName, Query()],
    ids: Annotated[str, Query(max_length=250)],
    survivor_id: Query[UUID | None] = None,
) -> dict[str, Any]:
    """2 to 5 records (ids with commas) field by field, with the values proposed."""
    try:
        wanted = [UUID(each.strip()) for each in ids.split(",")]
    except ValueError as error:
        raise InvalidFields.one("ids", "uuid_parsing", _IDS) from error
    return queries.comparison(request.actor, object, wanted, survivor_id)


@endpoint(
    router,
    "POST",
    "/duplicates/runs",
    operation="startDuplicateDetection",
    permission=MEMBER,
    response=RunOut,
    status=202,
)
def start_run(request: ApiRequest, wanted: RunIn) -> dict[str, Any]:
    """Search all records of a kind for duplicates, in the background."""
    return queries.run_document(actions.start_detection(request.actor, wanted.object))


@endpoint(router, "GET", "/duplicates/runs/{run_id}", operation="getDuplicateRun", permission=MEMBER, response=RunOut)
def get_run(request: ApiRequest, run_id: UUID) -> dict[str, Any]:
    """How far a search is."""
    return queries.run_document(queries.one_run(request.actor, run_id))


@endpoint(
    router,
    "POST",
    "/duplicates/runs/{run_id}/cancel",
    operation="cancelDuplicateDetection",
    permission=MEMBER,
    response=RunOut,
    status=200,
)
def cancel_run(request: ApiRequest, run_id: UUID) -> dict[str, Any]:
    """Stop a search; what it found stays."""
    return queries.run_document(actions.cancel_detection(request.actor, run_id))


@endpoint(
    router,
    "GET",
    "/duplicates/settings",
    operation="getDuplicateSettings",
    permission=MEMBER,
    response=DuplicateSettings,
)
def get_settings(request: ApiRequest) -> dict[str, Any]:
    """What is told of look-alikes out of the caller's reach."""
    return {"hidden": queries.hidden_setting()}


@endpoint(
    router,
    "PUT",
    "/duplicates/settings",
    operation="setDuplicateSettings",
    permission="workspace.manage",
    response=DuplicateSettings,
)
def set_settings(request: ApiRequest, settings: DuplicateSettings) -> dict[str, Any]:
    """Set what is told of look-alikes out of the caller's reach."""
    actions.set_hidden(request.actor, settings.hidden)
    return {"hidden": queries.hidden_setting()}


@endpoint(router, "POST", "/merges", operation="mergeRecords", permission=MEMBER, response=MergeOut)
def merge_records(request: ApiRequest, wanted: MergeIn) -> dict[str, Any]:
    """Merge 1 to 4 records into the survivor; the answer's `X-Change-Set` undoes it for 30 days."""
    merge_id = actions.merge_records(
        request.actor, wanted.object, wanted.survivor_id, wanted.loser_ids, wanted.choices, wanted.versions
    )
    return queries.merge_document(request.actor, merge_id)


@endpoint(router, "GET", "/merges", operation="listMerges", permission=MEMBER, response=Page[MergeOut])
def list_merges(
    request: ApiRequest,
    object: Annotated[str | None, Query(max_length=32)] = None,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
) -> dict[str, Any]:
    """Merges, the newest first."""
    return queries.merge_page(request.actor, object, cursor=cursor, limit=limit)


@endpoint(
    router,
    "POST",
    "/merges/{merge_id}/undo",
    operation="undoMerge",
    permission=MEMBER,
    response=MergeUndone,
    status=200,
)
def undo_merge(request: ApiRequest, merge_id: UUID) -> dict[str, Any]:
    """Take a merge back; what somebody changed since stays and is listed."""
    report = actions.undo_merge(request.actor, merge_id)
    return {"undone": report.undone, "conflicts": [each.document() for each in report.conflicts]}
