"""The outbound client reaches public addresses only, and gives up in time."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from pytest_django.fixtures import Settings

from sillage.kernel.http import outbound

NOT_PUBLIC = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254",
    "192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255",
    "192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
    "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::10.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1", "2001::1", "2001:0:53aa:64c::1", "2001:db8::1",
    "2001:10::1", "100::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%lo", "febf::1", "fec0::1",
    "ff02::1", "ff0e::1", "5f00::1", "3fff::1", "fd00:ec2::254", "64:ff9b::a9fe:a9fe", "::a9fe:a9fe",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "193.252.19.3", "2606:4700:4700::1111", "2a01:cb00::1"]
REFUSED_URLS = [
    "ftp://example.org/", "file:///etc/passwd", "gopher://127.0.0.1/", "//127.0.0.1/", "http://", "http:///x",
    "javascript:alert(1)", "http://127.0.0.1/", "http://[::1]/", "http://0/", "http://2130706433/", "http://0x7f.1/",
    "http://0177.0.0.1/", "http://127.1/", "http://localhost/", "http://[::ffff:127.0.0.1]/", "http://user@8.8.8.8/",
    "http://user:pass@8.8.8.8/", "http://127.0.0.1:99999/", "http://①②⑦.0.0.1/", "http://exa mple/",
    "http://169.254.169.254/latest/meta-data/", "http://[64:ff9b::a9fe:a9fe]/", "https://10.0.0.1:8443/x",
]  # fmt: skip


class Sink(BaseHTTPRequestHandler):
    """A service inside the network; it counts who reaches it."""

    reached: ClassVar[list[str]] = []
    behaviour: ClassVar[Any]

    def do_GET(self) -> None:
        Sink.reached.append(self.path)
        type(self).behaviour(self)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""


def answer(body: bytes, status: int = 200, **headers: str) -> Callable[[Sink], None]:
    def behave(handler: Sink) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


@pytest.fixture
def sink() -> Iterator[str]:
    """A running service on loopback; its address as host:port."""
    Sink.reached = []
    Sink.behaviour = staticmethod(answer(b"inside"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_recognised(address: str) -> None:
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_recognised(address: str) -> None:
    assert outbound.is_public(address)


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_an_address_that_may_not_be_called_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(outbound.OutboundRefused):
        outbound.call("GET", url)


def test_a_service_inside_the_network_is_never_reached(sink: str) -> None:
    with pytest.raises(outbound.OutboundRefused):
        outbound.call("GET", f"http://{sink}/secret")

    assert Sink.reached == []


def test_a_host_the_administrator_listed_is_reached(sink: str, settings: Settings) -> None:
    settings.SILLAGE_OUTBOUND_ALLOW = (sink,)

    found = outbound.call("GET", f"http://{sink}/hook")

    assert (found.status, found.body) == (200, b"inside")
    assert Sink.reached == ["/hook"]


def test_a_name_that_changes_its_address_after_the_check_is_refused(sink: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(sink.split(":")[1])
    answers = [("8.8.8.8", port), ("127.0.0.1", port)]

    def resolve(*_args: Any, **_kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers.pop(0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    with pytest.raises(outbound.OutboundRefused):
        outbound.call("GET", f"http://rebinding.test:{port}/")

    assert answers == []
    assert Sink.reached == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)

    with pytest.raises(outbound.OutboundRefused):
        outbound.call("GET", "http://mixed.test/")


def test_a_redirect_is_not_followed(sink: str, settings: Settings) -> None:
    settings.SILLAGE_OUTBOUND_ALLOW = (sink,)
    Sink.behaviour = staticmethod(answer(b"", 302, Location="http://169.254.169.254/"))

    found = outbound.call("GET", f"http://{sink}/")

    assert found.status == 302
    assert Sink.reached == ["/"]


def test_proxy_variables_are_ignored(sink: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SILLAGE_OUTBOUND_ALLOW = (sink,)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")

    assert outbound.call("GET", f"http://{sink}/").body == b"inside"


@pytest.mark.parametrize("declared", [True, False])
def test_an_answer_that_is_too_large_is_cut_off(sink: str, settings: Settings, declared: bool) -> None:
    def flood(handler: Sink) -> None:
        handler.send_response(200)
        if declared:
            handler.send_header("Content-Length", str(50 * 1024 * 1024))
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x" * 1024)

    settings.SILLAGE_OUTBOUND_ALLOW = (sink,)
    Sink.behaviour = staticmethod(flood)

    with pytest.raises(outbound.OutboundFailed):
        outbound.call("GET", f"http://{sink}/", max_bytes=10_000)


def test_a_server_that_drips_is_given_up_in_time(sink: str, settings: Settings) -> None:
    stop = threading.Event()

    def drip(handler: Sink) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.02):
            handler.wfile.write(b".")

    settings.SILLAGE_OUTBOUND_ALLOW = (sink,)
    Sink.behaviour = staticmethod(drip)
    started = time.monotonic()

    with pytest.raises(outbound.OutboundFailed):
        outbound.call("GET", f"http://{sink}/", total_seconds=0.3)

    stop.set()
    assert time.monotonic() - started < 2


def test_a_closed_port_is_a_failure_of_the_other_side(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        settings.SILLAGE_OUTBOUND_ALLOW = (address,)

        with pytest.raises(outbound.OutboundFailed):
            outbound.call("GET", f"http://{address}/")
