"""What the tests run apart: one well-behaved reader, and everything a hostile file could bring about."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from sillage.kernel.sandbox.types import Refused


def count_lines(source: IO[bytes], folder: Path, *, label: str) -> dict[str, Any]:
    """An ordinary task: an answer, and a file beside it."""
    lines = source.readlines()
    (folder / "first").write_bytes(lines[0])
    return {"label": label, "lines": len(lines), "environment": sorted(os.environ)}


def refuse(source: IO[bytes], folder: Path) -> None:
    """A content the task understands and does not want."""
    raise Refused("too_many_parts")


def eat_memory(source: IO[bytes], folder: Path) -> int:
    """Take memory without end."""
    taken = []
    while True:
        taken.append(bytearray(8 * 1024 * 1024))


def sleep(source: IO[bytes], folder: Path) -> None:
    """Never answer."""
    time.sleep(60)


def spin(source: IO[bytes], folder: Path) -> None:
    """Never answer, at full speed."""
    while True:
        pass


def die(source: IO[bytes], folder: Path) -> None:
    """End as by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(source: IO[bytes], folder: Path) -> None:
    """A fault in the parser, quoting the content."""
    raise ValueError(source.read().decode())


def call_out(source: IO[bytes], folder: Path, *, port: int) -> str:
    """Try the network."""
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
    return "connected"


def call_out_unwatched(source: IO[bytes], folder: Path, *, port: int) -> str:
    """Try the network below the interpreter's own watch."""
    import _socket

    _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM).connect(("127.0.0.1", port))
    return "connected"


def start_program(source: IO[bytes], folder: Path) -> str:
    """Try to start another program."""
    return subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, check=True).stdout.decode()


def write_much(source: IO[bytes], folder: Path) -> None:
    """Fill the disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with (folder / "big").open("wb") as big:
        for _ in range(64):
            big.write(b"0" * 1024 * 1024)
