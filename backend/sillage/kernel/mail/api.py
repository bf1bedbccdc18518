"""Administrators read what Sillage sent, above all where no mail server is configured."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from sillage.kernel.http.endpoint import endpoint
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import Cursor, Limit, Page
from sillage.kernel.mail import queries
from sillage.kernel.mail.schemas import OutboxMailOut, OutboxMailTextOut

router = Router(tags=["outbox mail"])


@endpoint(
    router,
    "GET",
    "/outbox-mail",
    operation="listOutboxMail",
    permission="mail_outbox.see",
    response=Page[OutboxMailOut],
)
def list_outbox_mail(request: ApiRequest, cursor: Cursor | None = None, limit: Limit = 50) -> dict[str, Any]:
    """The mail of the workspace, newest first."""
    return queries.outbox_page(request.actor, cursor, limit)


@endpoint(
    router,
    "GET",
    "/outbox-mail/{mail_id}",
    operation="getOutboxMail",
    permission="mail_outbox.see",
    response=OutboxMailTextOut,
)
def get_outbox_mail(request: ApiRequest, mail_id: UUID) -> dict[str, Any]:
    """One message with its text."""
    return queries.outbox_mail(request.actor, mail_id)
