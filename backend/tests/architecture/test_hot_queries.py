"""The queries people wait for use an index, as the application's login, among twenty equal workspaces.

Under row-level security only leakproof operators may use an index; a filter that is not shows here as
a sequential scan.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection

from sillage.config.testing import superuser_url
from sillage.identity.testing import ApiClient, client_of, make_member, make_team, make_workspace

pytestmark = pytest.mark.django_db(transaction=True)

WORKSPACES = 20
# Tables that grow with use. Small ones (stages, members, roles) may be read whole.
GROWING = {
    "customers_contact",
    "customers_organisation",
    "sales_deal",
    "sales_deal_contact",
    "kernel_event",
    "kernel_event_link",
    "kernel_field_change",
    "activities_note",
    "activities_note_link",
    "records_search_entry",
    "records_field_value",
    "records_record_tag",
}
STAGES = [
    {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
    {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
]
# One workspace's rows; `g` numbers them, the same in each workspace.
FILL = """
INSERT INTO customers_organisation (id, workspace_id, owner_id, team_id, version, created_at, updated_at, name,
  sort_name, kind, country, city)
SELECT md5(%(w)s || 'o' || g)::uuid, %(w)s::uuid, %(m)s, %(t)s, 1, now() - g * interval '1 hour', now(),
  'Société ' || md5(g::text), 'societe ' || md5(g::text), 'prospect', 'FR', 'Ville ' || g %% 40
FROM generate_series(1, 400) g;
INSERT INTO customers_contact (id, workspace_id, owner_id, team_id, version, created_at, updated_at, name, sort_name,
  organisation_id, city)
SELECT md5(%(w)s || 'c' || g)::uuid, %(w)s::uuid, %(m)s, %(t)s, 1, now() - g * interval '1 hour', now(),
  'Contact ' || md5(g::text), 'contact ' || md5(g::text), md5(%(w)s || 'o' || (g %% 400 + 1))::uuid,
  'Ville ' || g %% 300 FROM generate_series(1, 1500) g;
INSERT INTO sales_deal (id, workspace_id, owner_id, team_id, version, created_at, updated_at, name, sort_name,
  organisation_id, pipeline_id, stage_id, status, amount_minor, currency, position, opened_on, stage_entered_at)
SELECT md5(%(w)s || 'd' || g)::uuid, %(w)s::uuid, %(m)s, %(t)s, 1, now() - g * interval '1 hour', now(),
  'Deal ' || md5(g::text), 'deal ' || md5(g::text), md5(%(w)s || 'o' || (g %% 400 + 1))::uuid, %(p)s, %(s)s, 'open',
  g * 100, 'EUR', g, current_date, now() FROM generate_series(1, 1000) g;
INSERT INTO kernel_event (id, workspace_id, kind, object, record_id, actor_kind, payload, depth, occurred_at)
SELECT md5(%(w)s || 'e' || g)::uuid, %(w)s::uuid, 'contact.updated', 'contact',
  md5(%(w)s || 'c' || (g %% 1500 + 1))::uuid, 'system', '{}', 0, now() - g * interval '1 minute'
FROM generate_series(1, 3000) g;
INSERT INTO kernel_event_link (workspace_id, record_id, occurred_at, event_id)
SELECT workspace_id, record_id, occurred_at, id FROM kernel_event WHERE workspace_id = %(w)s::uuid
ON CONFLICT DO NOTHING;
INSERT INTO sales_deal_contact (id, workspace_id, deal_id, contact_id, position)
SELECT md5(%(w)s || 'dc' || g)::uuid, %(w)s::uuid, md5(%(w)s || 'd' || g)::uuid, md5(%(w)s || 'c' || g)::uuid, 0
FROM generate_series(1, 1000) g;
INSERT INTO kernel_field_change (workspace_id, event_id, field, before, after)
SELECT %(w)s::uuid, md5(%(w)s || 'e' || g)::uuid, 'job_title', '"a"', '"b"' FROM generate_series(1, 3000) g;
INSERT INTO activities_note (id, workspace_id, owner_id, team_id, version, created_at, updated_at, body, pinned)
SELECT md5(%(w)s || 'n' || g)::uuid, %(w)s::uuid, %(m)s, %(t)s, 1, now(), now(), 'note', false
FROM generate_series(1, 1000) g;
INSERT INTO activities_note_link (workspace_id, note_id, object, record_id, direct)
SELECT %(w)s::uuid, md5(%(w)s || 'n' || g)::uuid, 'contact', md5(%(w)s || 'c' || g)::uuid, true
FROM generate_series(1, 1000) g;
INSERT INTO records_search_entry (id, workspace_id, object, title, subtitle, texts, sort_title, owner_id, team_id,
  updated_at, tokens)
