"""Files of third parties for journeys, or own ones of the same shape where these are absent."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
OWN = Path(__file__).resolve().parents[1] / "data"
STOOD_IN = "third_party_file_absent"


@pytest.fixture
def third_party_file(request: pytest.FixtureRequest) -> Callable[[str, str], tuple[Path, bool]]:
    """Gives a file of `SILLAGE_TEST_DATA` and True, or our own file of that shape and False."""
    folder = Path(os.environ.get("SILLAGE_TEST_DATA") or CHECKOUT.parent / "shared" / "data")

    def find(name: str, own: str) -> tuple[Path, bool]:
        if (folder / name).is_file():
            return folder / name, True
        request.node.user_properties.append((STOOD_IN, name))
        return OWN / own, False

    return find


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many journeys ran on our own files instead of the real ones."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    absent = {
        (report.nodeid, value)
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
        if name == STOOD_IN
    }
    if absent:
        terminalreporter.write_line(
            f"{len({node for node, _ in absent})} journeys did not run on third-party files"
            f" ({', '.join(sorted({name for _, name in absent}))}); own files of the same shape ran instead"
        )
