"""The door in front of allauth: limits, the reader's language, and refusals as problem documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from sillage.identity.access import gatekeeper
from sillage.identity.sessions.errors import LockedOut
from sillage.kernel.cache.limits import spend
from sillage.kernel.errors import NotFound, Problem, TooManyRequests
from sillage.kernel.http.answers import problem_answer
from sillage.kernel.http.failures import Malformed, as_problem
from sillage.kernel.http.gate import SAFE_METHODS, client_address
from sillage.kernel.http.ports import Credential
from sillage.kernel.text import pick_language

PREFIX = "/_allauth/"
_API = f"{PREFIX}browser/v1/"
# An account has the one address it was invited by, and nobody signs up by himself.
_CLOSED = tuple(
    _API + path
    for path in ("account/email", "account/phone", "auth/signup", "auth/email/", "auth/phone/", "auth/code/")
)
# Ending a session proves nothing, so it is not counted as an attempt.
_ATTEMPTS = _API + "auth/"
_LEAVING = (_API + "auth/session", _API + "auth/sessions")
_LOCK_SECONDS = 900


class SignInGate:
    """Middleware in front of every path of allauth."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count the request, answer it in the reader's language, never let it be cached."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        language = pick_language(request.headers.get("Accept-Language"))
        try:
            _refuse(request)
            with override(language):
                response = self.get_response(request)
        except (Problem, RequestDataTooBig) as error:
            response = problem_answer(as_problem(error), language, None)
        if response.status_code == TooManyRequests.status and not _is_problem(response):
            response = problem_answer(TooManyRequests(60), language, None)
        response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A fault inside allauth as a problem; a credential it cannot take apart is the caller's."""
        if not request.path_info.startswith(PREFIX):
            return None
        if "/webauthn" in request.path_info and isinstance(error, KeyError | ValueError | TypeError):
            error = Malformed()
        return problem_answer(as_problem(error), pick_language(request.headers.get("Accept-Language")), None)


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: Any) -> HttpResponse:
    """The answer to an account locked for this address (axes asks for it)."""
    language = pick_language(request.headers.get("Accept-Language"))
    return problem_answer(LockedOut(_LOCK_SECONDS), language, None)


def _refuse(request: HttpRequest) -> None:
    if request.path_info.startswith(_CLOSED):
        raise NotFound
    address = client_address(request)
    credential = gatekeeper.identify(request)
    caller = gatekeeper.caller(credential) if _is_session(credential) and credential else None
    if caller:
        spend("user", caller)
    else:
        spend("anonymous", address)
    attempt = request.path_info.startswith(_ATTEMPTS) and request.path_info not in _LEAVING
    if request.method not in SAFE_METHODS:
        if attempt:
            spend("sign_in", address)
        _refuse_unreadable(request)


def _refuse_unreadable(request: HttpRequest) -> None:
    """Let only JSON objects through: allauth would fail on form bodies and on broken characters."""
    if not int(request.META.get("CONTENT_LENGTH") or 0):
        return
    if request.content_type != "application/json":
        raise Malformed
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Malformed from error
    if not isinstance(body, dict):
        raise Malformed


def _is_session(credential: Credential | None) -> bool:
    return credential is not None and credential.kind == "session"


def _is_problem(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type") == "application/problem+json"