SELECT md5(%(w)s || 'c' || g)::uuid, %(w)s::uuid, 'contact', 'Contact ' || g, '', '{}', 'contact ' || g, %(m)s, %(t)s,
  now(), array_to_tsvector(ARRAY[replace(%(w)s, '-', '') || 'contact', replace(%(w)s, '-', '') || '#contact'])
FROM generate_series(1, 1500) g;
INSERT INTO records_field (id, workspace_id, object, key, label, kind, required, personal, choices, settings, position,
  computing_done, version, created_at, updated_at)
SELECT md5(%(w)s || 'f')::uuid, %(w)s::uuid, 'contact', 'score', 'Score', 'number', false, false, '[]', '{}', 0, 0, 1,
  now(), now();
INSERT INTO records_field_value (workspace_id, record_id, field_id, position, number)
SELECT %(w)s::uuid, md5(%(w)s || 'c' || g)::uuid, md5(%(w)s || 'f')::uuid, 0, g FROM generate_series(1, 1500) g;
INSERT INTO records_tag (id, workspace_id, name, sort_name, colour, version, created_at, updated_at)
SELECT md5(%(w)s || name)::uuid, %(w)s::uuid, name, name, '#0E5A78', 1, now(), now()
FROM (VALUES ('rare'), ('common')) tag (name);
INSERT INTO records_record_tag (workspace_id, record_id, tag_id, object)
SELECT %(w)s::uuid, md5(%(w)s || 'c' || g)::uuid,
  md5(%(w)s || CASE g %% 100 WHEN 0 THEN 'rare' ELSE 'common' END)::uuid, 'contact' FROM generate_series(1, 1500) g;
UPDATE identity_workspace SET schema_stamp = md5(%(w)s)::uuid WHERE id = %(w)s::uuid;
"""


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Collects every SELECT that runs, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def collect(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.lstrip().upper().startswith(("SELECT", "WITH")) and "set_config" not in sql:
            seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(collect):
        yield seen


def scans(plan: dict[str, Any]) -> Iterator[str]:
    """The growing tables that a plan reads from end to end."""
    if plan["Node Type"] in {"Seq Scan", "Parallel Seq Scan"} and plan["Relation Name"] in GROWING:
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from scans(inner)


def explained(workspace_id: Any, collected: list[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Sequential scans over growing tables among the statements, explained in their workspace."""
    found = []
    from sillage.kernel.db import workspace_transaction

    with workspace_transaction(workspace_id), connection.cursor() as cursor:
        for sql, params in collected:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0][0]["Plan"]
            found += [(table, " ".join(sql.split())[:200]) for table in scans(plan)]
    return found


