"""Notes about records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.activities.notes import actions, queries
from sillage.activities.notes.schemas import NoteIn, NoteOut, NoteUpdate
from sillage.activities.notes.types import About
from sillage.kernel.http.endpoint import MEMBER, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version

router = Router(tags=["notes"])


@endpoint(router, "POST", "/notes", operation="createNote", permission="note.create", response=NoteOut)
def create_note(request: ApiRequest, data: NoteIn) -> dict[str, Any]:
    """Write a note about one or more records."""
    about = [About(each.object, each.id) for each in data.about]
    note_id = actions.create_note(request.actor, data.body, about, pinned=data.pinned)
    return queries.current_note(request.actor, note_id)


@endpoint(router, "GET", "/notes/{note_id}", operation="getNote", permission="note.see", response=NoteOut)
def get_note(request: ApiRequest, note_id: UUID) -> dict[str, Any]:
    """One note."""
    return queries.current_note(request.actor, note_id)


@endpoint(router, "PATCH", "/notes/{note_id}", operation="updateNote", permission=MEMBER, response=NoteOut)
def update_note(request: ApiRequest, note_id: UUID, data: NoteUpdate) -> dict[str, Any]:
    """Change the text of a note, or pin it."""
    values = {name: value for name, value in data.dict(exclude={"version"}).items() if value is not None}
    actions.update_note(request.actor, note_id, values, expected_version(request, data.version))
    return queries.current_note(request.actor, note_id)


@endpoint(router, "DELETE", "/notes/{note_id}", operation="deleteNote", permission=MEMBER)
def delete_note(request: ApiRequest, note_id: UUID) -> None:
    """Put a note in the trash."""
    actions.delete_note(request.actor, note_id, expected_version(request))


@endpoint(
    router, "POST", "/notes/{note_id}/restore", operation="restoreNote", permission=MEMBER, response=NoteOut, status=200
)
def restore_note(request: ApiRequest, note_id: UUID) -> dict[str, Any]:
    """Take a note out of the trash."""
    actions.restore_note(request.actor, note_id, expected_version(request))
    return queries.current_note(request.actor, note_id)
