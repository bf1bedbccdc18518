"""`make bench`: measures every operation and writes `bench/RESULTS.md`.

`python -m bench [--scale 1 10] [--only a b …] [--seconds 8] [--steady 2]`. The data folders stay under
`var/`, so a second run only measures.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from bench.machine import description
from bench.measuring import run
from bench.report import write_results
from bench.steady import run_steady

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
T = TypeVar("T")


def apart(work: Callable[..., T], *arguments: object) -> T:
    """Run in a process of its own: Django knows one database for the life of a process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def main() -> None:
    """Measure and write the tables."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--scale", type=int, nargs="*", default=[1, 10], help="data sets to measure, 1 and 10")
    parser.add_argument("--only", nargs="+", default=[], help="operations, by letter; writes no table")
    parser.add_argument("--seconds", type=float, default=8.0, help="length of each measurement")
    parser.add_argument("--steady", type=float, default=2.0, help="minutes of the steady load, 0 for none")
    options = parser.parse_args()
    machine = description()
    runs = []
    for scale in options.scale:
        runs.append(apart(run, scale, set(options.only), options.seconds))
        if not options.only:
            # Written as they come: what was measured is kept if a later measurement fails.
            write_results(RESULTS, runs, None, machine)
    steady = apart(run_steady, options.steady) if options.steady and not options.only else None
    if not options.only:
        write_results(RESULTS, runs, steady, machine)


if __name__ == "__main__":
    main()
