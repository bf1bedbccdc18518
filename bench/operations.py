"""What is measured: nine operations, each as requests of the API and as bare SQL.

The bare SQL runs as the application's login, under row-level security, inside a transaction that
enters the workspace: it is the least that any implementation on this database would do.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.dataset import FIRST, surname
from bench.installation import Installation, Person
from bench.load import Call
from sillage.kernel.http.cursor import encode_cursor
from sillage.kernel.text import normalise

DEEP_ROW = 49_950
VARIANTS = 1_024
ENTER = "SELECT set_config('app.workspace', %s, true)"


@dataclass(frozen=True, slots=True)
class Operation:
    """One measured operation with its targets: p95 at one client (ms), requests a second at sixteen."""

    key: str
    name: str
    call: Callable[[Person, random.Random], Call] | None
    bare: Callable[[psycopg.Cursor[Any], random.Random], None] | None
    p95: float | None = None
    rate: float | None = None
    writes: bool = False


class Questions:
    """Operations over one installation's data."""

    def __init__(self, installation: Installation) -> None:
        assert installation.dataset is not None, "prepare() comes first"
        self.data = installation.dataset
        self.workspace = str(self.data.workspace_id)
        rng = random.Random(11)
        with psycopg.connect(installation.superuser_url()) as connection:
            contacts = connection.execute(
                "SELECT id, team_id FROM customers_contact TABLESAMPLE SYSTEM (20) LIMIT 20000"
            ).fetchall()
            deals = connection.execute(
                "SELECT id, team_id FROM sales_deal TABLESAMPLE SYSTEM (20) WHERE status = 'open' LIMIT 20000"
            ).fetchall()
            row = connection.execute(
                "SELECT sort_name, id FROM customers_contact WHERE workspace_id = %s AND deleted_at IS NULL"
                " ORDER BY sort_name, id OFFSET %s LIMIT 1",
                [self.workspace, DEEP_ROW - 1],
            ).fetchone()
        assert row is not None, "the data set is smaller than the deep page"
        self.deep: tuple[str, UUID] = (row[0], row[1])
        self.contacts = _by_team(contacts)
        self.deals = _by_team(deals)
        self.words = [normalise(surname(rng)) for _ in range(500)] + [normalise(name) for name in FIRST]

    def all(self) -> list[Operation]:
        """The operations (a) to (h), reads before writes; the import (i) is measured apart."""
        return [
            Operation("a", "contacts, 50 by name with organisation", self._list, self._bare_list, 40, 250),
            Operation("b", f"the page after row {DEEP_ROW:,}", self._deep, self._bare_deep, 40, 250),
            Operation("c", "search a word inside name or e-mail", self._search, self._bare_search, 40, 120),
            Operation("d", "one contact with its timeline", self._record, self._bare_record, 40, 250),
            Operation("e", "board: totals per stage, 20 cards each", self._board, self._bare_board, 40, 120),
            Operation("h", "value per stage, won per month", self._figures, self._bare_figures, 40, 120),
            Operation("f", "create a contact", self._create, self._bare_create, None, 100, writes=True),
            Operation("g", "move a deal", self._move, self._bare_move, None, 100, writes=True),
        ]

    def _visible(self, ids: dict[UUID | None, list[UUID]], person: Person, rng: random.Random) -> UUID:
        return rng.choice(ids[person.sees_team])

    # Requests

    def _list(self, _person: Person, _rng: random.Random) -> Call:
        return Call("GET", "/contacts?sort=name&limit=50")

    def _deep(self, _person: Person, _rng: random.Random) -> Call:
        return Call("GET", f"/contacts?sort=name&limit=50&cursor={encode_cursor('name', *self.deep)}")

    def _search(self, _person: Person, rng: random.Random) -> Call:
        return Call("GET", f"/search?q={rng.choice(self.words)}")

    def _record(self, person: Person, rng: random.Random) -> Call:
        return Call("GET", f"/contacts/{self._visible(self.contacts, person, rng)}?include=timeline")

    def _board(self, _person: Person, _rng: random.Random) -> Call:
        return Call("GET", f"/pipelines/{self.data.pipeline_id}/board")

    def _figures(self, _person: Person, _rng: random.Random) -> Call:
        return Call("GET", f"/pipelines/{self.data.pipeline_id}/statistics")

    def _create(self, _person: Person, rng: random.Random) -> Call:
        first, last = rng.choice(FIRST), surname(rng)
        return Call(
            "POST",
            "/contacts",
            {
                "first_name": first,
                "last_name": last,
                "email": f"{uuid4().hex[:12]}@mesures.example",
                "mobile": "0639981122",
            },
        )

    def _move(self, person: Person, rng: random.Random) -> Call:
        deals = self.deals[person.team]
        stage = rng.choice(self.data.stage_ids[:4])
        return Call("POST", f"/deals/{rng.choice(deals)}/move", {"stage_id": str(stage)})

    # Bare SQL

    def _bare_list(self, cursor: psycopg.Cursor[Any], _rng: random.Random) -> None:
        cursor.execute(_PAGE.format(after=""))
        cursor.fetchall()

    def _bare_deep(self, cursor: psycopg.Cursor[Any], _rng: random.Random) -> None:
        cursor.execute(_PAGE.format(after="AND (c.sort_name, c.id) > (%s, %s)"), self.deep)
        cursor.fetchall()

    def _bare_search(self, cursor: psycopg.Cursor[Any], rng: random.Random) -> None:
        word = rng.choice(self.words)
        cursor.execute(_SEARCH, [f"'{self.data.workspace_id.hex}{word}':*", word])
        cursor.fetchall()

    def _bare_record(self, cursor: psycopg.Cursor[Any], rng: random.Random) -> None:
        contact = rng.choice(self.contacts[None])
        cursor.execute("SELECT * FROM customers_contact WHERE id = %s", [contact])
        cursor.fetchone()
        cursor.execute(_TIMELINE, [contact])
        cursor.fetchall()

    def _bare_board(self, cursor: psycopg.Cursor[Any], _rng: random.Random) -> None:
        cursor.execute(_TOTALS, [self.data.pipeline_id])
        cursor.fetchall()
        cursor.execute(_CARDS, [self.data.stage_ids, self.data.pipeline_id])
        cursor.fetchall()

    def _bare_figures(self, cursor: psycopg.Cursor[Any], _rng: random.Random) -> None:
        cursor.execute(_TOTALS, [self.data.pipeline_id])
        cursor.fetchall()
        cursor.execute(_WON, [self.data.pipeline_id])
        cursor.fetchall()

    def _bare_create(self, cursor: psycopg.Cursor[Any], rng: random.Random) -> None:
        name = f"{rng.choice(FIRST)} {surname(rng)}"
        cursor.execute(
            "INSERT INTO customers_contact (id, workspace_id, version, created_at, updated_at, name, sort_name)"
            " VALUES (%s, %s, 1, now(), now(), %s, %s)",
            [uuid4(), self.workspace, name, normalise(name)],
        )

    def _bare_move(self, cursor: psycopg.Cursor[Any], rng: random.Random) -> None:
        cursor.execute(
            "UPDATE sales_deal SET stage_id = %s, version = version + 1, updated_at = now() WHERE id = %s",
            [rng.choice(self.data.stage_ids[:4]), rng.choice(self.deals[None])],
        )


