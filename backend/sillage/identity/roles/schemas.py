"""Roles in the API."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from sillage.kernel.http.schemas import Line, Schema

ScopeName = Literal["own", "team", "all"]
Grants = Annotated[dict[str, ScopeName], Field(max_length=500)]


class RoleIn(Schema):
    """A custom role to make."""

    name: Line
    permissions: Grants


class RoleChanges(Schema):
    """What to change of a custom role."""

    name: Line | None = None
    permissions: Grants | None = None


class RoleOut(Schema):
    """A role with what it grants and how many active members hold it."""

    id: UUID
    key: str | None
    name: str
    purpose: str | None
    built_in: bool
    permissions: dict[str, ScopeName]
    members: int


class RolesOut(Schema):
    """The roles of the workspace."""

    items: list[RoleOut]


class VerbOut(Schema):
    """One column of the matrix for one object."""

    permission: str
    verb: str
    label: str


class ObjectPermissionsOut(Schema):
    """One row of the matrix."""

    name: str
    label: str
    verbs: list[VerbOut]


class PlainPermissionOut(Schema):
    """A permission granted as a whole or not at all."""

    permission: str
    label: str


class ScopeOut(Schema):
    """How far a permission reaches."""

    value: ScopeName
    label: str


class CatalogueOut(Schema):
    """Everything a role can hold."""

    objects: list[ObjectPermissionsOut]
    others: list[PlainPermissionOut]
    scopes: list[ScopeOut]
