"""Workspaces and the first run in the API."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from sillage.kernel.http.schemas import Line, Schema

LanguageName = Literal["fr", "en"]
Siren = Annotated[str, Field(max_length=20)]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Currency = Annotated[str, Field(min_length=3, max_length=3)]


class WorkspaceOut(Schema):
    """A workspace's settings."""

    id: UUID
    slug: str
    name: str
    siren: str | None
    accent: str
    currency: str
    language: LanguageName


class WorkspaceChanges(Schema):
    """What to change of a workspace."""

    name: Line | None = None
    siren: Siren | None = None
    accent: Colour | None = None
    currency: Currency | None = None
    language: LanguageName | None = None


class WorkspaceIn(Schema):
    """A workspace to make."""

    name: Line
    siren: Siren | None = None
    accent: Colour = "#0E5A78"
    currency: Currency = "EUR"
    language: LanguageName = "fr"


class SetupStateOut(Schema):
    """Whether the first run is still to be done."""

    needed: bool
    mail_configured: bool
    version: str


class CompanyIn(Schema):
    """The company of the first run."""

    name: Line
    siren: Siren | None = None
    language: LanguageName = "fr"


class AdministratorIn(Schema):
    """The first administrator."""

    name: Line
    email: Annotated[str, Field(min_length=3, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=200)]
    language: LanguageName = "fr"


class SetupIn(Schema):
    """The first run: the company and its administrator."""

    company: CompanyIn
    administrator: AdministratorIn


class LastBackupOut(Schema):
    """The newest backup that succeeded."""

    finished_at: AwareDatetime
    name: str
    size_bytes: int


class InstallationOut(Schema):
    """What an administrator wants to know about the installation."""

    version: str
    python_version: str
    database_version: str
    mail_configured: bool
    last_backup: LastBackupOut | None
