"""The twelve lists and filters people wait for, over 1,000,000 contacts, 200,000 organisations, 100,000 deals.

`python -m bench.lists [--contacts 1000000] [--seconds 5]` prints a table in Markdown. Requests are whole pages of 50
over HTTP at one client; the target is p95 ≤ 80 ms.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench.dataset import RARE_TITLE, SECTORS, TOWNS, Size
from bench.installation import PORT, Installation, Person
from bench.load import Call, drive
from sillage.kernel.text import normalise

ROOT = Path(__file__).resolve().parents[1]
HOST = f"localhost:{PORT}"
TARGET = 80.0
REQUESTS = 64


def leaf(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    """One comparison of a filter."""
    return {"field": field, "operator": operator, "value": value}


@dataclass(frozen=True, slots=True)
class List:
    """One list: who asks for it, and what its address says. Values in angle brackets are drawn for each request."""

    key: str
    name: str
    object: str
    sells: bool
    sort: str = ""
    filter: Mapping[str, Any] | None = None
    of: str = ""

    def call(self, tags: Mapping[str, str], rng: random.Random) -> Call:
        """A request for its first page, or for the count of it."""
        drawn = {"<town>": rng.choice(TOWNS), "<sector>": rng.choice(SECTORS), **tags}
        text = json.dumps(self.filter) if self.filter else ""
        for name, value in drawn.items():
            text = text.replace(name, value)
        pairs = {"filter": text, "sort": self.sort}
        return Call("GET", f"/records/{self.object}{self.of}?{urlencode({k: v for k, v in pairs.items() if v})}")


LISTS = (
    List("1", "contacts by name, everything", "contact", False, "name"),
    List("2", "contacts by name, the team's", "contact", True, "name"),
    List("3", "own contacts, latest first", "contact", True, "-created_at", {"and": [leaf("owner_id", "is", "me")]}),
    List("4", "a common value: city (1 in 16)", "contact", False, "name", {"and": [leaf("city", "is", "<town>")]}),
    List("5", "a rare value: job title (1 in 5,000)", "contact", False, "-created_at",
         {"and": [leaf("job_title", "is", RARE_TITLE)]}),
    List("6", "a custom number, sorted by it", "contact", False, "-custom.score",
         {"and": [leaf("custom.score", "at_least", 90)]}),
    List("7", "a custom choice and an amount, the team's", "contact", True, "name",
         {"and": [leaf("custom.level", "is", "Chaud"), leaf("custom.budget", "greater", 50_000)]}),
    List("8", "a rare tag (1 in 5,000)", "contact", False, "name", {"and": [leaf("tags", "has_any", ["<rare>"])]}),
    List("9", "a related field: city and sector of the organisation, the team's", "contact", True, "name",
         {"and": [leaf("organisation_id.city", "is", "<town>"), leaf("organisation_id.sector", "is", "<sector>")]}),
    List("10", "a relative date: created within 7 days", "contact", False, "name",
         {"and": [leaf("created_at", "within_last", {"amount": 7, "unit": "day"})]}),
    List("11", "an OR group: city, rare title or rare tag", "contact", False, "name",
         {"or": [leaf("city", "is", "<town>"), leaf("job_title", "is", RARE_TITLE),
                 leaf("tags", "has_any", ["<rare>"])]}),
    List("12", "open deals above an amount, by amount then name, the team's", "deal", True, "-amount,name",
         {"and": [leaf("status", "is", "open"), leaf("amount", "at_least", 50_000)]}),
    List("n", "how many have a common value", "contact", False, "", {"and": [leaf("city", "is", "<town>")]}, "/count"),
)  # fmt: skip


def measure(installation: Installation, wanted: List, seconds: float) -> str:
    """One line of the table."""
    rng = random.Random(3)
    askers: list[Person] = [person for person in installation.people if person.sells is wanted.sells]
    calls = [
        wanted.call(_tags(installation), rng).render(askers[number % len(askers)].session, HOST)
        for number in range(REQUESTS)
    ]
    alone = drive(PORT, calls, clients=1, warm_up=1.0, seconds=seconds)
    p50, p95, p99 = (alone.percentile(share) for share in (0.5, 0.95, 0.99))
    shown = f"{p95:.1f}" if p95 <= TARGET else f"**{p95:.1f}**"
    failed = sum(alone.failures.values())
    return f"| {wanted.key} | {wanted.name} | {p50:.1f} | {shown} | {p99:.1f} | {alone.requests} | {failed} |"


def _tags(installation: Installation) -> dict[str, str]:
    with psycopg.connect(installation.superuser_url()) as connection:
        rows = connection.execute("SELECT sort_name, id FROM records_tag").fetchall()
    known = {name: str(tag_id) for name, tag_id in rows}
    return {"<rare>": known[normalise("Ambassadeur")]}


def main() -> None:
    """Load the data set once, measure every list, print the table."""
    parser = argparse.ArgumentParser(prog="bench.lists")
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--only", nargs="+", default=[])
    options = parser.parse_args()
    contacts = options.contacts
    size = Size(contacts // 5, contacts, contacts // 10, 0, searched=False)
    installation = Installation(ROOT / "var" / f"bench-lists-{contacts}", size)
    installation.prepare()
    installation.start()
    try:
        print("| | List | p50 | p95 | p99 | requests | failed |\n|---|---|---:|---:|---:|---:|---:|")
        for wanted in LISTS:
            if not options.only or wanted.key in options.only:
                print(measure(installation, wanted, options.seconds), flush=True)
    finally:
        installation.stop()


if __name__ == "__main__":
    main()
