"""A register for tests and demonstrations on this machine: it replays recorded answers over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.cache import cache
from django.test import override_settings

EMPTY = {"results": [], "total_results": 0, "page": 1, "per_page": 10, "total_pages": 0}


class RecordedRegister:
    """Answers `/search?q=` with the file of that query; `says` replaces answers, `asked` lists the queries."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.says: dict[str, tuple[int, dict[str, str], Any]] = {}
        register = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = register.answer(self.path)
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self.server.server_address[1]

    def answer(self, path: str) -> tuple[int, dict[str, str], Any]:
        """Status, headers and body for a request."""
        split = urlsplit(path)
        query = parse_qs(split.query).get("q", [""])[0]
        self.asked.append(query)
        if split.path != "/search":
            return 404, {}, {}
        if query in self.says:
            return self.says[query]
        if len(query) < 3:
            return 400, {}, {"erreur": "3 caractères minimum pour les termes de la requête"}
        recorded = self.folder / f"{query}.json"
        return 200, {}, json.loads(recorded.read_text()) if recorded.is_file() else EMPTY


@contextmanager
def recorded_register(folder: Path) -> Iterator[RecordedRegister]:
    """The register on a free port, with the settings that let this process ask it."""
    register = RecordedRegister(folder)
    thread = threading.Thread(target=register.server.serve_forever, daemon=True)
    thread.start()
    cache.clear()
    try:
        with override_settings(
            SILLAGE_COMPANY_REGISTRY_URL=f"http://127.0.0.1:{register.port}",
            SILLAGE_OUTBOUND_ALLOW=(f"127.0.0.1:{register.port}",),
        ):
            yield register
    finally:
        register.server.shutdown()
        register.server.server_close()
        thread.join()
        cache.clear()
