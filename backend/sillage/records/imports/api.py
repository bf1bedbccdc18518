"""Imports over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit
from sillage.records.imports import actions, queries
from sillage.records.imports.schemas import (
    FieldName,
    ImportCellsIn,
    ImportListOut,
    ImportMappingIn,
    ImportOut,
    ImportPreviewOut,
    ImportRefusalListOut,
    ImportRowListOut,
    ImportRowOut,
    Outcome,
)

router = Router(tags=["imports"])
RUN = "import.run"


@endpoint(router, "POST", "/imports", operation="createImport", permission=RUN, response=ImportOut)
def create_import(
    request: ApiRequest, file: File[UploadedFile], object: Form[FieldName | None] = None
) -> dict[str, Any]:
    """Take a file (CSV, workbook, vCard), recognise its layout and propose where each column goes.

    Without `object` the headers tell which kind of record the file holds.
    """
    import_id = actions.create_import(request.actor, object=object, file=file)
    return queries.import_details(request.actor, import_id)


@endpoint(router, "GET", "/imports", operation="listImports", permission=RUN, response=ImportListOut)
def list_imports(request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 50) -> dict[str, Any]:
    """The caller's imports, the latest first; a workspace manager sees those of everybody."""
    return queries.import_list(request.actor, cursor=cursor, limit=limit)


@endpoint(router, "GET", "/imports/{import_id}", operation="getImport", permission=RUN, response=ImportOut)
def get_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """One import with its mapping and progress."""
    return queries.import_details(request.actor, import_id)


@endpoint(router, "PATCH", "/imports/{import_id}", operation="updateImportMapping", permission=RUN, response=ImportOut)
def update_import_mapping(request: ApiRequest, import_id: UUID, changes: ImportMappingIn) -> dict[str, Any]:
    """Change the mapping before the import starts."""
    actions.update_mapping(request.actor, import_id, changes.model_dump(exclude_unset=True))
    return queries.import_details(request.actor, import_id)


@endpoint(
    router,
    "POST",
    "/imports/{import_id}/check",
    operation="checkImport",
    permission=RUN,
    response=ImportOut,
    status=202,
)
def check_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """Work out what becomes of every row, without writing any; large files take a moment (`checking`)."""
    actions.check_import(request.actor, import_id)
    return queries.import_details(request.actor, import_id)


@endpoint(
    router,
    "GET",
    "/imports/{import_id}/preview",
    operation="previewImport",
    permission=RUN,
    response=ImportPreviewOut,
)
def preview_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """What the last check found: counts, and the first 100 rows with their reasons."""
    return queries.import_preview(request.actor, import_id)


@endpoint(
    router,
    "GET",
    "/imports/{import_id}/rows",
    operation="listImportRows",
    permission=RUN,
    response=ImportRowListOut,
)
def list_import_rows(
    request: ApiRequest,
    import_id: UUID,
    outcome: Outcome | None = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Every row of the file with what becomes of it, in the order of the file, after a check."""
    return queries.import_rows(request.actor, import_id, outcome=outcome, cursor=cursor, limit=limit)


@endpoint(
    router,
    "PATCH",
    "/imports/{import_id}/rows/{line}",
    operation="correctImportRow",
    permission=RUN,
    response=ImportRowOut,
)
def correct_import_row(request: ApiRequest, import_id: UUID, line: int, changes: ImportCellsIn) -> dict[str, Any]:
    """Replace cells of one row before the import; the row is judged again. The file itself stays as it came."""
    actions.correct_row(request.actor, import_id, line, {cell.index: cell.value for cell in changes.cells})
    return queries.import_row(request.actor, import_id, line)


@endpoint(
    router,
    "POST",
    "/imports/{import_id}/start",
    operation="startImport",
    permission=RUN,
    response=ImportOut,
    status=202,
)
def start_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """Start the import, or go on with one that failed."""
    actions.start_import(request.actor, import_id)
    return queries.import_details(request.actor, import_id)


@endpoint(
    router,
    "POST",
    "/imports/{import_id}/cancel",
    operation="cancelImport",
    permission=RUN,
    response=ImportOut,
    status=202,
)
def cancel_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """Stop the import after the rows at hand; what is done stays and can be undone."""
    actions.cancel_import(request.actor, import_id)
    return queries.import_details(request.actor, import_id)


@endpoint(
    router,
    "POST",
    "/imports/{import_id}/undo",
    operation="undoImport",
    permission=RUN,
    response=ImportOut,
    status=202,
)
def undo_import(request: ApiRequest, import_id: UUID) -> dict[str, Any]:
    """Take back everything the import wrote, except records changed since."""
    actions.undo_import(request.actor, import_id)
    return queries.import_details(request.actor, import_id)


@endpoint(
    router,
    "GET",
    "/imports/{import_id}/refusals",
    operation="listImportRefusals",
    permission=RUN,
    response=ImportRefusalListOut,
)
def list_import_refusals(
    request: ApiRequest, import_id: UUID, cursor: Cursor | None = None, limit: Limit = 50
) -> dict[str, Any]:
    """The refused rows in the order of the file."""
    return queries.refusal_list(request.actor, import_id, cursor=cursor, limit=limit)


@endpoint(
    router,
    "GET",
    "/imports/{import_id}/refusals.csv",
    operation="downloadImportRefusals",
    permission=RUN,
    raw="text/csv",
)
def download_import_refusals(request: ApiRequest, import_id: UUID) -> HttpResponse:
    """The refused rows as a CSV file that can be corrected and imported again."""
    name, content = queries.refusal_file(request.actor, import_id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
