"""The data set: 20,000 organisations, 100,000 contacts, 50,000 deals over 6 stages, 200,000 activities.

A `Size` says how many of each. Rows are written with COPY by a superuser, because COPY refuses tables
under row-level security; everything that measures afterwards is the application's own login.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
import psycopg
from psycopg import sql

from sillage.kernel.db import new_id
from sillage.kernel.text import normalise
from sillage.records.search.rules import lexemes, title_words
from sillage.records.search.types import SearchEntry

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST = (
    "Camille Julien Claire Hugo Inès Théo Léa Lucas Manon Louis Chloé Gabriel Emma Arthur Jade Raphaël Louise Jules "
    "Alice Adam Lina Maël Rose Paul Anna Nathan Mila Ethan Zoé Noé Fatou Oumar Yann Gaël Maud Denis Sophie Hélène Loïc"
).split()
SYLLABLES = (
    "mar bel dur ron val ker gui lan mor per tan vil des cha bou gar lem sau fon rie nec oud aub dal tre zan pic nor"
).split()
ACTIVITY = (
    "Conserverie Papeteries Transports Verrerie Fonderies Laiterie Câblerie Scierie Menuiserie Imprimerie".split()
)
TOWNS = "Rennes Nantes Cholet Lyon Lille Bordeaux Redon Vannes Angers Tours Dijon Metz Pau Nice Brest Caen".split()
SECTORS = "Agroalimentaire Bois Chimie Énergie Imprimerie Logistique Mécanique Santé Textile Transport".split()
TITLES = ("Responsable", "Directrice générale", "Acheteur", "Chef de projet", "Responsable énergie", "Comptable")
RARE_TITLE = "Directeur de site"
CUSTOM_FIELDS = (("score", "number"), ("budget", "money"), ("level", "choice"))
LEVELS = ("Froid", "Tiède", "Chaud", "Brûlant")
TAGS = ("Salon de Rennes", "Ambassadeur")
WORDS = (
    "rappel devis budget comité décision relance visite site audit énergie délai contrat réunion accord prix volume "
    "technique chantier planning direction validation signature livraison production maintenance projet usine"
).split()
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of each kind."""

    organisations: int = 20_000
    contacts: int = 100_000
    deals: int = 50_000
    activities: int = 200_000
    # Without entries of search the data set serves lists only, and loads in half the time.
    searched: bool = True

    def times(self, scale: int) -> Size:
        """The same, `scale` times."""
        return Size(self.organisations * scale, self.contacts * scale, self.deals * scale, self.activities * scale)


@dataclass
class People:
    """Who owns what: members by id, each with the team they sell in."""

    members: Sequence[tuple[UUID, UUID]]


@dataclass
class Dataset:
    """Where the measurements find something to ask for."""

    workspace_id: UUID
    pipeline_id: UUID
    stage_ids: list[UUID]
    contact_ids: list[UUID] = field(default_factory=list)
    deal_ids: list[UUID] = field(default_factory=list)


def surname(rng: random.Random) -> str:
    """A French-sounding family name; some thousands of different ones."""
    return "".join(rng.choices(SYLLABLES, k=rng.choice((2, 2, 3)))).capitalize()


