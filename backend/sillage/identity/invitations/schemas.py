"""Invitations in the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from sillage.kernel.http.schemas import Line, Schema

Password = Annotated[str, Field(min_length=1, max_length=200)]
Email = Annotated[str, Field(min_length=3, max_length=254)]


class InvitationIn(Schema):
    """One colleague to invite."""

    email: Email
    role_id: UUID
    team_id: UUID | None = None


class InvitationsIn(Schema):
    """The colleagues to invite together."""

    invitations: Annotated[list[InvitationIn], Field(min_length=1, max_length=50)]


class InvitationOut(Schema):
    """An invitation that waits. `link` is there once, and only where no mail server is configured."""

    id: UUID
    email: str
    role_id: UUID
    role_name: str
    team_id: UUID | None
    invited_by: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    expired: bool
    link: str | None


class InvitationsOut(Schema):
    """The invitations that wait."""

    items: list[InvitationOut]


class InvitationShownOut(Schema):
    """What the holder of a token reads before accepting."""

    email: str
    workspace_name: str
    role_name: str
    invited_by: str
    language: str
    expires_at: AwareDatetime
    has_account: bool


class AcceptanceIn(Schema):
    """Name and password of a new person; both absent for somebody who has an account."""

    name: Line | None = None
    password: Password | None = None


class AcceptanceOut(Schema):
    """Where to go next. `signed_in` is false for an account that signs in as usual."""

    workspace_slug: str
    signed_in: bool
