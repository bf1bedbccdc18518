"""Problem classes. Each has a stable code, an HTTP status and a text in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sillage.kernel.text import Text


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field; `path` is where the caller put it, e.g. `contacts.0.email`."""

    path: str
    code: str
    message: Text

    def document(self, language: str) -> dict[str, str]:
        """The field's entry in the problem document."""
        return {"path": self.path, "code": self.code, "message": self.message.in_language(language)}


class Problem(Exception):
    """The base of every error a caller can meet.

    Subclasses fix `status`, `code` and `title`; an instance may add a `detail` sentence, the
    `fields` concerned, and `extra` members of the document.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    title: ClassVar[Text] = Text(fr="Requête refusée", en="Bad request")

    def __init__(
        self,
        detail: Text | None = None,
        *,
        fields: Sequence[FieldProblem] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(self.code)
        self.detail = detail
        self.fields = tuple(fields)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})

    def document(self, language: str, request_id: str | None = None) -> dict[str, Any]:
        """The RFC 9457 document in one language."""
        document: dict[str, Any] = {
            "type": f"urn:sillage:problem:{self.code}",
            "title": self.title.in_language(language),
            "status": self.status,
            "code": self.code,
            "detail": self.detail.in_language(language) if self.detail else None,
            "fields": [entry.document(language) for entry in self.fields],
            "request_id": request_id,
        }
        return document | self.extra


class Unauthenticated(Problem):
    """Nobody is signed in, or the session or key has ended."""

    status = 401
    code = "unauthenticated"
    title = Text(fr="Connectez-vous pour continuer", en="Sign in to continue")


class Forbidden(Problem):
    """The caller is known but may not do this."""

    status = 403
    code = "forbidden"
    title = Text(fr="Votre rôle ne permet pas cette action", en="Your role does not allow this")


class NotFound(Problem):
    """No such record for this caller; the same answer for a record he may not see."""

    status = 404
    code = "not_found"
    title = Text(fr="Introuvable", en="Not found")


class Conflict(Problem):
    """The state of the record does not allow the action."""

    status = 409
    code = "conflict"
    title = Text(fr="Action impossible dans l’état actuel", en="Not possible in the current state")


class StaleVersion(Problem):
    """Somebody changed the record meanwhile; `current` in the document is its present value."""

    status = 412
    code = "stale_version"
    title = Text(fr="Cette fiche a été modifiée entre-temps", en="This record has changed in the meantime")

    def __init__(self, current: Mapping[str, Any]) -> None:
        super().__init__(extra={"current": dict(current)})


class PayloadTooLarge(Problem):
    """The request or file exceeds its size limit."""

    status = 413
    code = "too_large"
    title = Text(fr="Le contenu envoyé est trop volumineux", en="The content sent is too large")


class InvalidFields(Problem):
    """One or more fields are wrong; nothing was changed."""

    status = 422
    code = "invalid_fields"
    title = Text(fr="Certains champs sont à corriger", en="Some fields need correcting")

    @classmethod
    def one(cls, path: str, code: str, message: Text) -> InvalidFields:
        """The problem for a single field."""
        return cls(fields=[FieldProblem(path, code, message)])


class TooManyRequests(Problem):
    """A rate limit was reached; `Retry-After` says when to come back."""

    status = 429
    code = "too_many_requests"
    title = Text(fr="Trop de requêtes, patientez un instant", en="Too many requests, wait a moment")

    def __init__(self, retry_after: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after)})


class Unavailable(Problem):
    """A part Sillage depends on (database, disk, mail server) does not answer."""

    status = 503
    code = "unavailable"
    title = Text(
        fr="Le service ne répond pas, rien n’a été modifié",
        en="The service does not answer, nothing was changed",
    )
