"""The gate: everything that must hold before a change lands, in one command.

Run by `make test` with the development environment installed. Two lanes run side by side (the web
app's checks and the backend's static checks); then come the tests that need the machine to themselves.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
FRONTEND = ROOT / "frontend"
GENERATED = ("backend/openapi.json", "frontend/src/api")


@dataclass
class Step:
    """One command of the gate; `folder` is where it runs."""

    name: str
    command: list[str]
    folder: Path = ROOT
    variables: dict[str, str] = field(default_factory=dict)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def npm(script: str) -> list[str]:
    return ["npm", "run", "--silent", script]


SCRATCH = tempfile.mkdtemp(prefix="sillage-gate-")
# Static checks read settings but never a database; this address is not connected to.
OFFLINE = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "SECRET_KEY": "only-for-checks-" + "0" * 32,
    "DATA_DIR": SCRATCH,
    "SILLAGE_ENV_FILE": os.devnull,
    "PYTHONPATH": str(ROOT / "backend"),
}

BACKEND = [
    Step("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
    Step("ruff check", [str(BIN / "ruff"), "check", "."]),
    Step("import contracts", [str(BIN / "lint-imports"), "--no-cache"], variables=OFFLINE),
    Step("mypy", [str(BIN / "mypy")], variables=OFFLINE),
    Step("migrations", python("-m", "django", "makemigrations", "--check", "--dry-run", "-v1"),
         variables=OFFLINE | {"DJANGO_SETTINGS_MODULE": "sillage.config.settings"}),
    Step("openapi", python("-m", "sillage.config.cli", "openapi"), variables=OFFLINE),
]  # fmt: skip
WEB = [
    Step("biome", npm("lint"), FRONTEND),
    Step("client", npm("client"), FRONTEND),
    Step("tsc", npm("check"), FRONTEND),
    Step("vitest", npm("test"), FRONTEND),
    Step("build", npm("build"), FRONTEND),
    Step("size", npm("size"), FRONTEND),
]
DRIFT = Step("drift", ["git", "diff", "--exit-code", "--stat", "--", *GENERATED])
PARALLEL = ["-n", "2", "--dist", "loadgroup", "-q"]
TESTS = [
    Step("tests", python("-m", "pytest", "backend", *PARALLEL, "--ignore=backend/tests/e2e")),
    Step("browser tests", python("-m", "pytest", "backend/tests/e2e", "-q")),
]


@dataclass
class Gate:
    """Runs steps, keeps their times, stops at the end with every failure named."""

    failed: list[str] = field(default_factory=list)
    times: list[tuple[str, float]] = field(default_factory=list)
    speaking: threading.Lock = field(default_factory=threading.Lock)

    def run(self, step: Step, *, show: bool = False) -> bool:
        """Run one step; its output is shown when it fails, or as it comes with `show`."""
        started = time.monotonic()
        done = subprocess.run(
            step.command,
            cwd=step.folder,
            env=os.environ | step.variables,
            stdin=subprocess.DEVNULL,
            stdout=None if show else subprocess.PIPE,
            stderr=None if show else subprocess.STDOUT,
            text=True,
            check=False,
        )
        seconds = time.monotonic() - started
        with self.speaking:
            self.times.append((step.name, seconds))
            print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {step.name} ({seconds:.1f} s)", flush=True)
            if done.returncode:
                self.failed.append(step.name)
                if not show:
                    print(done.stdout[-8000:], flush=True)
        return done.returncode == 0

    def lane(self, steps: list[Step]) -> threading.Thread:
        """Run steps one after the other beside whatever else runs."""
        thread = threading.Thread(target=lambda: [self.run(step) for step in steps])
        thread.start()
        return thread


def browser() -> str | None:
    """Chromium's path: from the environment, the machine, or apt when it is allowed to install."""
    for candidate in (
        os.environ.get("CHROMIUM"),
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ):
        if candidate and Path(candidate).exists():
            return candidate
    if Path("/usr/bin/apt-get").exists() and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        return "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
    return None


def main() -> int:
    """Run the gate; 0 when everything holds."""
    chromium = browser()
    if chromium is None:
        print("FAILED Chromium is missing: apt-get install chromium, or set CHROMIUM to its path")
        return 1
    os.environ["CHROMIUM"] = chromium
    gate = Gate()
    # The client is generated from the document, so the backend lane writes it before the web lane reads it.
    gate.run(BACKEND[-1])
    lanes = [gate.lane(BACKEND[:-1]), gate.lane(WEB)]
    for thread in lanes:
        thread.join()
    gate.run(DRIFT)
    if gate.failed and "--keep-going" not in sys.argv:
        print(f"\nThe gate is closed: {', '.join(gate.failed)}")
        return 1
    for step in TESTS:
        gate.run(step, show=True)
    print("\n" + "\n".join(f"{seconds:7.1f} s  {name}" for name, seconds in gate.times))
    if gate.failed:
        print(f"\nThe gate is closed: {', '.join(gate.failed)}")
        return 1
    print("\nThe gate is open.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
