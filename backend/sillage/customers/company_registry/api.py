"""The company registry over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router

from sillage.customers.company_registry import actions, queries
from sillage.customers.company_registry.jobs import enqueue_comparison
from sillage.customers.company_registry.schemas import (
    CompaniesOut,
    FillIn,
    FromRegistryIn,
    ProposalsOut,
    RegistryIn,
    RegistryOut,
    State,
)
from sillage.customers.organisations.queries import organisation_after_write
from sillage.customers.organisations.schemas import OrganisationDetail
from sillage.kernel.http.answers import AfterRequest
from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import OptionalLine
from sillage.kernel.http.versions import expected_version

router = Router(tags=["company registry"])
SEE, EDIT = "organisation.see", "organisation.edit"


@endpoint(router, "GET", "/company-registry", operation="getCompanyRegistry", permission=SEE, response=RegistryOut)
def get_company_registry(request: ApiRequest) -> dict[str, Any]:
    """Whether the register is asked, its last comparison and how many changes wait."""
    return queries.status(request.actor)


@endpoint(
    router,
    "PATCH",
    "/company-registry",
    operation="switchCompanyRegistry",
    permission="workspace.manage",
    response=RegistryOut,
)
def switch_company_registry(request: ApiRequest, body: RegistryIn) -> dict[str, Any]:
    """Ask the register from now on, or no longer."""
    actions.switch_registry(request.actor, body.enabled)
    return queries.status(request.actor)


@endpoint(
    router,
    "GET",
    "/company-registry/companies",
    operation="searchCompanies",
    permission=SEE,
    response=CompaniesOut,
)
def search_companies(request: ApiRequest, q: Query[OptionalLine]) -> AfterRequest:
    """Companies by name, SIREN or SIRET, from three characters on; asked of the register outside."""
    return AfterRequest(queries.search(q))


@endpoint(
    router,
    "POST",
    "/company-registry/organisations",
    operation="createOrganisationFromRegistry",
    permission="organisation.create",
    response=OrganisationDetail,
)
def create_organisation_from_registry(request: ApiRequest, body: FromRegistryIn) -> dict[str, Any]:
    """Create an organisation from a form the register filled; values left as they were carry its mark."""
    values = body.values.model_dump(exclude_unset=True)
    organisation_id = actions.create_from_registry(request.actor, body.siren, values)
    return organisation_after_write(request.actor, organisation_id)


@endpoint(
    router,
    "POST",
    "/organisations/{organisation_id}/registry",
    operation="fillOrganisationFromRegistry",
    permission=EDIT,
    response=OrganisationDetail,
    status=200,
)
def fill_organisation_from_registry(request: ApiRequest, organisation_id: UUID, body: FillIn) -> dict[str, Any]:
    """Take the chosen fields from what the register said a moment ago."""
    version = expected_version(request, body.version)
    actions.fill_from_registry(request.actor, organisation_id, body.siren, body.fields, version)
    return organisation_after_write(request.actor, organisation_id)


@endpoint(
    router,
    "POST",
    "/company-registry/comparisons",
    operation="compareWithRegistry",
    permission="workspace.manage",
    response=RegistryOut,
)
def compare_with_registry(request: ApiRequest) -> dict[str, Any]:
    """Compare every organisation with the register now, in the background."""
    run_id = actions.start_comparison(request.actor)
    if run_id is not None:
        enqueue_comparison(request.actor.workspace_id, run_id)
    return queries.status(request.actor)


@endpoint(
    router,
    "GET",
    "/company-registry/proposals",
    operation="listRegistryProposals",
    permission=SEE,
    response=ProposalsOut,
)
def list_registry_proposals(request: ApiRequest, status: Query[State] = "open") -> dict[str, Any]:
    """The changes the register proposes."""
    return queries.proposals(request.actor, status)


@endpoint(
    router,
    "POST",
    "/company-registry/proposals/{proposal_id}/accept",
    operation="acceptRegistryProposal",
    permission=EDIT,
    response=OrganisationDetail,
    status=200,
)
def accept_registry_proposal(request: ApiRequest, proposal_id: UUID) -> dict[str, Any]:
    """Write the proposed values on the record."""
    return organisation_after_write(request.actor, actions.accept_proposal(request.actor, proposal_id))


@endpoint(
    router,
    "POST",
    "/company-registry/proposals/{proposal_id}/ignore",
    operation="ignoreRegistryProposal",
    permission=EDIT,
    response=OrganisationDetail,
    status=200,
)
def ignore_registry_proposal(request: ApiRequest, proposal_id: UUID) -> dict[str, Any]:
    """Leave the record as it is; the same change is not proposed again."""
    return organisation_after_write(request.actor, actions.ignore_proposal(request.actor, proposal_id))
