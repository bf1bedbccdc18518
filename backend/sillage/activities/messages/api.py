"""E-mails added to records."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File as Upload
from ninja import Form, Query, Router
from ninja.files import UploadedFile

from sillage.activities.messages import actions, queries
from sillage.activities.messages.schemas import MessageOut, MessageView
from sillage.kernel.db import enter_workspace
from sillage.kernel.files import framed_page, link_token, read_link_token
from sillage.kernel.http.endpoint import MEMBER, PUBLIC, endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.versions import expected_version

router = Router(tags=["messages"])


@endpoint(router, "POST", "/messages", operation="addMessage", permission="message.create", response=MessageOut)
def add_message(
    request: ApiRequest,
    object: Annotated[str, Form(max_length=32)],
    record_id: Annotated[UUID, Form()],
    file: Annotated[UploadedFile, Upload()],
) -> dict[str, Any]:
    """Add an e-mail file (`.eml` or `.msg`) to a record the caller may edit."""
    message_id = actions.add_message(request.actor, object, record_id, file.name or "", file)
    return queries.current_message(request.actor, message_id)


@endpoint(
    router, "GET", "/messages/{message_id}", operation="getMessage", permission="message.see", response=MessageOut
)
def get_message(request: ApiRequest, message_id: UUID) -> dict[str, Any]:
    """One message with its text."""
    return queries.current_message(request.actor, message_id)


@endpoint(
    router,
    "GET",
    "/messages/{message_id}/view",
    operation="getMessageView",
    permission="message.see",
    response=MessageView,
)
def get_message_view(request: ApiRequest, message_id: UUID, images: Annotated[bool, Query()] = False) -> dict[str, Any]:
    """A link to the HTML of a message that works for five minutes; with `images`, those elsewhere show too."""
    message = queries.message_for(request.actor, message_id)
    address = f"/api/v1/message-content/{link_token(message.id)}"
    return {"url": f"{address}?images=true" if images else address}


@endpoint(router, "DELETE", "/messages/{message_id}", operation="deleteMessage", permission=MEMBER)
def delete_message(request: ApiRequest, message_id: UUID) -> None:
    """Put a message in the trash with its files."""
    actions.delete_message(request.actor, message_id, expected_version(request))


@endpoint(
    router,
    "POST",
    "/messages/{message_id}/restore",
    operation="restoreMessage",
    permission=MEMBER,
    response=MessageOut,
    status=200,
)
def restore_message(request: ApiRequest, message_id: UUID) -> dict[str, Any]:
    """Take a message out of the trash with its files."""
    actions.restore_message(request.actor, message_id, expected_version(request))
    return queries.current_message(request.actor, message_id)


@endpoint(
    router,
    "GET",
    "/message-content/{token}",
    operation="showMessage",
    permission=PUBLIC,
    raw="text/html",
)
def show_message(request: ApiRequest, token: str, images: Annotated[bool, Query()] = False) -> HttpResponse:
    """The HTML of a message for a frame without scripts, for whoever holds a link that is still good."""
    workspace_id, message_id = read_link_token(token)
    enter_workspace(workspace_id)
    return framed_page(queries.html_of(message_id, remote_images=images), remote_images=images)
