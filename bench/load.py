"""The load driver: as many requests as N clients get answered, over kept-alive connections.

Requests are rendered to bytes beforehand and answers read by their Content-Length, so that the
driver takes as little as possible of the two cores it shares with what it measures.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in person as a browser would send him."""

    cookie: str
    csrf: str
    workspace: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the API; the path starts below /api/v1."""

    method: str
    path: str
    body: object = None

    def render(self, session: Session, host: str) -> bytes:
        """The request as it goes over the wire."""
        body = b"" if self.body is None else orjson.dumps(self.body)
        lines = [
            f"{self.method} /api/v1{self.path} HTTP/1.1",
            f"Host: {host}",
            f"Cookie: {session.cookie}; csrftoken={session.csrf}",
            f"X-Workspace: {session.workspace}",
            "Accept: application/json",
        ]
        if self.method != "GET":
            lines += [f"X-CSRFToken: {session.csrf}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(slots=True)
class Figures:
    """What a run measured; times in milliseconds."""

    requests: int
    seconds: float
    times: list[float]
    failures: dict[int, int]

    @property
    def rate(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds

    def percentile(self, share: float) -> float:
        """The time under which this share of the requests was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Connection:
    """One connection that asks, waits, and asks again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send one request; returns status and body."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        assert self.reader is not None
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        lower = head.lower()
        start = lower.find(b"content-length:")
        body = b""
        if start >= 0:
            body = await self.reader.readexactly(int(lower[start + 15 : lower.index(b"\r\n", start)]))
        elif status != 204:
            raise RuntimeError(f"an answer without length: {head[:200]!r}")
        if b"connection: close" in lower:
            await self.close()
        return status, body

    async def close(self) -> None:
        """Close the connection."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def _drive(port: int, requests: Iterator[bytes], clients: int, warm_up: float, seconds: float) -> Figures:
    times: list[float] = []
    failures: dict[int, int] = {}
    begin = time.perf_counter() + warm_up
    end = begin + seconds

    async def one() -> None:
        client = Connection(port)
        while (sent := time.perf_counter()) < end:
            status, body = await client.ask(next(requests))
            done = time.perf_counter()
            if sent >= begin:
                times.append((done - sent) * 1000)
            if status >= 400:
                failures[status] = failures.get(status, 0) + 1
                if failures[status] == 1:
                    print(f"    answered {status}: {body[:300]!r}")
        await client.close()

    await asyncio.gather(*(one() for _ in range(clients)))
    return Figures(len(times), seconds, times, failures)


def drive(port: int, requests: Sequence[bytes], *, clients: int, warm_up: float = 2.0, seconds: float = 8.0) -> Figures:
    """Send the requests in turn from `clients` connections for some seconds, after a warm-up."""
    return asyncio.run(_drive(port, itertools.cycle(requests), clients, warm_up, seconds))


def ask(port: int, request: bytes) -> tuple[int, bytes]:
    """One request on a connection of its own."""

    async def once() -> tuple[int, bytes]:
        client = Connection(port)
        try:
            return await client.ask(request)
        finally:
            await client.close()

    return asyncio.run(once())
