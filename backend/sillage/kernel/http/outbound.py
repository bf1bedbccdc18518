"""The one outbound HTTP client.

An address given by a person may point inside the network of the installation (server-side request
forgery). So the host is resolved once, every address it has must be a public one, the connection goes
to that address and no other, redirects are not followed, and time and size are capped. Proxy variables
of the environment are ignored, because a proxy would resolve the name again.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

import httpcore2
import httpx2
from django.conf import settings

from sillage.kernel.errors import Problem
from sillage.kernel.text import Text

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 20.0
MAX_BYTES = 5 * 1024 * 1024
_PORTS = {"http": 80, "https": 443}

# Networks that carry another address inside or lead nowhere; Python's `is_global` lets most through.
_TUNNELS = tuple(
    ip_network(network)
    for network in (
        "64:ff9b::/96",  # NAT64 (RFC 6052)
        "64:ff9b:1::/48",  # local NAT64 (RFC 8215)
        "2002::/16",  # 6to4 (RFC 3056)
        "2001::/32",  # Teredo (RFC 4380)
        "::/96",  # IPv4-compatible (RFC 4291)
        "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765)
        "5f00::/16",  # SRv6 (RFC 9602)
        "fec0::/10",  # site-local (RFC 3879)
        "100::/64",  # discard (RFC 6666)
        "3fff::/20",  # documentation (RFC 9637), unknown to older Pythons
    )
)
_NOT_PUBLIC_V4 = tuple(
    ip_network(network) for network in ("0.0.0.0/8", "192.88.99.0/24", "240.0.0.0/4", "100.64.0.0/10", "192.0.0.0/24")
)


class OutboundRefused(Problem):
    """The address may not be reached: not public, not http(s), or not resolvable."""

    status = 422
    code = "address_refused"
    title = Text(fr="Cette adresse ne peut pas être appelée", en="This address cannot be called")


class OutboundFailed(Problem):
    """The other side did not answer in time, answered too much, or cut the connection."""

    status = 502
    code = "remote_failed"
    title = Text(fr="Le service distant n’a pas répondu correctement", en="The remote service did not answer properly")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said; `body` is complete."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def is_public(address: str) -> bool:
    """True for an address anybody on the Internet may be reached at."""
    ip = ip_address(address.split("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None or any(ip in network for network in _TUNNELS):
            return False
    elif any(ip in network for network in _NOT_PUBLIC_V4):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def checked_addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, all of them allowed.

    Raises `OutboundRefused` when one is not public, unless the administrator of the installation
    lists `host:port` in `OUTBOUND_ALLOW`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutboundRefused from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise OutboundRefused
    if f"{host.lower()}:{port}" in {entry.lower() for entry in settings.SILLAGE_OUTBOUND_ALLOW}:
        return addresses
    if not all(is_public(address) for address in addresses):
        raise OutboundRefused
    return addresses


class _TimedStream(httpcore2.NetworkStream):
    """A connection that ends at a moment, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come, within the time that is left."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, within the time that is left."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Go on encrypted; the certificate is checked against the host name, not the address."""
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


class _PinnedBackend(httpcore2.SyncBackend):
    """Connects to the checked address whatever the name would resolve to by now."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Check the host at the moment of connecting, then try its addresses in turn."""
        failure: Exception = OutboundRefused()
        for address in checked_addresses(host, port):
            try:
                stream = super().connect_tcp(address, port, timeout, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


def _client(deadline: float) -> httpx2.Client:
    transport = httpx2.HTTPTransport(trust_env=False, retries=0)
    # The pool is the only place where connections are made, for http and https alike.
    transport._pool = httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        max_connections=1,
        max_keepalive_connections=0,
        network_backend=_PinnedBackend(deadline),
    )
    return httpx2.Client(
        transport=transport,
        trust_env=False,
        follow_redirects=False,
        timeout=httpx2.Timeout(TOTAL_SECONDS, connect=CONNECT_SECONDS),
        headers={"User-Agent": "Sillage", "Accept-Encoding": "identity"},
    )


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    max_bytes: int = MAX_BYTES,
    total_seconds: float = TOTAL_SECONDS,
) -> Answer:
    """Call an address outside and give the whole answer; a redirect is an answer like any other.

    Call it outside of transactions. Raises `OutboundRefused` before anything is sent to an address
    that is not allowed, `OutboundFailed` past 5 s to connect, `total_seconds` in all or `max_bytes`.
    """
    target = _parsed(url)
    deadline = time.monotonic() + total_seconds
    try:
        with _client(deadline) as client, client.stream(method, target, headers=headers, content=content) as response:
            body = b"".join(_capped(response, max_bytes))
            return Answer(response.status_code, dict(response.headers), body)
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError) as error:
        raise OutboundFailed from error


def _parsed(url: str) -> httpx2.URL:
    """The address, parsed once. Raises `OutboundRefused` unless it is plain http or https."""
    try:
        target = httpx2.URL(url)
        port = target.port or _PORTS.get(target.scheme)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise OutboundRefused from error
    if target.scheme not in _PORTS or not target.host or port is None or target.userinfo:
        raise OutboundRefused
    # Refused here already, so that a caller learns it before its content is prepared.
    checked_addresses(target.host, port)
    return target


def _capped(response: httpx2.Response, max_bytes: int) -> Iterator[bytes]:
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise OutboundFailed
    size = 0
    for chunk in response.iter_raw():
        size += len(chunk)
        if size > max_bytes:
            raise OutboundFailed
        yield chunk
