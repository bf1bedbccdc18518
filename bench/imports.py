"""Operation (i): 10,000 contacts through the import a person uses: upload, mapping, start, end."""

from __future__ import annotations

import random
import time
from typing import Any
from uuid import uuid4

import orjson

from bench.dataset import FIRST, TOWNS, surname
from bench.installation import PORT, Person
from bench.load import Call, ask

ROWS = 10_000


def import_rate(person: Person, host: str) -> tuple[float, dict[str, Any]]:
    """Rows a second between the start of the import and its end, and the import as the API shows it."""
    created = _upload(person, host, _file())
    path = f"/imports/{created['id']}"
    _call(person, host, Call("POST", f"{path}/check", {}))
    _until(person, host, path, {"ready"})
    started = time.perf_counter()
    _call(person, host, Call("POST", f"{path}/start", {}))
    done = _until(person, host, path, {"done"})
    return ROWS / (time.perf_counter() - started), done


def _file() -> bytes:
    rng = random.Random(9)
    lines = ["Prénom;Nom;E-mail;Mobile;Ville"]
    lines += [
        f"{rng.choice(FIRST)};{surname(rng)};{uuid4().hex[:10]}@import.example;06 39 98 {number // 100:02d}"
        f" {number % 100:02d};{rng.choice(TOWNS)}"
        for number in range(ROWS)
    ]
    return "\r\n".join(lines).encode()


def _call(person: Person, host: str, call: Call) -> Any:
    status, body = ask(PORT, call.render(person.session, host))
    if status >= 400:
        raise RuntimeError(f"{call.method} {call.path}: {status} {body[:500]!r}")
    return orjson.loads(body) if body else None


def _until(person: Person, host: str, path: str, wanted: set[str]) -> dict[str, Any]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        shown: dict[str, Any] = _call(person, host, Call("GET", path))
        if shown["status"] in wanted:
            return shown
        if shown["status"] in {"failed", "cancelled"}:
            raise RuntimeError(f"the import ended as {shown}")
        time.sleep(0.02)
    raise TimeoutError(f"the import does not reach {wanted}")


def _upload(person: Person, host: str, content: bytes) -> dict[str, Any]:
    boundary = uuid4().hex
    parts = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="object"\r\n\r\ncontact\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="contacts.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    ).encode()
    body = parts + content + f"\r\n--{boundary}--\r\n".encode()
    session = person.session
    head = (
        f"POST /api/v1/imports HTTP/1.1\r\nHost: {host}\r\nCookie: {session.cookie}; csrftoken={session.csrf}\r\n"
        f"X-Workspace: {session.workspace}\r\nX-CSRFToken: {session.csrf}\r\n"
        f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    status, answer = ask(PORT, head + body)
    if status >= 400:
        raise RuntimeError(f"upload: {status} {answer[:500]!r}")
    return dict(orjson.loads(answer))
