"""Workspaces, and the first run of an installation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from sillage.identity.signing_in import sign_in
from sillage.identity.sql import memberships_of
from sillage.identity.users.actions import choose_workspace
from sillage.identity.workspaces import actions, queries
from sillage.identity.workspaces.schemas import (
    InstallationOut,
    SetupIn,
    SetupStateOut,
    WorkspaceChanges,
    WorkspaceIn,
    WorkspaceOut,
)
from sillage.kernel.errors import Forbidden, NotFound
from sillage.kernel.http.answers import json_answer
from sillage.kernel.http.endpoint import MEMBER, PUBLIC, SIGNED_IN, endpoint
from sillage.kernel.http.request import ApiRequest

router = Router(tags=["workspaces"])


@endpoint(
    router,
    "GET",
    "/setup",
    operation="getSetup",
    permission=PUBLIC,
    response=SetupStateOut,
)
def get_setup(request: ApiRequest) -> dict[str, Any]:
    """Whether the first run is still to be done."""
    return queries.setup_state()


@endpoint(
    router,
    "POST",
    "/setup",
    operation="completeSetup",
    permission=PUBLIC,
    limit="sign_in",
    response=WorkspaceOut,
)
def complete_setup(request: ApiRequest, body: SetupIn) -> HttpResponse:
    """Make the first workspace and its administrator, and sign him in."""
    account, workspace_id = actions.complete_first_run(body.company.model_dump(), body.administrator.model_dump())
    response = json_answer(queries.workspace(workspace_id), 201)
    sign_in(request, account, response)
    return response


@endpoint(router, "GET", "/workspace", operation="getWorkspace", permission=MEMBER, response=WorkspaceOut)
def get_workspace(request: ApiRequest) -> dict[str, Any]:
    """The settings of the present workspace."""
    return queries.workspace(request.actor.workspace_id)


@endpoint(
    router,
    "PATCH",
    "/workspace",
    operation="updateWorkspace",
    permission="workspace.manage",
    response=WorkspaceOut,
)
def update_workspace(request: ApiRequest, body: WorkspaceChanges) -> dict[str, Any]:
    """Change the settings of the present workspace."""
    actions.update_workspace(request.actor, body.model_dump(exclude_unset=True))
    return queries.workspace(request.actor.workspace_id)


@endpoint(
    router,
    "POST",
    "/workspaces",
    operation="createWorkspace",
    permission="workspace.manage",
    response=WorkspaceOut,
)
def create_workspace(request: ApiRequest, body: WorkspaceIn) -> dict[str, Any]:
    """Make another workspace that the caller administers."""
    return queries.workspace(actions.create_workspace(request.actor, body.model_dump()))


@endpoint(
    router,
    "POST",
    "/workspaces/{workspace_id}/switch",
    operation="switchWorkspace",
    permission=SIGNED_IN,
    response=WorkspaceOut,
    status=200,
)
def switch_workspace(request: ApiRequest, workspace_id: UUID) -> dict[str, Any]:
    """Work in another workspace of one's own from now on."""
    actor = getattr(request, "actor", None)
    if actor is not None and (actor.key_id is not None or actor.read_only):
        raise Forbidden
    if request.user_id is None or workspace_id not in {one.workspace_id for one in memberships_of(request.user_id)}:
        raise NotFound
    choose_workspace(request.user_id, workspace_id)
    return queries.workspace(workspace_id)


@endpoint(
    router,
    "GET",
    "/installation",
    operation="getInstallationStatus",
    permission="backup.see",
    response=InstallationOut,
)
def get_installation_status(request: ApiRequest) -> dict[str, Any]:
    """Versions, mail and the last backup."""
    return queries.installation(request.actor)
