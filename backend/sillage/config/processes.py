"""Child processes kept alive: started, watched, started again when they die, stopped in time."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_PAUSES = (0.1, 0.5, 2.0, 5.0)
_STEADY_SECONDS = 30.0
PARENT_PIPE = "SILLAGE_PARENT_PIPE"


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: list[str]
    variables: Mapping[str, str] = field(default_factory=dict)
    pass_fds: tuple[int, ...] = ()
    # Started only once the others are under way, so that it does not slow down their start.
    late: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    failures: int = 0
    next_start: float = 0.0


def follow_parent() -> None:
    """End this process when the supervisor is gone, even when that one was killed."""
    given = os.environ.pop(PARENT_PIPE, None)
    if given is None:
        return
    pipe = int(given)

    def wait() -> None:
        os.read(pipe, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(4)
        os._exit(1)

    threading.Thread(target=wait, name="follow-parent", daemon=True).start()


class Supervisor:
    """Keeps children alive until told to stop. `watch` is called at each round, about 5 a second."""

    def __init__(
        self, children: list[Child], watch: Callable[[], None] | None = None, journal: Path | None = None
    ) -> None:
        self.children = children
        self._journal = journal
        self._watch = watch
        self._stop = threading.Event()
        # Children hold the reading end: it closes when this process ends, however it ends.
        self._read_end, self._write_end = os.pipe()

    def start(self) -> None:
        """Start every child but the late ones, which `run` starts."""
        for child in self.children:
            if not child.late:
                self._start(child)

    def stop_soon(self, *_signal: object) -> None:
        """Ask `run` to return; safe in a signal handler. Asked twice, children are killed at once."""
        if self._stop.is_set():
            self._signal_all(signal.SIGKILL)
        self._stop.set()

    def run(self) -> None:
        """Watch the children until asked to stop, then stop them."""
        try:
            with self.handling_signals():
                while not self._stop.wait(0.2):
                    self._round()
        finally:
            self.stop()

    @contextmanager
    def handling_signals(self) -> Iterator[None]:
        """Turn Ctrl+C and termination into a stop; used around whatever follows `start`."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self.stop_soon) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, seconds: float = 2.5) -> None:
        """Stop every child; one that does not listen is killed."""
        self._stop.set()
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + seconds
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.05, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()

    @property
    def stopping(self) -> bool:
        """True once a stop was asked for."""
        return self._stop.is_set()

    def first_death(self) -> str | None:
        """Name of a child that has ended and was not started again yet."""
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                return child.name
        return None

    def _start(self, child: Child) -> None:
        with self._output() as output:
            child.process = self._spawn(child, output)
        child.started_at = time.monotonic()

    @contextmanager
    def _output(self) -> "Iterator[IO[bytes] | None]":
        """Where children write: the journal, or None for what this process writes to."""
        if self._journal is None:
            yield None
            return
        with self._journal.open("ab") as journal:
            yield journal

    def _spawn(self, child: Child, output: "IO[bytes] | None") -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            child.command,
            env={**os.environ, **child.variables, PARENT_PIPE: str(self._read_end)},
            pass_fds=(*child.pass_fds, self._read_end),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl+C reaches the whole group of the terminal; children are told by the supervisor.
            start_new_session=True,
        )

    def _round(self) -> None:
        if self._watch is not None:
            self._watch()
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.next_start:
                    self._start(child)
            elif child.process.poll() is not None:
                self._mourn(child, now)

    def _mourn(self, child: Child, now: float) -> None:
        assert child.process is not None
        if now - child.started_at > _STEADY_SECONDS:
            child.failures = 0
        pause = _PAUSES[min(child.failures, len(_PAUSES) - 1)]
        print(f"{child.name} ended ({child.process.returncode}), starts again", file=sys.stderr, flush=True)
        child.failures += 1
        child.process = None
        child.next_start = now + pause

    def _signal_all(self, number: int) -> None:
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(number)