def _by_team(rows: Sequence[tuple[Any, ...]]) -> dict[UUID | None, list[UUID]]:
    """Ids by team; under None those of every team, for people who see everything."""
    found: dict[UUID | None, list[UUID]] = {None: [row[0] for row in rows]}
    for record_id, team_id in rows:
        found.setdefault(team_id, []).append(record_id)
    return found


def bare_times(url: str, workspace: str, operation: Operation, seconds: float = 3.0) -> list[float]:
    """Milliseconds of the bare SQL, transaction included, over some seconds at one client."""
    rng = random.Random(5)
    times: list[float] = []
    bare = operation.bare
    assert bare is not None, "measured in the process that made it"
    with psycopg.connect(url) as connection:
        end = time.perf_counter() + seconds
        while (started := time.perf_counter()) < end:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute(ENTER, [workspace])
                bare(cursor, rng)
            times.append((time.perf_counter() - started) * 1000)
    return times


_PAGE = """
SELECT c.id, c.name, c.job_title, c.email, c.mobile, c.organisation_id, o.name, c.owner_id, m.name, c.created_at
FROM (SELECT * FROM customers_contact c WHERE c.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
      AND c.deleted_at IS NULL {after} ORDER BY c.sort_name, c.id LIMIT 51) c
LEFT JOIN customers_organisation o ON o.id = c.organisation_id
LEFT JOIN identity_member m ON m.id = c.owner_id ORDER BY c.sort_name, c.id
"""
_SEARCH = """
SELECT e.id, e.object, e.title, e.subtitle FROM unnest(sillage_search(%s, '', %s,
  ARRAY['organisation', 'contact', 'deal', 'note'], ARRAY[]::text[], ARRAY[]::text[], NULL::uuid, ARRAY[]::uuid[], 20))
  WITH ORDINALITY AS found(id, place) JOIN records_search_entry e ON e.id = found.id ORDER BY found.place
"""
_TIMELINE = """
SELECT e.id, e.kind, e.payload, e.occurred_at FROM kernel_event_link l JOIN kernel_event e ON e.id = l.event_id
WHERE l.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND l.record_id = %s
ORDER BY l.occurred_at DESC LIMIT 31
"""
_TOTALS = """
SELECT stage_id, count(*), sum(amount_minor) FROM sales_deal
WHERE workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND pipeline_id = %s
AND deleted_at IS NULL GROUP BY stage_id
"""
_CARDS = """
SELECT card.* FROM unnest(%s::uuid[]) AS stage(id) CROSS JOIN LATERAL (
  SELECT d.id, d.name, d.amount_minor, d.stage_id, o.name FROM sales_deal d
  LEFT JOIN customers_organisation o ON o.id = d.organisation_id
  WHERE d.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND d.pipeline_id = %s
  AND d.stage_id = stage.id AND d.deleted_at IS NULL ORDER BY d.position, d.id LIMIT 20) card
"""
_WON = """
SELECT date_trunc('month', closed_on), count(*), sum(amount_minor) FROM sales_deal
WHERE workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND pipeline_id = %s
AND status = 'won' AND deleted_at IS NULL AND closed_on >= current_date - interval '12 months' GROUP BY 1
"""
