"""The built web app as the server gives it out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sillage.config import pages


def asked(application: Any, path: str) -> str:
    """The status line of a GET."""
    told: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path}
    for _ in application(environ, lambda status, _headers, _error=None: told.append(status)):
        pass
    return told[0]


def build(dist: Path, asset: str, at: int) -> None:
    for old in dist.glob("assets/*"):
        old.unlink()
    (dist / "assets").mkdir(parents=True, exist_ok=True)
    (dist / "assets" / asset).write_text("export {}")
    page = dist / "index.html"
    page.write_text("<!doctype html>")

    os.utime(page, ns=(at, at))


def test_a_build_under_a_running_server_is_served_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FRONTEND_DIST", tmp_path)
    monkeypatch.setattr(pages, "_INDEX", tmp_path / "index.html")
    build(tmp_path, "page-abcdefgh.js", 1_000)
    site = pages.with_built_files(lambda _environ, start: (start("404 Not Found", []), [b""])[1])  # type: ignore[arg-type]
    assert asked(site, "/assets/page-abcdefgh.js") == "200 OK"

    build(tmp_path, "page-hgfedcba.js", 2_000)

    assert asked(site, "/assets/page-hgfedcba.js") == "200 OK"
    assert asked(site, "/assets/page-abcdefgh.js") == "404 Not Found"
