"""`GET /events`: what changed in a workspace, told to each signed-in browser as it happens.

One connection per process listens on the channel `sillage_events`. A payload holds ids only:
`{"workspace", "member", "kind", "object", "id"}`; `member` is null for everybody in the workspace.
The kind `stream.close` ends the streams of that member (after a deactivation, for instance). After a
gap the client is told `resync` and reads again what it shows.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import orjson
import psycopg
import structlog
from a2wsgi.wsgi import build_environ
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import connections
from django.utils.module_loading import import_string

from sillage.kernel.cache.limits import spend
from sillage.kernel.db.context import unit_of_work
from sillage.kernel.errors import NotFound, Problem, Unauthenticated
from sillage.kernel.http.answers import to_json
from sillage.kernel.http.failures import as_problem
from sillage.kernel.http.ports import Gatekeeper
from sillage.kernel.text import pick_language

log = structlog.get_logger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CHANNEL = "sillage_events"
HEARTBEAT_SECONDS = 15.0
RECHECK_SECONDS = 60.0
MAX_WAITING = 256
_RESYNC = b"event: resync\ndata: {}\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


@dataclass(eq=False, slots=True)
class Subscriber:
    """One open stream: whom it serves and what waits to be written. None in the queue ends it."""

    workspace: str
    member: str
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MAX_WAITING))

    def offer(self, message: bytes) -> None:
        """Queue a message; a reader that cannot keep up is told to read again instead."""
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(_RESYNC)

    def end(self) -> None:
        """Make the stream stop after what is being written."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


class Hub:
    """The open streams of this process and the connection that feeds them."""

    def __init__(self) -> None:
        self._subscribers: dict[str, set[Subscriber]] = {}
        self._listener: asyncio.Task[None] | None = None
        self.closing = False

    def join(self, subscriber: Subscriber) -> None:
        """Open a stream; the first one starts listening."""
        self._subscribers.setdefault(subscriber.workspace, set()).add(subscriber)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.get_running_loop().create_task(self._listen())

    def leave(self, subscriber: Subscriber) -> None:
        """Forget a stream."""
        group = self._subscribers.get(subscriber.workspace, set())
        group.discard(subscriber)
        if not group:
            self._subscribers.pop(subscriber.workspace, None)

    def close(self) -> None:
        """End every stream and refuse new ones: the process is about to stop."""
        self.closing = True
        if self._listener is not None:
            self._listener.cancel()
        for subscriber in self._everyone():
            subscriber.end()

    def tell(self, payload: str) -> None:
        """Hand one notification to the streams it concerns."""
        try:
            event = orjson.loads(payload)
            workspace, member = event["workspace"], event.get("member")
        except (orjson.JSONDecodeError, KeyError, TypeError):
            log.warning("unreadable_notification")
            return
        message = b"event: change\ndata: " + to_json(event) + b"\n\n"
        for subscriber in tuple(self._subscribers.get(workspace, ())):
            if member not in (None, subscriber.member):
                continue
            if event.get("kind") == "stream.close":
                subscriber.end()
            else:
                subscriber.offer(message)

    def _everyone(self) -> list[Subscriber]:
        return [subscriber for group in self._subscribers.values() for subscriber in group]

    async def _listen(self) -> None:
        pause = 0.2
        while not self.closing:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    settings.SILLAGE_DIRECT_URL, autocommit=True, connect_timeout=5
                )
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}".encode())
                    pause = 0.2
                    # Whatever was told before this moment may have been missed.
                    for subscriber in self._everyone():
                        subscriber.offer(_RESYNC)
                    async for notification in connection.notifies():
                        self.tell(notification.payload)
            except psycopg.Error as error:
                log.warning("listener_lost", reason=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)


hub = Hub()


def _admit(scope: Scope) -> tuple[str, str]:
    """Workspace and member of the caller; raises a problem when he may not listen."""
    gatekeeper: Gatekeeper = import_string(settings.SILLAGE_GATEKEEPER)
    request = WSGIRequest(build_environ(scope, io.BytesIO()))  # type: ignore[arg-type]
    wanted = parse_qs(scope["query_string"].decode("ascii", "replace")).get("workspace", [""])[0]
    try:
        workspace_id = UUID(wanted) if wanted else None
    except ValueError:
        raise NotFound from None
    try:
        credential = gatekeeper.identify(request)
        caller = gatekeeper.caller(credential) if credential else None
        if credential is None or caller is None:
            raise Unauthenticated
        spend("user", caller)
        with unit_of_work():
            actor = gatekeeper.admit(credential, workspace_id, None).actor
        if actor is None:
            raise Unauthenticated
        return str(actor.workspace_id), str(actor.member_id)
    finally:
        connections.close_all()


async def _refuse(scope: Scope, send: Send, problem: Problem) -> None:
    headers = dict(scope["headers"])
    language = pick_language(headers.get(b"accept-language", b"").decode("latin1"))
    body = to_json(problem.document(language, None))
    content = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": problem.status, "headers": content})
    await send({"type": "http.response.body", "body": body})


async def _messages(subscriber: Subscriber, scope: Scope) -> AsyncIterator[bytes]:
    """What to write, with a heartbeat in silence; ends when the stream or the right to it ends."""
    loop = asyncio.get_running_loop()
    check_at = loop.time() + RECHECK_SECONDS
    yield b"retry: 2000\nevent: ready\ndata: {}\n\n"
    while not hub.closing:
        try:
            message = await asyncio.wait_for(subscriber.waiting.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            message = b": still here\n\n"
        if message is None:
            return
        if loop.time() >= check_at:
            try:
                await sync_to_async(_admit, thread_sensitive=False)(scope)
            except Problem:
                return
            check_at = loop.time() + RECHECK_SECONDS
        yield message


async def _until_gone(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.end()


async def stream_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve `GET /events?workspace=<id>` until the client leaves or the process stops."""
    try:
        workspace, member = await sync_to_async(_admit, thread_sensitive=False)(scope)
    except Exception as error:
        await _refuse(scope, send, as_problem(error))
        return
    subscriber = Subscriber(workspace, member)
    hub.join(subscriber)
    gone = asyncio.create_task(_until_gone(receive, subscriber))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        async for message in _messages(subscriber, scope):
            await send({"type": "http.response.body", "body": message, "more_body": True})
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()
        hub.leave(subscriber)
