"""Declaring an endpoint: its permission, its limit, its operation id and its answer."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from ninja.params.models import Param
from pydantic import TypeAdapter

from sillage.kernel.errors import Forbidden, Unauthenticated
from sillage.kernel.http.answers import AfterRequest, DeferredAnswer, json_answer
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import ProblemOut

Handler = TypeVar("Handler", bound=Callable[..., Any])
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
LimitName = Literal["user", "sign_in", "webhook"]

# Limits of their own, by method and route; the gate counts these before the transaction begins.
OWN_LIMITS: dict[tuple[str, str], LimitName] = {}
# Doors that stay open for a browser whose session has ended.
PUBLIC_ROUTES: set[tuple[str, str]] = set()

# Endpoints without a permission of their own say which of these applies.
PUBLIC = "public"
SIGNED_IN = "signed_in"
MEMBER = "member"

_PROBLEMS = {
    400: "Malformed request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "Conflict",
    412: "Stale version; `current` is the present value",
    413: "Too large",
    422: "Invalid fields",
    429: "Too many requests",
    503: "A part Sillage depends on does not answer",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an endpoint promises; the architecture tests read it."""

    operation: str
    method: str
    path: str
    permission: str
    limit: LimitName


class Authorise:
    """Ninja's authentication hook: it runs before any input is parsed."""

    def __init__(self, permission: str, *, writes: bool) -> None:
        self.permission = permission
        self.writes = writes

    def __call__(self, request: HttpRequest) -> bool:
        """True when the caller may go on. Raises `Unauthenticated` or `Forbidden`."""
        caller = cast(ApiRequest, request)
        if self.permission == PUBLIC:
            return True
        if self.permission == SIGNED_IN:
            if caller.user_id is None:
                raise Unauthenticated
            return True
        actor = getattr(caller, "actor", None)
        if actor is None:
            raise Unauthenticated if caller.user_id is None else Forbidden
        if actor.read_only and self.writes:
            raise Forbidden
        if self.permission != MEMBER and not actor.can(self.permission):
            raise Forbidden
        return True


def endpoint(
    router: Router,
    method: Method,
    path: str,
    *,
    operation: str,
    permission: str,
    response: Any = None,
    status: int | None = None,
    limit: LimitName = "user",
    raw: str | None = None,
    idempotent_read: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a handler with everything the product promises about it.

    The handler returns plain data in the shape of `response` (written without re-validation; the
    tests check it against the schema), a schema, None for 204, `AfterRequest` for what is asked
    outside once the transaction is over, or a finished response when `raw` names its media type.
    `idempotent_read` marks a POST that writes nothing.
    """
    success = status or (204 if response is None and raw is None else 201 if method == "POST" else 200)
    writes = method != "GET" and not idempotent_read
    declaration = Declaration(operation, method, path, permission, limit)
    route = f"api/v1{path.replace('{', '<').replace('}', '>')}"
    if limit != "user":
        OWN_LIMITS[method, route] = limit
    if permission == PUBLIC:
        PUBLIC_ROUTES.add((method, route))
    adapter: TypeAdapter[Any] | None = TypeAdapter(response) if response is not None else None

    def declare(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            result = handler(request, *args, **kwargs)
            if isinstance(result, HttpResponseBase):
                return result
            if isinstance(result, AfterRequest):
                return DeferredAnswer(lambda: written(result.run()))
            if result is None and success == 204:
                return HttpResponse(status=204)
            return written(result)

        def written(result: Any) -> HttpResponse:
            if adapter is not None and settings.SILLAGE_CHECK_ANSWERS:
                adapter.validate_python(result)
            return json_answer(result, success)

        answer.__signature__ = _resolved_signature(handler)  # type: ignore[attr-defined]
        answer.declaration = declaration  # type: ignore[attr-defined]
        router.api_operation(
            [method],
            path,
            operation_id=operation,
            auth=None if permission == PUBLIC else Authorise(permission, writes=writes),
            response={success: response},
            openapi_extra=_documentation(permission, success, writes=writes, raw=raw),
        )(answer)
        return handler

    return declare


def _resolved_signature(handler: Callable[..., Any]) -> inspect.Signature:
    """The handler's signature with its annotations looked up where they were written.

    Ninja would look them up among the names of this file, and sets a parameter's default in a way
    that Pydantic forgets when the type is itself annotated; so the default goes in from the start.
    """
    signature = inspect.signature(handler, eval_str=True)
    return signature.replace(parameters=[_with_default(entry) for entry in signature.parameters.values()])


def _with_default(parameter: inspect.Parameter) -> inspect.Parameter:
    if get_origin(parameter.annotation) is not Annotated or parameter.default is inspect.Parameter.empty:
        return parameter
    kind, *marks = get_args(parameter.annotation)
    if not isinstance(marks[-1], Param):
        return parameter
    bare = Annotated[kind, *marks[:-1]] if len(marks) > 1 else kind
    return parameter.replace(annotation=bare, default=type(marks[-1])(parameter.default))


def _documentation(permission: str, success: int, *, writes: bool, raw: str | None) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}
    responses: dict[Any, Any] = {
        code: {"description": text, "content": {"application/problem+json": {"schema": schema}}}
        for code, text in _PROBLEMS.items()
    }
    if raw:
        binary = {"type": "string", "format": "binary"}
        responses[success] = {"description": "OK", "content": {raw: {"schema": binary}}}
    extra: dict[str, Any] = {"responses": responses, "x-permission": permission}
    if permission != PUBLIC:
        extra["security"] = [{"session": []}, {"apiKey": []}]
    if writes:
        extra["x-writes"] = True
    return extra
