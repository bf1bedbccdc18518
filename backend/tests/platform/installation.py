"""A whole installation run by `sillage up` in a folder of its own, for tests that kill parts of it."""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sillage.config.environment import CHECKOUT, Environment, read_environment
from sillage.config.places import postgres_folder
from sillage.kernel.db.embedded import EmbeddedServer


def free_port() -> int:
    """A port nobody uses now, below those the system gives to outgoing connections."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(condition: Callable[[], bool], seconds: float) -> float:
    """Wait until something holds; gives how long it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        if condition():
            return time.monotonic() - begun
        time.sleep(0.02)
    raise AssertionError(f"not true within {seconds} s")


class Installation:
    """Starts, asks and ends one installation."""

    def __init__(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="sillage-up-"))
        self.port = free_port()
        self.output = self.data / "output.log"
        self.process: subprocess.Popen[bytes] | None = None
        known = {name.upper() for name in Environment.model_fields}
        self.variables = {name: value for name, value in os.environ.items() if name not in known} | {
            "SILLAGE_ENV_FILE": os.devnull,
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "DEMO": "0",
            "LC_ALL": "en_GB.UTF-8",
            "LOG_LEVEL": "WARNING",
        }

    def start(self) -> float:
        """Run `sillage up` until it prints its address; gives how long that took."""
        command = [sys.executable, "-m", "sillage.config.cli", "up"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=self.variables,
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            return wait_for(lambda: "Sillage is ready" in self.text() or self._ended(), 120)
        finally:
            assert not self._ended(), self.text()

    def text(self) -> str:
        """What it printed."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def children(self) -> dict[str, list[int]]:
        """Numbers of the processes by kind."""
        assert self.process is not None
        listing = subprocess.run(
            ["ps", "-ww", "-o", "pid=,command=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        found: dict[str, list[int]] = {"web": [], "worker": []}
        for line in listing.splitlines():
            pid, command = line.split(None, 1)
            for kind in found:
                if f"{kind}-process" in command:
                    found[kind].append(int(pid))
        return found

    def server(self) -> EmbeddedServer:
        """Its PostgreSQL."""
        before = os.environ.get("DATA_DIR")
        os.environ["DATA_DIR"] = str(self.data)
        try:
            return EmbeddedServer(postgres_folder(read_environment(None)))
        finally:
            if before is not None:
                os.environ["DATA_DIR"] = before

    def status(self, path: str = "/readyz") -> int:
        """Status of a GET, 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def python(self, code: str) -> str:
        """Run Python inside the installation, with Django ready; gives what it prints."""
        prelude = "from sillage.config.commands.migrate import django_ready\ndjango_ready()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code], env=self.variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def command(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of `sillage` on this installation."""
        return subprocess.run(
            [sys.executable, "-m", "sillage.config.cli", *arguments],
            env=self.variables | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def interrupt(self) -> float:
        """Ctrl+C; gives how long it took to end."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        return time.monotonic() - begun

    def remove(self) -> None:
        """End everything and delete the folders."""
        import shutil

        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        server = self.server()
        server.stop(0.2)
        shutil.rmtree(server.folder, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)

    def _ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None