def copy_rows(
    connection: psycopg.Connection[Any], table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """COPY rows into a table; returns how many."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def settle(url: str) -> None:
    """What autovacuum does within minutes of many writes, so that runs are alike."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


RECORD = ("id", "workspace_id", "owner_id", "team_id", "version", "created_at", "updated_at")


class Generator:
    """Makes the rows of one workspace from a fixed seed."""

    def __init__(self, connection: psycopg.Connection[Any], dataset: Dataset, people: People, size: Size) -> None:
        self.connection = connection
        self.dataset = dataset
        self.people = people
        self.size = size
        self.rng = random.Random(20261120)
        # What only filters look at is drawn apart, so that the rest of the data stays as it was.
        self.more = random.Random(20261121)
        self.organisations: list[tuple[UUID, str, UUID, UUID]] = []
        self.entries: list[SearchEntry] = []

    def load(self, progress: Progress) -> None:
        """Write everything; `settle` afterwards."""
        steps: list[tuple[str, Callable[[], int]]] = [
            ("organisations", self._organisations),
            ("contacts", self._contacts),
            ("deals", self._deals),
            ("custom values", self._values),
            ("tags", self._tags),
        ]
        steps += [("activities", self._activities), ("search", self._search)] if self.size.searched else []
        # The rows are right by construction: looking every reference up would take most of the time.
        self.connection.execute("SET session_replication_role = replica")
        for number, (name, step) in enumerate(steps, 1):
            started = time.monotonic()
            rows = step()
            self.connection.commit()
            progress(f"{name}: {rows:,} rows in {time.monotonic() - started:.0f} s", number, len(steps))

    def _record(self) -> list[Any]:
        owner, team = self.rng.choice(self.people.members)
        created = NOW - timedelta(minutes=self.rng.randrange(18 * 30 * 24 * 60))
        return [new_id(), self.dataset.workspace_id, owner, team, 1, created, created]

    def _organisations(self) -> int:
        def rows() -> Iterator[list[Any]]:
            for number in range(self.size.organisations):
                base = self._record()
                name = f"{self.rng.choice(ACTIVITY)} {surname(self.rng)}"
                town = self.rng.choice(TOWNS)
                self.organisations.append((base[0], name, base[2], base[3]))
                self._index("organisation", base, name, town, (f"{100_000_000 + number}",))
                sector = self.more.choice(SECTORS)
                yield [*base, name, normalise(name), f"{100_000_000 + number}", "prospect", town, "FR", sector]

        columns = (*RECORD, "name", "sort_name", "siren", "kind", "city", "country", "sector")
        return copy_rows(self.connection, "customers_organisation", columns, rows())

    def _contacts(self) -> int:
        def rows() -> Iterator[list[Any]]:
            for number in range(self.size.contacts):
                base = self._record()
                organisation_id, organisation, base[2], base[3] = self.rng.choice(self.organisations)
                first, last = self.rng.choice(FIRST), surname(self.rng)
                email = f"{normalise(first)}.{normalise(last)}{number}@{normalise(organisation).split()[-1]}.example"
                mobile = f"+336{39_000_000 + number % 1_000_000:08d}"
                self.dataset.contact_ids.append(base[0])
                self._index("contact", base, f"{first} {last}", organisation, (email,), (mobile,))
                yield [
                    *base, first, last, f"{first} {last}", normalise(f"{first} {last}"), self._job_title(), email,
                    mobile, organisation_id, self.more.choice(TOWNS),
                ]  # fmt: skip

        names = (
            "first_name", "last_name", "name", "sort_name", "job_title", "email", "mobile", "organisation_id", "city",
        )  # fmt: skip
        return copy_rows(self.connection, "customers_contact", (*RECORD, *names), rows())

    def _deals(self) -> int:
        statuses = ["open"] * 4 + ["won", "lost"]

        def rows() -> Iterator[list[Any]]:
            for number in range(self.size.deals):
                base = self._record()
                organisation_id, organisation, base[2], base[3] = self.rng.choice(self.organisations)
                stage = self.rng.randrange(6)
                closed = None if stage < 4 else date.today() - timedelta(days=self.rng.randrange(540))
                name = f"{self.rng.choice(WORDS).capitalize()} {self.rng.choice(WORDS)}"
                self.dataset.deal_ids.append(base[0])
                self._index("deal", base, name, organisation)
                yield [
                    *base, name, normalise(name), organisation_id, self.dataset.pipeline_id,
                    self.dataset.stage_ids[stage], statuses[stage], self.rng.randrange(50_000, 9_000_000), "EUR",
                    float(number), base[5].date(), closed, base[5],
                ]  # fmt: skip

        names = (
            "name", "sort_name", "organisation_id", "pipeline_id", "stage_id", "status", "amount_minor", "currency",
            "position", "opened_on", "closed_on", "stage_entered_at",
        )  # fmt: skip
        return copy_rows(self.connection, "sales_deal", (*RECORD, *names), rows())

    def _activities(self) -> int:
        """Notes with their events, so that timelines have something to show: two a contact."""
        total = self.size.activities
        notes = []
        for _ in range(total):
            base = self._record()
            notes.append((base, self.rng.choice(self.dataset.contact_ids), new_id()))
        workspace = self.dataset.workspace_id
        copy_rows(
            self.connection,
            "activities_note",
            (*RECORD, "body", "pinned"),
            ([*base, " ".join(self.rng.choices(WORDS, k=18)), False] for base, _, _ in notes),
        )
        links = ((workspace, base[0], "contact", contact, True) for base, contact, _ in notes)
        columns = ("workspace_id", "note_id", "object", "record_id", "direct")
        copy_rows(self.connection, "activities_note_link", columns, links)
        columns = (
            "id", "workspace_id", "kind", "object", "record_id", "operation", "record_version", "actor_kind",
            "actor_id", "payload", "depth", "occurred_at",
        )  # fmt: skip
        events = (
            (event, workspace, "note.created", "note", base[0], "created", 1, "member", base[2],
             orjson.dumps({"note_id": str(base[0])}).decode(), 0, base[5])
            for base, _, event in notes
        )  # fmt: skip
        copy_rows(self.connection, "kernel_event", columns, events)
        columns = ("workspace_id", "record_id", "occurred_at", "event_id")
        about = ((workspace, record, base[5], event) for base, contact, event in notes for record in (base[0], contact))
        copy_rows(self.connection, "kernel_event_link", columns, about)
        return total

    def _job_title(self) -> str:
        """One of a few titles, or one contact in five thousand has a rare one."""
        return RARE_TITLE if self.more.random() < 0.0002 else self.more.choice(TITLES)

    def _values(self) -> int:
        """A number, an amount and a choice: three custom fields that half of the contacts have."""
        workspace = self.dataset.workspace_id
        fields = [(new_id(), key, kind) for key, kind in CUSTOM_FIELDS]
        choices = orjson.dumps([{"value": level, "label": level} for level in LEVELS]).decode()
        columns = (
            "id", "workspace_id", "object", "key", "label", "kind", "required", "personal", "choices", "settings",
            "position", "computing_done", "version", "created_at", "updated_at",
        )  # fmt: skip
        rows = (
            [each, workspace, "contact", key, key, kind, False, False, choices if kind == "choice" else "[]", "{}",
             place, 0, 1, NOW, NOW]
            for place, (each, key, kind) in enumerate(fields)
        )  # fmt: skip
        copy_rows(self.connection, "records_field", columns, rows)
        stamp = "UPDATE identity_workspace SET schema_stamp = %s WHERE id = %s"
        self.connection.execute(stamp, [new_id(), workspace])
        score, budget, level = (each for each, _, _ in fields)

        def values() -> Iterator[list[Any]]:
            for contact in self.dataset.contact_ids:
                if self.more.random() < 0.5:
                    yield [workspace, contact, score, 0, None, None, self.more.random() * 100]
                    yield [workspace, contact, budget, 0, None, self.more.randrange(10_000_000), None]
                    yield [workspace, contact, level, 0, self.more.choice(LEVELS), None, None]

        names = ("workspace_id", "record_id", "field_id", "position", "text_key", "whole", "number")
        return copy_rows(self.connection, "records_field_value", names, values())

    def _tags(self) -> int:
        """A tag that one contact in five has, and one that one in five thousand has."""
        workspace = self.dataset.workspace_id
        tags = [(new_id(), name) for name in TAGS]
        rows = ([each, workspace, name, normalise(name), "#0E5A78", 1, NOW, NOW] for each, name in tags)
        columns = ("id", "workspace_id", "name", "sort_name", "colour", "version", "created_at", "updated_at")
        copy_rows(self.connection, "records_tag", columns, rows)
        common, rare = (each for each, _ in tags)

        def held() -> Iterator[list[Any]]:
            for contact in self.dataset.contact_ids:
                drawn = self.more.random()
                if drawn < 0.2:
                    yield [workspace, contact, rare if drawn < 0.0002 else common, "contact"]

        names = ("workspace_id", "record_id", "tag_id", "object")
        return copy_rows(self.connection, "records_record_tag", names, held())

    def _index(
        self, object: str, base: list[Any], title: str, subtitle: str, texts: tuple[str, ...] = (),
        phones: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        entry = SearchEntry(object, base[0], title, subtitle, texts, phones, base[2], base[3])
        self.entries.append(entry)

    def _search(self) -> int:
        workspace, known = self.dataset.workspace_id, set[str]()

        def rows() -> Iterator[list[Any]]:
            for entry in self.entries:
                known.update(title_words(entry))
                tokens = " ".join(f"'{lexeme}'" for lexeme in lexemes(workspace, entry))
                yield [
                    entry.record_id, workspace, entry.object, entry.title, entry.subtitle,
                    [*entry.texts, *entry.phones], normalise(entry.title), entry.owner_id, entry.team_id, NOW, tokens,
                ]  # fmt: skip

        columns = (
            "id", "workspace_id", "object", "title", "subtitle", "texts", "sort_title", "owner_id", "team_id",
            "updated_at", "tokens",
        )  # fmt: skip
        count = copy_rows(self.connection, "records_search_entry", columns, rows())
        words = ((new_id(), workspace, word, word[::-1]) for word in sorted(known))
        copy_rows(self.connection, "records_search_word", ("id", "workspace_id", "word", "reversed"), words)
        return count
