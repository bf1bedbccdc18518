"""Answers of the API, written as bytes once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson
from django.http import HttpResponse
from pydantic import BaseModel

from sillage.kernel.errors import Problem

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


def _default(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(type(value).__name__)


def to_json(value: Any) -> bytes:
    """A value as JSON: UUIDs and dates as text, times in UTC, amounts as decimal text."""
    return orjson.dumps(value, default=_default, option=_OPTIONS)


def json_answer(value: Any, status: int = 200) -> HttpResponse:
    """A JSON answer."""
    return HttpResponse(to_json(value), status=status, content_type="application/json")


@dataclass(frozen=True, slots=True)
class AfterRequest:
    """An answer that needs something from outside: `run` gives it once the request's transaction is over."""

    run: Callable[[], Any]


class DeferredAnswer(HttpResponse):
    """Stands for an answer until the transaction is over; `finish` makes the real one."""

    def __init__(self, finish: Callable[[], HttpResponse]) -> None:
        super().__init__(status=200)
        self.finish = finish


def secret_answer(value: Any, *, kept: Any, status: int = 201) -> HttpResponse:
    """A JSON answer with a secret shown once; an idempotency key keeps `kept` in its place."""
    response = json_answer(value, status)
    response.stored_content = to_json(kept)  # type: ignore[attr-defined]
    return response


def problem_answer(problem: Problem, language: str, request_id: str | None) -> HttpResponse:
    """A problem document with its headers."""
    body = to_json(problem.document(language, request_id))
    response = HttpResponse(body, status=problem.status, content_type="application/problem+json")
    for name, value in problem.headers.items():
        response[name] = value
    response["Content-Language"] = language
    return response
