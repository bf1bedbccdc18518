"""Contacts over HTTP."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router

from sillage.customers.contacts import actions, queries
from sillage.customers.contacts.schemas import (
    ConsentActs,
    ContactDetail,
    ContactIn,
    ContactOut,
    ContactPatch,
    LiftIn,
    OptOutIn,
    OrganisationContactOut,
)
from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.listing import owner_filter
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Count, Cursor, Limit, OptionalLine, Page
from sillage.kernel.http.versions import expected_version

router = Router(tags=["contacts"])
SEE = "contact.see"


@endpoint(router, "GET", "/contacts", operation="listContacts", permission=SEE, response=Page[ContactOut])
def list_contacts(
    request: ApiRequest,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
    sort: Query[OptionalLine] = "name",
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    organisation_id: Query[UUID | None] = None,
) -> dict[str, Any]:
    """A page of contacts. `q` is the beginning of the name, `sort` a key, with `-` downwards."""
    found = queries.Filter(q=q, owner=owner_filter(request.actor, owner), team=team, organisation_id=organisation_id)
    return queries.contact_page(request.actor, found, sort=sort, cursor=cursor, limit=limit)


@endpoint(router, "GET", "/contacts/count", operation="countContacts", permission=SEE, response=Count)
def count_contacts(
    request: ApiRequest,
    q: Query[OptionalLine | None] = None,
    owner: Query[OptionalLine | None] = None,
    team: Query[UUID | None] = None,
    organisation_id: Query[UUID | None] = None,
) -> dict[str, Any]:
    """How many contacts the filter finds, counted to 10,000."""
    found = queries.Filter(q=q, owner=owner_filter(request.actor, owner), team=team, organisation_id=organisation_id)
    return queries.contact_count(request.actor, found)


@endpoint(
    router,
    "GET",
    "/organisations/{organisation_id}/contacts",
    operation="listOrganisationContacts",
    permission=SEE,
    response=Page[OrganisationContactOut],
)
def list_organisation_contacts(
    request: ApiRequest,
    organisation_id: UUID,
    cursor: Query[Cursor | None] = None,
    limit: Query[Limit] = 50,
) -> dict[str, Any]:
    """The people of one organisation, past ones too, by name, each with its place there."""
    return queries.contacts_of_organisation(request.actor, organisation_id, cursor=cursor, limit=limit)


@endpoint(router, "POST", "/contacts", operation="createContact", permission="contact.create", response=ContactDetail)
def create_contact(request: ApiRequest, values: ContactIn) -> dict[str, Any]:
    """Create a contact."""
    contact_id = actions.create_contact(request.actor, values.model_dump(exclude_unset=True))
    return queries.contact_after_write(request.actor, contact_id)


@endpoint(
    router,
    "GET",
    "/contacts/{contact_id}",
    operation="getContact",
    permission=SEE,
    response=ContactDetail,
)
def get_contact(
    request: ApiRequest, contact_id: UUID, include: Query[Literal["timeline"] | None] = None
) -> dict[str, Any]:
    """One contact; `include=timeline` adds the first page of what happened."""
    return queries.contact_details(request.actor, contact_id, timeline=include == "timeline")


@endpoint(
    router,
    "PATCH",
    "/contacts/{contact_id}",
    operation="updateContact",
    permission="contact.edit",
    response=ContactDetail,
)
def update_contact(request: ApiRequest, contact_id: UUID, values: ContactPatch) -> dict[str, Any]:
    """Change the fields given; 412 when `version` (or `If-Match`) is no longer the present one."""
    changes = values.model_dump(exclude_unset=True)
    version = expected_version(request, changes.pop("version", None))
    actions.update_contact(request.actor, contact_id, changes, version)
    return queries.contact_after_write(request.actor, contact_id)


@endpoint(
    router,
    "GET",
    "/contacts/{contact_id}/consents",
    operation="listConsentActs",
    permission=SEE,
    response=ConsentActs,
)
def list_consent_acts(request: ApiRequest, contact_id: UUID) -> dict[str, Any]:
    """Every objection of a contact to a channel and every end of one, newest first."""
    return {"items": queries.consent_acts(request.actor, contact_id)}


@endpoint(
    router,
    "POST",
    "/contacts/{contact_id}/opt-out",
    operation="optOutContact",
    permission="contact.edit",
    response=ContactDetail,
    status=200,
)
def opt_out_contact(request: ApiRequest, contact_id: UUID, body: OptOutIn) -> dict[str, Any]:
    """Note that a contact no longer wants to be reached by these channels."""
    version = expected_version(request, body.version)
    actions.opt_out(
        request.actor, contact_id, body.channels, source=body.source, note=body.note, expected_version=version
    )
    return queries.contact_after_write(request.actor, contact_id)


@endpoint(
    router,
    "POST",
    "/contacts/{contact_id}/lift-opt-out",
    operation="liftContactOptOut",
    permission="contact.edit",
    response=ContactDetail,
    status=200,
)
def lift_contact_opt_out(request: ApiRequest, contact_id: UUID, body: LiftIn) -> dict[str, Any]:
    """End an objection, with a reason. Only a signed-in person may: API keys are refused."""
    version = expected_version(request, body.version)
    actions.lift_opt_out(request.actor, contact_id, body.channel, body.reason, version)
    return queries.contact_after_write(request.actor, contact_id)


@endpoint(router, "DELETE", "/contacts/{contact_id}", operation="deleteContact", permission="contact.delete")
def delete_contact(request: ApiRequest, contact_id: UUID) -> None:
    """Put a contact in the trash; deals it took part in keep it for the day it comes back."""
    actions.delete_contact(request.actor, contact_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/contacts/{contact_id}/restore",
    operation="restoreContact",
    permission="contact.delete",
    response=ContactDetail,
    status=200,
)
def restore_contact(request: ApiRequest, contact_id: UUID) -> dict[str, Any]:
    """Take a contact back out of the trash."""
    actions.restore_contact(request.actor, contact_id, expected_version(request))
    return queries.contact_after_write(request.actor, contact_id)
