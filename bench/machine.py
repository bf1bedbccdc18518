"""What the processes of an installation cost: CPU and memory, read from /proc (or psutil-free `ps`)."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """A process and all its descendants."""
    listing = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    children: dict[int, list[int]] = {}
    for line in listing.splitlines():
        child, parent = map(int, line.split())
        children.setdefault(parent, []).append(child)
    found, waiting = [], [pid]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting += children.get(current, [])
    return found


def cpu_seconds(pids: list[int]) -> float:
    """CPU time the processes have used so far, user and system."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / _TICK


def resident_mib(pids: list[int]) -> float:
    """Proportional memory of the processes: pages they share are counted once."""
    kib = 0
    for pid in pids:
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kib += int(line.split()[1])
        except (FileNotFoundError, PermissionError):
            continue
    return kib / 1024


@dataclass
class Meter:
    """CPU used by web and database between two looks."""

    web: list[int]
    database: list[int]
    started: tuple[float, float] = (0.0, 0.0)

    def start(self) -> None:
        """Begin to count."""
        self.started = (cpu_seconds(self.web), cpu_seconds(self.database))

    def used(self) -> tuple[float, float]:
        """Seconds of CPU since `start`: web, database."""
        # Connections opened meanwhile are processes of their own; the first of each list is their parent.
        database = tree(self.database[0])
        web = [pid for pid in tree(self.web[0]) if pid not in database]
        return cpu_seconds(web) - self.started[0], cpu_seconds(database) - self.started[1]


def description() -> str:
    """The machine in one line."""
    model = "unknown processor"
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except FileNotFoundError:
        pass
    one, five, _ = os.getloadavg()
    return f"{os.cpu_count()} cores ({model}), load average {one:.1f} (1 min), {five:.1f} (5 min) before the run"
