"""Organisations over HTTP."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.customers.organisations import actions, queries
from sillage.customers.organisations.schemas import (
    FamilyOut,
    OrganisationDetail,
    OrganisationIn,
    OrganisationKind,
    OrganisationOut,
    OrganisationPatch,
)
from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.listing import owner_filter
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Count, Cursor, Limit, OptionalLine, Page
from sillage.kernel.http.versions import expected_version

router = Router(tags=["organisations"])
SEE = "organisation.see"


@endpoint(
    router, "GET", "/organisations", operation="listOrganisations", permission=SEE, response=Page[OrganisationOut]
)
def list_organisations(
    request: ApiRequest,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    sort: Query[OptionalLine] = "name",
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    kind: Query[OrganisationKind | None] = None,
) -> dict[str, Any]:
    """A page of organisations. `q` is the beginning of the name, `sort` a key, with `-` downwards."""
    found = queries.Filter(q=q, owner=owner_filter(request.actor, owner), team=team, kind=kind)
    return queries.organisation_page(request.actor, found, sort=sort, cursor=cursor, limit=limit)


@endpoint(router, "GET", "/organisations/count", operation="countOrganisations", permission=SEE, response=Count)
def count_organisations(
    request: ApiRequest,
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    kind: Query[OrganisationKind | None] = None,
) -> dict[str, Any]:
    """How many organisations the filter finds, counted to 10,000."""
    found = queries.Filter(q=q, owner=owner_filter(request.actor, owner), team=team, kind=kind)
    return queries.organisation_count(request.actor, found)


@endpoint(
    router,
    "POST",
    "/organisations",
    operation="createOrganisation",
    permission="organisation.create",
    response=OrganisationDetail,
)
def create_organisation(request: ApiRequest, values: OrganisationIn) -> dict[str, Any]:
    """Create an organisation."""
    organisation_id = actions.create_organisation(request.actor, values.model_dump(exclude_unset=True))
    return queries.organisation_after_write(request.actor, organisation_id)


@endpoint(
    router,
    "GET",
    "/organisations/{organisation_id}",
    operation="getOrganisation",
    permission=SEE,
    response=OrganisationDetail,
)
def get_organisation(
    request: ApiRequest, organisation_id: UUID, include: Query[Literal["timeline"] | None] = None
) -> dict[str, Any]:
    """One organisation; `include=timeline` adds the first page of what happened."""
    return queries.organisation_details(request.actor, organisation_id, timeline=include == "timeline")


@endpoint(
    router,
    "GET",
    "/organisations/{organisation_id}/family",
    operation="getOrganisationFamily",
    permission=SEE,
    response=FamilyOut,
)
def get_organisation_family(request: ApiRequest, organisation_id: UUID) -> dict[str, Any]:
    """The group an organisation belongs to, parents before children."""
    return queries.organisation_family(request.actor, organisation_id)


@endpoint(
    router,
    "PATCH",
    "/organisations/{organisation_id}",
    operation="updateOrganisation",
    permission="organisation.edit",
    response=OrganisationDetail,
)
def update_organisation(request: ApiRequest, organisation_id: UUID, values: OrganisationPatch) -> dict[str, Any]:
    """Change the fields given; 412 when `version` (or `If-Match`) is no longer the present one."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_organisation(request.actor, organisation_id, changes, version)
    return queries.organisation_after_write(request.actor, organisation_id)


@endpoint(
    router,
    "DELETE",
    "/organisations/{organisation_id}",
    operation="deleteOrganisation",
    permission="organisation.delete",
)
def delete_organisation(request: ApiRequest, organisation_id: UUID) -> None:
    """Put an organisation in the trash; its contacts and deals stay."""
    actions.delete_organisation(request.actor, organisation_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/organisations/{organisation_id}/restore",
    operation="restoreOrganisation",
    permission="organisation.delete",
    response=OrganisationDetail,
    status=200,
)
def restore_organisation(request: ApiRequest, organisation_id: UUID) -> dict[str, Any]:
    """Take an organisation back out of the trash."""
    actions.restore_organisation(request.actor, organisation_id, expected_version(request))
    return queries.organisation_after_write(request.actor, organisation_id)
