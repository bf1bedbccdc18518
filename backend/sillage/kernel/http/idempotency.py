"""Idempotency keys: one effect per key, whatever the network does."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sillage.kernel.db.context import current_workspace_id
from sillage.kernel.db.identifiers import new_id
from sillage.kernel.errors import InvalidFields
from sillage.kernel.text import Text

_VALID = re.compile(r"[\x21-\x7e]{1,128}")
_KEPT_HEADERS = ("X-Change-Set", "Location")
_BAD_KEY = Text(
    fr="La clé d’idempotence doit compter 1 à 128 caractères visibles",
    en="The idempotency key must have 1 to 128 visible characters",
)
_REUSED = Text(
    fr="Cette clé d’idempotence a déjà servi pour une autre requête",
    en="This idempotency key was already used for another request",
)


@dataclass(frozen=True, slots=True)
class Replay:
    """A request that carries a key, within one workspace and for one caller."""

    key: str
    request_hash: str
    caller_id: UUID | None


def replay_of(request: HttpRequest, caller_id: UUID | None) -> Replay | None:
    """The key of a request with its fingerprint, or None. Raises `InvalidFields` for a bad key."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not _VALID.fullmatch(key):
        raise InvalidFields.one("Idempotency-Key", "invalid_key", _BAD_KEY)
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n{caller_id}\n".encode())
    if (request.content_type or "").startswith("multipart/"):
        # Reading the body here would load a whole upload; its length tells it apart well enough.
        digest.update(str(request.META.get("CONTENT_LENGTH")).encode())
    else:
        digest.update(request.body)
    return Replay(key, digest.hexdigest(), caller_id)


def stored_answer(replay: Replay) -> HttpResponse | None:
    """The answer already given for this key. Raises `InvalidFields` when the request differs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT request_hash, status, body, headers FROM kernel_idempotent_answer WHERE key = %s",
            [replay.key],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    request_hash, status, body, headers = row
    if request_hash != replay.request_hash:
        raise InvalidFields.one("Idempotency-Key", "key_reused", _REUSED)
    response = HttpResponse(bytes(body), status=status, content_type="application/json")
    kept = headers if isinstance(headers, dict) else orjson.loads(headers)
    for name, value in kept.items():
        response[name] = value
    response["Idempotent-Replay"] = "true"
    return response


def store_answer(replay: Replay, response: HttpResponse) -> bool:
    """Keep the answer in the transaction of the write; False when another request was first."""
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    # A secret shown once must not be kept: its endpoint gives the answer to keep in its place.
    body = getattr(response, "stored_content", response.content)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotent_answer"
            " (id, workspace_id, key, caller_id, request_hash, status, body, headers, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (workspace_id, key) DO NOTHING",
            [
                new_id(),
                current_workspace_id(),
                replay.key,
                replay.caller_id,
                replay.request_hash,
                response.status_code,
                body,
                orjson.dumps(headers).decode(),
                timezone.now(),
            ],
        )
        return bool(cursor.rowcount == 1)
