"""The present session in the API."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Line, Named, Schema

LanguageName = Literal["fr", "en"]
ThemeName = Literal["light", "dark", "auto"]
DensityName = Literal["comfortable", "compact"]


class UserOut(Schema):
    """The person signed in, with the preferences of the screen."""

    id: UUID
    email: str
    name: str
    language: LanguageName
    theme: ThemeName
    density: DensityName
    time_zone: str


class OpenWorkspaceOut(Schema):
    """A workspace the person may switch to."""

    id: UUID
    slug: str
    name: str


class PresentWorkspaceOut(OpenWorkspaceOut):
    """The workspace the session is in."""

    siren: str | None
    accent: str
    currency: str
    language: LanguageName


class OwnMemberOut(Schema):
    """The person as a member of the present workspace."""

    id: UUID
    name: str
    role_id: UUID
    role_name: str
    team_ids: list[UUID]


class SessionOut(Schema):
    """Who is signed in, where, and what is allowed there."""

    user: UserOut
    workspaces: list[OpenWorkspaceOut]
    workspace: PresentWorkspaceOut | None
    member: OwnMemberOut | None
    permissions: dict[str, Literal["own", "team", "all"]]
    see_as: Named | None
    mail_configured: bool
    demo: bool
    version: str


class ProfileChanges(Schema):
    """What a person may change of himself."""

    name: Line | None = None
    language: LanguageName | None = None
    theme: ThemeName | None = None
    density: DensityName | None = None
    time_zone: Annotated[str, Field(max_length=40)] | None = None
