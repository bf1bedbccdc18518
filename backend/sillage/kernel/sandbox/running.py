"""The parent's side: starts the child, waits no longer than agreed, hands out what it answered."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import structlog

from sillage.kernel.faults import crash_point
from sillage.kernel.sandbox.types import Refused

log = structlog.get_logger(__name__)
_CHILD = Path(__file__).with_name("child.py")
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: bytes of memory, seconds, bytes in one file it writes, bytes of its answer."""

    memory: int = 256 * _MB
    seconds: int = 10
    written: int = 256 * _MB
    answer: int = 64 * _MB


class SandboxFailed(Exception):
    """The child died over the content: `reason` is "memory", "time" or "crashed"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child answered, and the folder it wrote to; the folder is gone after the `with` block."""

    value: Any
    folder: Path


@dataclass(slots=True)
class _Request:
    task: str
    folder: Path
    limits: Limits
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> str:
        return json.dumps(
            {
                "task": self.task,
                "folder": str(self.folder),
                "arguments": dict(self.arguments),
                "memory": self.limits.memory,
                "seconds": self.limits.seconds,
                "written": self.limits.written,
                "path": [entry for entry in sys.path if entry],
            }
        )


@contextmanager
def apart(
    task: str, content: bytes | IO[bytes], *, arguments: Mapping[str, Any] | None = None, limits: Limits | None = None
) -> Iterator[Answer]:
    """Run `task` ("package.module:function") over a content in a child process of its own.

    The function is called as `function(source, folder, **arguments)`: `source` is a seekable binary file,
    `folder` an empty folder it may write to; it returns a JSON value. Its module should import no Django:
    the child starts from nothing each time. Arguments are JSON values.

    Raises `Refused` with the reason the function gave (`raise Refused("too_many_parts")`), and
    `SandboxFailed` when the child needed too much memory or time, or crashed. The caller is never harmed.
    """
    with tempfile.TemporaryDirectory(prefix="sillage-apart-") as name:
        folder = Path(name) / "out"
        folder.mkdir()
        source = Path(name) / "source"
        with source.open("wb") as kept:
            if isinstance(content, bytes):
                kept.write(content)
            else:
                content.seek(0)
                shutil.copyfileobj(content, kept)
        request = _Request(task, folder, limits or Limits(), arguments or {})
        yield Answer(_run(request, source), folder)


def _run(request: _Request, source: Path) -> Any:
    with source.open("rb") as stdin, tempfile.TemporaryFile() as stderr:
        # Our own interpreter and script; the content comes on standard input only.
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-B", str(_CHILD), request.document()],
            stdin=stdin,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            close_fds=True,
            start_new_session=True,
            env={"PYTHONHASHSEED": "random", "LANG": "C.UTF-8"},
        )
        try:
            code = child.wait(timeout=request.limits.seconds)
        except subprocess.TimeoutExpired:
            raise SandboxFailed("time") from None
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            child.wait()
        crash_point("sandbox.answered")
        stderr.seek(0)
        fault = stderr.read(2_000).decode("utf-8", errors="replace")
    return _read(request, code, fault)


def _read(request: _Request, code: int, fault: str) -> Any:
    if code in (3, -6) or fault.startswith("MemoryError"):
        raise SandboxFailed("memory")
    if code == -24:  # SIGXCPU
        raise SandboxFailed("time")
    answer = request.folder / "answer.json"
    if code != 0 or not answer.is_file() or answer.stat().st_size > request.limits.answer:
        log.warning("sandbox_failed", task=request.task, code=code, fault=fault.splitlines()[-1:] if fault else None)
        raise SandboxFailed("crashed")
    told = json.loads(answer.read_text(encoding="utf-8"))
    if "refused" in told:
        raise Refused(str(told["refused"]))
    return told["value"]
