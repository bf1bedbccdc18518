"""Exports over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse
from ninja import Router

from sillage.kernel.db import enter_workspace
from sillage.kernel.files import download_answer, open_content, read_link_token
from sillage.kernel.http.endpoint import MEMBER, PUBLIC, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page
from sillage.records.exports import actions, queries
from sillage.records.exports.schemas import ExportIn, ExportLink, ExportOut
from sillage.records.exports.types import MEDIA_TYPES

router = Router(tags=["exports"])


@endpoint(router, "POST", "/exports", operation="requestExport", permission=MEMBER, response=ExportOut, status=202)
def request_export(request: ApiRequest, data: ExportIn) -> dict[str, Any]:
    """Have records written to a file in the background."""
    export_id = actions.request_export(
        request.actor,
        data.object,
        selection=data.selection.model_dump(mode="json", by_alias=True, exclude_none=True),
        fields=data.fields,
        sort=data.sort,
        format=data.format,
    )
    return queries.export_details(request.actor, export_id)


@endpoint(router, "GET", "/exports", operation="listExports", permission=MEMBER, response=Page[ExportOut])
def list_exports(request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 50) -> dict[str, Any]:
    """The caller's exports, the latest first."""
    return queries.export_page(request.actor, cursor=cursor, limit=limit)


@endpoint(router, "GET", "/exports/{export_id}", operation="getExport", permission=MEMBER, response=ExportOut)
def get_export(request: ApiRequest, export_id: UUID) -> dict[str, Any]:
    """One export and how far it has come."""
    return queries.export_details(request.actor, export_id)


@endpoint(
    router,
    "POST",
    "/exports/{export_id}/cancel",
    operation="cancelExport",
    permission=MEMBER,
    response=ExportOut,
    status=200,
)
def cancel_export(request: ApiRequest, export_id: UUID) -> dict[str, Any]:
    """Give up an export that waits or runs."""
    actions.cancel_export(request.actor, export_id)
    return queries.export_details(request.actor, export_id)


@endpoint(router, "GET", "/exports/{export_id}/link", operation="getExportLink", permission=MEMBER, response=ExportLink)
def get_export_link(request: ApiRequest, export_id: UUID) -> dict[str, str]:
    """A link to the file that works for five minutes."""
    return queries.export_link(request.actor, export_id)


@endpoint(
    router,
    "GET",
    "/export-content/{token}",
    operation="downloadExport",
    permission=PUBLIC,
    raw="application/octet-stream",
)
def download_export(request: ApiRequest, token: str) -> FileResponse:
    """The file of an export, for whoever holds a link that is still good."""
    workspace_id, export_id = read_link_token(token)
    enter_workspace(workspace_id)
    export = queries.export_of_token(export_id)
    content = open_content(export.storage_name)
    return download_answer(content, export.file_name, MEDIA_TYPES[export.format], export.file_size or 0)
