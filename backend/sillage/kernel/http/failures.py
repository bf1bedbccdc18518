"""Every exception as a problem: one place where errors become answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sillage.kernel.errors import (
    Conflict,
    FieldProblem,
    InvalidFields,
    NotFound,
    PayloadTooLarge,
    Problem,
    Unauthenticated,
    Unavailable,
)
from sillage.kernel.text import Text

log = structlog.get_logger(__name__)


class Malformed(Problem):
    """The body is not what its content type says."""

    status = 400
    code = "malformed"
    title = Text(fr="Le contenu envoyé est illisible", en="The content sent cannot be read")


class Unexpected(Problem):
    """A fault of Sillage itself; the details are in the log under the request id."""

    status = 500
    code = "internal"
    title = Text(
        fr="Sillage a rencontré un défaut, rien n’a été modifié",
        en="Sillage met a fault, nothing was changed",
    )


class StorageFull(Problem):
    """The disk of the installation is full."""

    status = 507
    code = "storage_full"
    title = Text(
        fr="Le disque du serveur est plein, rien n’a été modifié",
        en="The server's disk is full, nothing was changed",
    )


# Pydantic's error types in the words of the person who fills the form.
_MESSAGES: dict[str, Text] = {
    "missing": Text(fr="Ce champ est obligatoire", en="This field is required"),
    "extra_forbidden": Text(fr="Ce champ est inconnu", en="This field is unknown"),
    "string_type": Text(fr="Un texte est attendu", en="Text is expected"),
    "string_too_short": Text(
        fr="Au moins {min_length} caractère(s) attendu(s)", en="At least {min_length} character(s) expected"
    ),
    "string_too_long": Text(
        fr="Au plus {max_length} caractères acceptés", en="At most {max_length} characters accepted"
    ),
    "string_pattern_mismatch": Text(fr="Le format n’est pas valide", en="The format is not valid"),
    "int_type": Text(fr="Un nombre entier est attendu", en="A whole number is expected"),
    "int_parsing": Text(fr="Un nombre entier est attendu", en="A whole number is expected"),
    "int_from_float": Text(fr="Un nombre entier est attendu", en="A whole number is expected"),
    "decimal_parsing": Text(fr="Un nombre est attendu", en="A number is expected"),
    "decimal_type": Text(fr="Un nombre est attendu", en="A number is expected"),
    "float_parsing": Text(fr="Un nombre est attendu", en="A number is expected"),
    "finite_number": Text(fr="Un nombre fini est attendu", en="A finite number is expected"),
    "decimal_max_places": Text(fr="Au plus {decimal_places} décimales", en="At most {decimal_places} decimals"),
    "decimal_max_digits": Text(fr="Ce nombre est trop grand", en="This number is too large"),
    "decimal_whole_digits": Text(fr="Ce nombre est trop grand", en="This number is too large"),
    "greater_than_equal": Text(fr="La valeur minimale est {ge}", en="The smallest value is {ge}"),
    "greater_than": Text(fr="La valeur doit dépasser {gt}", en="The value must exceed {gt}"),
    "less_than_equal": Text(fr="La valeur maximale est {le}", en="The largest value is {le}"),
    "less_than": Text(fr="La valeur doit rester sous {lt}", en="The value must stay under {lt}"),
    "uuid_parsing": Text(fr="Cet identifiant n’est pas valide", en="This identifier is not valid"),
    "uuid_type": Text(fr="Cet identifiant n’est pas valide", en="This identifier is not valid"),
    "date_from_datetime_parsing": Text(fr="Une date est attendue", en="A date is expected"),
    "date_parsing": Text(fr="Une date est attendue", en="A date is expected"),
    "date_type": Text(fr="Une date est attendue", en="A date is expected"),
    "datetime_parsing": Text(fr="Une date et une heure sont attendues", en="A date and time are expected"),
    "bool_parsing": Text(fr="Oui ou non est attendu", en="Yes or no is expected"),
    "bool_type": Text(fr="Oui ou non est attendu", en="Yes or no is expected"),
    "list_type": Text(fr="Une liste est attendue", en="A list is expected"),
    "dict_type": Text(fr="Un objet est attendu", en="An object is expected"),
    "model_attributes_type": Text(fr="Un objet est attendu", en="An object is expected"),
    "too_long": Text(fr="Au plus {max_length} éléments", en="At most {max_length} items"),
    "too_short": Text(fr="Au moins {min_length} élément(s)", en="At least {min_length} item(s)"),
    "literal_error": Text(fr="Cette valeur n’est pas proposée", en="This value is not offered"),
    "enum": Text(fr="Cette valeur n’est pas proposée", en="This value is not offered"),
}
_OTHER = Text(fr="Cette valeur n’est pas acceptée", en="This value is not accepted")
_PLACES = frozenset({"body", "query", "path", "header", "form", "file"})


def as_problem(error: Exception) -> Problem:
    """The problem that an exception means for the caller; unknown ones are logged and become 500."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HttpError) and isinstance(error.__cause__, Problem):
        # Ninja wraps whatever the body's parser raises.
        return error.__cause__
    if isinstance(error, ValidationError):
        return InvalidFields(fields=[_field_problem(entry) for entry in error.errors])
    if isinstance(error, AuthenticationError):
        return Unauthenticated()
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, RequestDataTooBig):
        return PayloadTooLarge()
    if isinstance(error, HttpError | SuspiciousOperation):
        return Malformed()
    return _database_problem(error)


def _database_problem(error: Exception) -> Problem:
    cause = type(error.__cause__).__name__ if error.__cause__ else ""
    if isinstance(error, OperationalError):
        log.exception("database_unavailable")
        return StorageFull() if cause == "DiskFull" else Unavailable()
    if isinstance(error, IntegrityError):
        log.exception("integrity_refused")
        return Conflict()
    if isinstance(error, DataError):
        log.exception("value_refused")
        return InvalidFields()
    log.exception("request_failed")
    return Unexpected()


def _field_problem(entry: Mapping[str, Any]) -> FieldProblem:
    location = list(entry.get("loc", ()))
    place = location.pop(0) if location and location[0] in _PLACES else "body"
    if place == "body" and len(location) > 1:
        # Ninja puts the name of the handler's argument first.
        location.pop(0)
    kind = str(entry.get("type", "value_error"))
    context = entry.get("ctx") or {}
    own = context.get("error")
    if isinstance(own, FieldValueError):
        return FieldProblem(_path(location), own.code, own.message)
    message = _MESSAGES.get(kind, _OTHER)
    return FieldProblem(_path(location), kind, _filled(message, context))


def _filled(message: Text, context: Mapping[str, Any]) -> Text:
    try:
        return message.format(**context)
    except (KeyError, IndexError):
        return _OTHER


def _path(location: list[Any]) -> str:
    return ".".join(str(part) for part in location)


class FieldValueError(ValueError):
    """Raised in a schema's validator: a coded message in both languages for one field."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
