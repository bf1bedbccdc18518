"""The API object: parser, errors and description."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, cast
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound, Problem
from sillage.kernel.http.answers import problem_answer
from sillage.kernel.http.failures import Malformed, as_problem
from sillage.kernel.http.request import ApiRequest
from sillage.kernel.http.schemas import FieldProblemOut, ProblemOut
from sillage.kernel.registry import registry
from sillage.kernel.text import Text, has_control_characters

_CONTROL = Text(fr="Ce texte contient des caractères de contrôle", en="This text holds control characters")
_MAX_DEPTH = 40


class StrictParser(Parser):
    """Parses JSON bodies and refuses control characters anywhere in them, naming the field."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as values. Raises `Malformed` or `InvalidFields`."""
        try:
            value = orjson.loads(request.body)
        except orjson.JSONDecodeError as error:
            raise Malformed(
                Text(
                    fr="Le JSON est invalide : ligne {line}, colonne {column}",
                    en="The JSON is invalid: line {line}, column {column}",
                ).format(line=error.lineno, column=error.colno)
            ) from error
        if faulty := list(_control_paths(value, "")):
            raise InvalidFields(fields=[FieldProblem(path, "control_characters", _CONTROL) for path in faulty])
        return value


def _control_paths(value: Any, path: str, depth: int = 0) -> Iterable[str]:
    if depth > _MAX_DEPTH:
        raise Malformed
    if isinstance(value, str):
        if has_control_characters(value):
            yield path
    elif isinstance(value, dict):
        for name, item in value.items():
            if has_control_characters(name):
                yield path
            yield from _control_paths(item, f"{path}.{name}" if path else name, depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _control_paths(item, f"{path}.{index}" if path else str(index), depth + 1)


def build_api(routers: Iterable[Router], version: str) -> NinjaAPI:
    """The API with its routers. Every exception becomes a problem document here."""
    api = NinjaAPI(
        title="Sillage",
        version=version,
        description="The API of Sillage, the CRM for French companies and law firms.",
        docs_url=None,
        openapi_url=None,
        parser=StrictParser(),
        urls_namespace="api",
    )
    for kind in (Problem, Exception, HttpError, AuthenticationError, ValidationError):
        api.add_exception_handler(kind, partial(_failed))
    for router in routers:
        api.add_router("", router)
    return api


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    caller = cast(ApiRequest, request)
    problem = as_problem(error)
    if isinstance(problem, NotFound) and request.method == "GET":
        _say_where_it_went(caller, problem)
    return problem_answer(problem, caller.language, caller.request_id)


def _say_where_it_went(request: ApiRequest, problem: Problem) -> None:
    """Old addresses lead on: a record merged into another is not found, but its successor is named."""
    offered = registry.offer("merged_into_for")
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    ids = [value for value in match.kwargs.values() if isinstance(value, UUID)] if match else []
    ids += [found for value in (match.kwargs.values() if match else ()) if (found := _as_id(value))]
    if offered is not None and actor is not None and ids:
        into = offered(actor, ids)
        if into is not None:
            problem.extra["merged_into"] = into


def _as_id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def openapi_document(api: NinjaAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document, with the problem schema and the two ways to sign in."""
    document: dict[str, Any] = dict(OpenAPISchema(api, "api/v1/"))
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    template = "#/components/schemas/{model}"
    problem = ProblemOut.model_json_schema(ref_template=template)
    problem.pop("$defs", None)
    schemas["ProblemOut"] = problem
    schemas["FieldProblemOut"] = FieldProblemOut.model_json_schema(ref_template=template)
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
        "apiKey": {"type": "http", "scheme": "bearer"},
    }
    return document
