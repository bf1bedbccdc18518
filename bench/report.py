"""The table of results, with the target beside each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.browser import Felt
from bench.load import Figures
from bench.operations import Operation
from bench.steady import Steady

HEAD = """# Results

Written by `make bench` on {date}. Machine: {machine}. Database, web, worker and the load driver share these cores.

One web process set as `make run` starts it, rate limits on (only the figure per signed-in user is raised), 64 people
signed in: half are managers who see everything, half salespeople who see their team's eighth. Requests go over
kept-alive connections after a warm-up. *SQL* is the median of the same reads or writes as bare SQL, through the
application's login and its row-level security, at one client; *CPU* is processor time per request at one client,
web + database. A figure in **bold** misses its target.
"""
COLUMNS = (
    "| | Operation | p50 | p95 | p99 | target p95 | SQL p50 | p50 ≤ 4 × SQL + 6 | CPU | 16 clients | p95 | target |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One operation measured; times in ms."""

    operation: Operation
    alone: Figures
    crowd: Figures
    bare: float
    web_cpu: float
    database_cpu: float

    @property
    def failures(self) -> int:
        """Requests answered with an error."""
        return sum(self.alone.failures.values()) + sum(self.crowd.failures.values())

    @property
    def allowed(self) -> float:
        """The p50 that four times the bare SQL and 6 ms allow."""
        return 4 * self.bare + 6

    def line(self) -> str:
        """The row for the terminal."""
        failed = f"  FAILED {self.failures}" if self.failures else ""
        return (
            f"{self.operation.key}  {self.operation.name:<40} p50 {self.alone.percentile(0.5):6.1f}"
            f"  p95 {self.alone.percentile(0.95):6.1f}  sql {self.bare:6.2f}"
            f"  cpu {self.web_cpu:4.1f}+{self.database_cpu:4.1f}  16: {self.crowd.rate:6.0f}/s"
            f"  p95 {self.crowd.percentile(0.95):6.1f}{failed}"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One data set measured."""

    scale: int
    rows: Sequence[Row]
    import_rate: float | None
    cold_start: float
    idle_mib: float
    browser: Felt | None = None


def _mark(value: str, holds: bool) -> str:
    return value if holds else f"**{value}**"


def _row(row: Row, scale: int, first: Run) -> str:
    operation = row.operation
    p50, p95 = row.alone.percentile(0.5), row.alone.percentile(0.95)
    target: float | None = operation.p95
    if scale > 1 and target is not None:
        base = next(other for other in first.rows if other.operation.key == operation.key)
        target = 1.5 * base.alone.percentile(0.95) if operation.key in "abcd" else 800.0
    rate = operation.rate if scale == 1 else None
    cells = [
        operation.key,
        operation.name,
        f"{p50:.1f}",
        _mark(f"{p95:.1f}", target is None or p95 <= target),
        f"{row.alone.percentile(0.99):.1f}",
        f"{target:.0f}" if target else "",
        f"{row.bare:.2f}",
        _mark(f"{row.allowed:.1f}", scale > 1 or p50 <= row.allowed),
        _mark(
            f"{row.web_cpu:.1f} + {row.database_cpu:.1f}",
            operation.key != "a" or scale > 1 or row.web_cpu + row.database_cpu <= 6,
        ),
        _mark(f"{row.crowd.rate:.0f}/s", rate is None or row.crowd.rate >= rate),
        f"{row.crowd.percentile(0.95):.0f}",
        f"{rate:.0f}/s" if rate else "",
    ]
    if row.failures:
        cells[1] += f" **({row.failures} failed)**"
    return "| " + " | ".join(cells) + " |\n"


def _browser_text(felt: Felt) -> str:
    pages = ", ".join(f"{name} {_mark(f'{time:.0f} ms', time <= 1000)}" for name, time in felt.usable.items())
    longest = max(felt.dragging_tasks, default=0.0)
    dragging = _mark(f"{len(felt.dragging_tasks)} (longest {longest:.0f} ms)", not felt.dragging_tasks)
    return (
        f"\nIn headless Chromium at this size, from navigation until usable, median of five: {pages} (target 1,000). "
        f"Tasks above 50 ms on the main thread while a card is carried over the board: {dragging} (target 0).\n"
    )


def _steady_text(steady: Steady) -> str:
    failed = sum(count for status, count in steady.statuses.items() if status >= 500 or status == 0)
    p95, p99 = steady.percentile(0.95), steady.percentile(0.99)
    figures = [
        ("p95", _mark(f"{p95:.0f} ms", p95 < 250), "< 250 ms"),
        ("p99", _mark(f"{p99:.0f} ms", p99 < 800), "< 800 ms"),
        ("5xx or no answer", _mark(str(failed), failed == 0), "0"),
        ("CPU per request", _mark(f"{steady.cpu_per_request:.1f} ms", steady.cpu_per_request <= 10), "≤ 10 ms"),
    ]
    table = "".join(f"| {name} | {value} | {target} |\n" for name, value, target in figures)
    return (
        "\n## Steady load: 20 workspaces × 25,000 contacts\n\n"
        f"Open loop at 100 requests/s for {steady.seconds / 60:g} minutes after a warm-up: 60 % lists of 50, 25 % "
        "records with timeline, 15 % writes. A time counts from the moment the request was due.\n\n"
        f"| | measured | target |\n|---|---:|---:|\n{table}"
    )


def write_results(path: Path, runs: Sequence[Run], steady: Steady | None, machine: str) -> None:
    """Write the tables of all data sets and of the steady load."""
    text = HEAD.format(date=datetime.now(UTC).strftime("%d %B %Y, %H:%M UTC"), machine=machine)
    for run in runs:
        size = f"{20 * run.scale},000 organisations, {100 * run.scale},000 contacts, {50 * run.scale},000 deals"
        text += f"\n## {size}, {200 * run.scale},000 activities\n\nTimes in ms.\n\n{COLUMNS}"
        text += "".join(_row(row, run.scale, runs[0]) for row in run.rows)
        if run.import_rate is not None:
            rate = _mark(f"{run.import_rate:,.0f} rows/s", run.scale > 1 or run.import_rate >= 2000)
            text += f"\n(i) Import of 10,000 contacts, mapped and matched: {rate} (target 2,000).\n"
        idle = _mark(f"{run.idle_mib:.0f} MiB", run.idle_mib <= 400)
        text += f"\nWeb and worker processes at rest: {idle} (proportional set size; target 400). "
        text += f"Start to first page: {run.cold_start:.1f} s.\n"
        text += _browser_text(run.browser) if run.browser else ""
    if steady is not None:
        text += _steady_text(steady)
    path.write_text(text + (path.parent / "NOTES.md").read_text())
