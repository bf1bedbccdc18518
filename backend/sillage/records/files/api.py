"""Uploading, listing and downloading the files of records."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import File as Upload
from ninja import Form, Query, Router
from ninja.files import UploadedFile

from sillage.kernel.db import enter_workspace
from sillage.kernel.files import download_answer, link_token, open_content, read_link_token
from sillage.kernel.http.endpoint import MEMBER, PUBLIC, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version
from sillage.records.files import actions, queries
from sillage.records.files.schemas import FileLink, FileOut, FilesOut, FileText, FileUpdate

router = Router(tags=["files"])


@endpoint(router, "POST", "/files", operation="uploadFile", permission=MEMBER, response=FileOut)
def upload_file(
    request: ApiRequest,
    object: Annotated[str, Form(max_length=32)],
    record_id: Annotated[UUID, Form()],
    file: Annotated[UploadedFile, Upload()],
) -> dict[str, Any]:
    """Attach a file to a record the caller may edit."""
    file_id = actions.upload_file(request.actor, object, record_id, file.name or "", file)
    return queries.file_document(queries.file_for(request.actor, file_id))


@endpoint(router, "GET", "/files", operation="listFiles", permission=MEMBER, response=FilesOut)
def list_files(
    request: ApiRequest, object: Annotated[str, Query(max_length=32)], record_id: Annotated[UUID, Query()]
) -> dict[str, Any]:
    """The files of a record."""
    return {"items": queries.files_of(request.actor, object, record_id)}


@endpoint(router, "PATCH", "/files/{file_id}", operation="updateFile", permission=MEMBER, response=FileOut)
def update_file(request: ApiRequest, file_id: UUID, data: FileUpdate) -> dict[str, Any]:
    """Rename a file."""
    actions.update_file(request.actor, file_id, {"name": data.name}, expected_version(request, data.version))
    return queries.file_document(queries.file_for(request.actor, file_id))


@endpoint(router, "DELETE", "/files/{file_id}", operation="deleteFile", permission=MEMBER)
def delete_file(request: ApiRequest, file_id: UUID) -> None:
    """Put a file in the trash."""
    actions.delete_file(request.actor, file_id, expected_version(request))


@endpoint(
    router, "POST", "/files/{file_id}/restore", operation="restoreFile", permission=MEMBER, response=FileOut, status=200
)
def restore_file(request: ApiRequest, file_id: UUID) -> dict[str, Any]:
    """Take a file out of the trash."""
    actions.restore_file(request.actor, file_id, expected_version(request))
    return queries.file_document(queries.file_for(request.actor, file_id))


@endpoint(router, "GET", "/files/{file_id}/link", operation="getFileLink", permission=MEMBER, response=FileLink)
def get_file_link(request: ApiRequest, file_id: UUID) -> dict[str, Any]:
    """A link to the content that works for five minutes."""
    file = queries.file_for(request.actor, file_id)
    return {"url": f"/api/v1/file-content/{link_token(file.id)}"}


@endpoint(router, "GET", "/files/{file_id}/text", operation="getFileText", permission=MEMBER, response=FileText)
def get_file_text(request: ApiRequest, file_id: UUID) -> dict[str, Any]:
    """The first 256 kB of a text file, decoded."""
    return queries.text_of(queries.file_for(request.actor, file_id))


@endpoint(
    router,
    "GET",
    "/file-content/{token}",
    operation="downloadFile",
    permission=PUBLIC,
    raw="application/octet-stream",
)
def download_file(request: ApiRequest, token: str) -> FileResponse:
    """The content of a file, for whoever holds a link that is still good."""
    workspace_id, file_id = read_link_token(token)
    enter_workspace(workspace_id)
    file = queries.file_of_token(file_id)
    return download_answer(open_content(file.storage_name), file.name, file.media_type, file.size)
