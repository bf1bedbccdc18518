"""Roles and the matrix of permissions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.identity.roles import actions, queries
from sillage.identity.roles.schemas import CatalogueOut, RoleChanges, RoleIn, RoleOut, RolesOut
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest

router = Router(tags=["roles"])


@endpoint(router, "GET", "/roles", operation="listRoles", permission=MEMBER, response=RolesOut)
def list_roles(request: ApiRequest) -> dict[str, Any]:
    """The roles of the workspace, built-in ones first."""
    return {"items": queries.roles_of_workspace(request.actor)}


@endpoint(router, "POST", "/roles", operation="createRole", permission="role.manage", response=RoleOut)
def create_role(request: ApiRequest, body: RoleIn) -> dict[str, Any]:
    """Make a custom role."""
    role_id = actions.create_role(request.actor, body.name, body.permissions)
    return queries.role(request.actor, role_id)


@endpoint(router, "PATCH", "/roles/{role_id}", operation="updateRole", permission="role.manage", response=RoleOut)
def update_role(request: ApiRequest, role_id: UUID, body: RoleChanges) -> dict[str, Any]:
    """Rename a custom role or change what it grants."""
    actions.update_role(request.actor, role_id, name=body.name, permissions=body.permissions)
    return queries.role(request.actor, role_id)


@endpoint(router, "DELETE", "/roles/{role_id}", operation="deleteRole", permission="role.manage")
def delete_role(request: ApiRequest, role_id: UUID) -> None:
    """Delete a custom role nobody holds."""
    actions.delete_role(request.actor, role_id)


@endpoint(
    router,
    "GET",
    "/permission-catalogue",
    operation="getPermissionCatalogue",
    permission=MEMBER,
    response=CatalogueOut,
)
def get_permission_catalogue(request: ApiRequest) -> dict[str, Any]:
    """Everything a role can hold, in the reader's language."""
    return queries.permission_catalogue(request.actor.language)
