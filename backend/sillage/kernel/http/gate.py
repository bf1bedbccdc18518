"""The gate: every request of the API passes here, in one database transaction.

It answers `/api/v1/` itself and runs none of the middleware that the API does not need.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import resolve
from django.utils.module_loading import import_string

from sillage.kernel.cache.limits import spend
from sillage.kernel.db.context import Unit, leave_workspace, unit_of_work
from sillage.kernel.db.identifiers import new_id
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, PayloadTooLarge, Problem, Unauthenticated
from sillage.kernel.http.answers import DeferredAnswer, problem_answer
from sillage.kernel.http.endpoint import OWN_LIMITS, PUBLIC_ROUTES
from sillage.kernel.http.failures import as_problem
from sillage.kernel.http.idempotency import replay_of, store_answer, stored_answer
from sillage.kernel.http.measures import measure_request
from sillage.kernel.http.ports import Credential, Gatekeeper
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.text import Text, pick_language

log = structlog.get_logger(__name__)
API_PREFIX = "/api/v1/"
# Boundaries, names and the other fields around a file of the largest size.
_FORM_OVERHEAD = 256 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOT_AN_ID = Text(fr="Cet identifiant n’est pas valide", en="This identifier is not valid")
_HOST_SETTING = Text(
    fr="Ajoutez-le au réglage ALLOWED_HOSTS, ou ouvrez l’adresse de PUBLIC_URL",
    en="Add it to the setting ALLOWED_HOSTS, or open the address of PUBLIC_URL",
)
_RELOAD = Text(
    fr="Rechargez-la puis recommencez, rien n’a été modifié", en="Reload it and try again, nothing was changed"
)


class ApiGate:
    """First middleware: takes requests of the API, passes the others on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.gatekeeper: Gatekeeper = import_string(settings.SILLAGE_GATEKEEPER)
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer an API request; hand any other to the next middleware."""
        if not request.path_info.startswith(API_PREFIX):
            return self.get_response(request)
        started = time.perf_counter()
        caller = cast(ApiRequest, request)
        caller.request_id = str(new_id())
        caller.language = pick_language(request.headers.get("Accept-Language"))
        caller.user_id = None
        structlog.contextvars.bind_contextvars(request_id=caller.request_id)
        try:
            response = self._answer(caller)
        except Exception as error:
            response = problem_answer(as_problem(error), caller.language, caller.request_id)
        finally:
            structlog.contextvars.unbind_contextvars("request_id")
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        response["X-Request-Id"] = caller.request_id
        measure_request(caller, response.status_code, time.perf_counter() - started)
        return response

    def _answer(self, request: ApiRequest) -> HttpResponseBase:
        _refuse_other_hosts(request)
        _refuse_control_characters(request)
        _refuse_oversized_upload(request)
        credential = self._credential(request)
        response = self._in_transaction(request, credential)
        if isinstance(response, DeferredAnswer):
            return response.finish()
        if response is not None and (response.status_code < 400 or "Idempotency-Key" not in request.headers):
            return response
        # Another request with the same key may have committed meanwhile, and this one have failed on
        # what that one wrote: then its answer is the answer.
        answer = self._answer_already_given(request, credential) or response
        assert answer is not None, "a stored answer cannot vanish within its retention"
        return answer

    def _answer_already_given(self, request: ApiRequest, credential: Credential | None) -> HttpResponse | None:
        if credential is None or request.method in SAFE_METHODS:
            return None
        with unit_of_work(Unit(request_id=request.request_id)):
            self._admit(request, credential)
            actor = getattr(request, "actor", None)
            replay = replay_of(request, actor.id) if actor is not None else None
            return stored_answer(replay) if replay else None

    def _credential(self, request: ApiRequest) -> Credential | None:
        credential = self.gatekeeper.identify(request)
        caller = self.gatekeeper.caller(credential) if credential else None
        if caller is None:
            spend("anonymous", client_address(request))
        else:
            spend("user", caller)
        request.resolver_match = resolve(request.path_info)
        own_limit = OWN_LIMITS.get((request.method or "", request.resolver_match.route))
        if own_limit:
            spend(own_limit, client_address(request))
        if caller is None:
            return None
        if credential and credential.kind == "session" and request.method not in SAFE_METHODS:
            self._refuse_forgery(request)
        return credential

    def _refuse_forgery(self, request: HttpRequest) -> None:
        self.csrf.process_request(request)
        if self.csrf.process_view(request, _guarded, (), {}) is not None:
            raise PageExpired(_RELOAD)

    def _in_transaction(self, request: ApiRequest, credential: Credential | None) -> HttpResponseBase | None:
        """Run the request; None when its idempotency key turned out to be taken at the end."""
        with unit_of_work(Unit(request_id=request.request_id)) as unit:
            if credential is not None:
                self._admit(request, credential)
            replay = None
            actor = getattr(request, "actor", None)
            if actor is not None and request.method not in SAFE_METHODS:
                replay = replay_of(request, actor.id)
                if replay and (answer := stored_answer(replay)):
                    return answer
            response = _run(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
                unit.closing.clear()
                return response
            if unit.change_set_id:
                response["X-Change-Set"] = str(unit.change_set_id)
            if replay and isinstance(response, HttpResponse) and not store_answer(replay, response):
                transaction.set_rollback(True)
                unit.closing.clear()
                return None
            return response

    def _admit(self, request: ApiRequest, credential: Credential) -> None:
        workspace_id = _uuid_header(request, "X-Workspace")
        see_as = _uuid_header(request, "X-See-As")
        try:
            admission = self.gatekeeper.admit(credential, workspace_id, see_as)
        except Unauthenticated:
            if not _is_public(request):
                raise
            # A session that has ended must not close the doors that need none.
            leave_workspace()
            return
        request.user_id = admission.user_id
        if admission.actor is not None:
            request.actor = admission.actor
            request.language = admission.actor.language


def client_address(request: HttpRequest) -> str:
    """The caller's address: the peer, or what a trusted proxy in front says (`SILLAGE_TRUSTED_PROXIES` hops)."""
    hops: int = settings.SILLAGE_TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if hops and len(forwarded) >= hops and forwarded[-hops]:
        return forwarded[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def _run(request: ApiRequest) -> HttpResponseBase:
    match = request.resolver_match
    assert match is not None, "the gate resolves every request"
    response = cast(HttpResponseBase, match.func(request, *match.args, **match.kwargs))
    # Django answers these two without a body.
    if response.status_code == 405:
        raise MethodNotAllowed(headers={"Allow": ", ".join(sorted(response.headers["Allow"].split(", ")))})
    if response.status_code == 404 and "problem" not in response.headers["Content-Type"]:
        raise NotFound
    return response


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (request.method or "", match.route) in PUBLIC_ROUTES


def _guarded(request: HttpRequest) -> HttpResponse:
    """Stands for the view in Django's CSRF check."""
    raise NotImplementedError


def _uuid_header(request: HttpRequest, name: str) -> UUID | None:
    value = request.headers.get(name)
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidFields.one(name, "uuid_parsing", _NOT_AN_ID) from error


def _refuse_other_hosts(request: HttpRequest) -> None:
    """A page elsewhere must not reach this installation under a name of its own (DNS rebinding)."""
    try:
        request.get_host()
    except DisallowedHost as error:
        raise UnknownHost(_HOST_SETTING) from error


def _refuse_control_characters(request: HttpRequest) -> None:
    if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        raise ControlCharacters


def _refuse_oversized_upload(request: HttpRequest) -> None:
    """Refuse a form with files by its announced length, before any of it is read."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    allowed = settings.SILLAGE_UPLOAD_MAX_BYTES + _FORM_OVERHEAD
    if (request.content_type or "").startswith("multipart/") and length.isdecimal() and int(length) > allowed:
        raise PayloadTooLarge


class PageExpired(Forbidden):
    """The token of the page is missing or no longer that of the session."""

    title = Text(fr="La page a expiré", en="The page has expired")


class MethodNotAllowed(Problem):
    """The address exists, and not with this method."""

    status = 405
    code = "method_not_allowed"
    title = Text(fr="Cette adresse n’accepte pas cette méthode", en="This address does not take this method")


class UnknownHost(Problem):
    """The Host header is none of this installation's names."""

    status = 400
    code = "unknown_host"
    title = Text(fr="Cette installation ne répond pas à ce nom", en="This installation does not answer to this name")


class ControlCharacters(Problem):
    """A NUL byte in the address."""

    status = 422
    code = "control_characters"
    title = Text(fr="L’adresse contient des caractères interdits", en="The address holds forbidden characters")