@pytest.fixture
def crowd() -> tuple[Any, ApiClient, ApiClient, dict[str, str]]:
    """Twenty equal workspaces; the clients and ids of the last."""
    for _ in range(WORKSPACES):
        workspace = make_workspace("Égale aux autres")
        team = make_team(workspace)
        admin, seller = make_member(workspace, "administrator"), make_member(workspace, "sales", team=team)
        client = client_of(admin)
        pipeline = client.post("/pipelines", {"name": "Ventes", "stages": STAGES}).json()
        values = {
            "w": str(workspace.id),
            "m": seller.id,
            "t": team.id,
            "p": pipeline["id"],
            "s": pipeline["stages"][0]["id"],
        }
        with psycopg.connect(superuser_url(), autocommit=True, cursor_factory=psycopg.ClientCursor) as superuser:
            superuser.execute(FILL, values)
    with psycopg.connect(superuser_url(), autocommit=True) as superuser:
        superuser.execute("VACUUM (ANALYZE)")
    with psycopg.connect(superuser_url()) as superuser:
        row = superuser.execute(
            "SELECT md5(%s || 'c1')::uuid, md5(%s || 'd1')::uuid, md5(%s || 'o1')::uuid, md5(%s || 'rare')::uuid",
            [str(workspace.id)] * 4,
        ).fetchone()
    assert row is not None, "four ids"
    contact, deal, organisation, tag = map(str, row)
    ids = {"contact": contact, "deal": deal, "organisation": organisation, "tag": tag, "pipeline": pipeline["id"]}
    return workspace.id, client, client_of(seller), ids


def filtered(object: str, sort: str, *leaves: tuple[str, str, Any], joiner: str = "and") -> str:
    """The address of a filtered list."""
    parts = [{"field": field, "operator": operator, "value": value} for field, operator, value in leaves]
    return f"/records/{object}?{urlencode({'sort': sort, 'filter': json.dumps({joiner: parts})})}"


def lists(ids: dict[str, str]) -> list[str]:
    """Lists of the grid: by what people filter and sort them most."""
    town, tagged = ("city", "is", "Ville 7"), ("tags", "has_any", [ids["tag"]])
    return [
        "/records/contact?sort=name",
        "/records/contact?sort=-custom.score",
        "/records/contact?sort=organisation_id,-created_at",
        "/records/deal?sort=-amount,name",
        filtered("contact", "name", town),
        filtered("contact", "-created_at", town, ("owner_id", "is", "me")),
        filtered("contact", "name", ("city", "starts_with", "Ville 12")),
        filtered("contact", "name", ("custom.score", "at_least", 1480)),
        filtered("contact", "name", tagged),
        filtered("contact", "name", ("organisation_id.city", "is", "Ville 3")),
        filtered("contact", "name", ("created_at", "within_last", {"amount": 2, "unit": "day"})),
        filtered("contact", "name", town, ("created_at", "previous", "month"), joiner="or"),
        filtered("organisation", "name", town),
        filtered("deal", "-amount", ("amount", "at_least", 900), ("status", "is", "open")),
    ]


def test_what_people_wait_for_never_reads_a_growing_table_whole(
    crowd: tuple[Any, ApiClient, ApiClient, dict[str, str]],
) -> None:
    workspace_id, admin, seller, ids = crowd
    questions = [
        "/contacts?sort=name",
        "/contacts?sort=-created_at",
        "/contacts?q=contact%20a",
        "/organisations?sort=name",
        "/deals?sort=-amount",
        "/deals?sort=expected_close_on",
        f"/deals?organisation_id={ids['organisation']}",
        f"/organisations/{ids['organisation']}/contacts",
        f"/contacts/{ids['contact']}?include=timeline",
        f"/deals/{ids['deal']}?include=timeline",
        f"/organisations/{ids['organisation']}?include=timeline",
        f"/timeline/organisation/{ids['organisation']}?kinds=notes&kinds=calls&q=texte",
        f"/timeline/contact/{ids['contact']}/counts",
        f"/timeline/contact/{ids['contact']}/pinned",
        "/mentions",
        "/search?q=contact",
        "/search?q=introuvable",
        *lists(ids),
    ]

    slow = []
    for client in (admin, seller):
        for question in questions:
            with statements() as collected:
                response = client.get(question)
            assert response.status_code == 200, (question, response.content)
            slow += [(question, *scan) for scan in explained(workspace_id, collected)]

    assert slow == []
