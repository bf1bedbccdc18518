"""What the HTTP layer asks of whoever knows people and keys (the identity capability)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from django.http import HttpRequest

from sillage.kernel.permissions.actor import Actor


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request shows: a session cookie or an API key. `secret` is never logged."""

    kind: Literal["session", "api_key"]
    secret: str

    def __repr__(self) -> str:
        return f"Credential({self.kind})"


@dataclass(frozen=True, slots=True)
class Admission:
    """Who was let in. `actor` is None for a signed-in person without a workspace."""

    user_id: UUID | None
    actor: Actor | None


class Gatekeeper(Protocol):
    """Turns credentials into actors."""

    def identify(self, request: HttpRequest) -> Credential | None:
        """The credential a request shows, without asking the database."""

    def caller(self, credential: Credential) -> str | None:
        """A stable name of the caller for rate limits, or None when the credential is worthless."""

    def admit(self, credential: Credential, workspace_id: UUID | None, see_as: UUID | None) -> Admission:
        """Check the credential and enter its workspace; runs inside the request's transaction.

        Raises `Unauthenticated` when the session or key has ended, `NotFound` when the person does
        not belong to the workspace, `Forbidden` when he may not see as that member.
        """
