"""Every operation of the API, tried with the ids of another workspace, by a lower role, by nobody.

The operations come from the OpenAPI document, so a new one is swept without being named here; one whose
path holds an id that no fixture provides fails the sweep.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from psycopg import sql

from sillage.config.api import api
from sillage.config.testing import superuser_url
from sillage.customers.company_registry.actions import propose_changes
from sillage.customers.company_registry.queries import proposals
from sillage.customers.company_registry.types import CompanyMatch
from sillage.identity.testing import ApiClient, anonymous_client, client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.http.api import openapi_document
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.testing.jobs import drain_jobs
from tests.isolation.openapi_requests import Filler, Operation, operations_of

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Canari7f3a"
# Signing somebody up or the whole installation is not a question of workspaces.
INSTALLATION_OPERATIONS = {"completeSetup", "getSetup"}
STAGES = [
    {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
    {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
]


@dataclass(frozen=True)
class Victim:
    """A workspace full of canaries, with the id of one row of each kind."""

    workspace_id: str
    ids: dict[str, str]
    admin: ApiClient
    read_only: ApiClient


def made(response: Any) -> dict[str, Any]:
    assert response.status_code in (200, 201, 202), response.content
    return response.json()  # type: ignore[no-any-return]


def fill_workspace(name: str) -> Victim:
    workspace = make_workspace(name)
    admin_member = make_member(workspace, "administrator", name=f"{CANARY} Admin")
    reader = make_member(workspace, "read_only")
    admin = client_of(admin_member)
    organisation = made(admin.post("/organisations", {"name": f"{CANARY} SA"}))
    contact_values = {"first_name": CANARY, "last_name": "Roux", "organisation_id": organisation["id"]}
    contact = made(admin.post("/contacts", contact_values))
    pipeline = made(admin.post("/pipelines", {"name": f"{CANARY} ventes", "stages": STAGES}))
    stage_id = pipeline["stages"][0]["id"]
    deal_values = {"name": f"{CANARY} audit", "pipeline_id": pipeline["id"], "stage_id": stage_id, "amount": "1200.00"}
    deal_response = admin.post("/deals", deal_values)
    deal = made(deal_response)
    note_values = {"body": f"{CANARY} secret", "about": [{"object": "deal", "id": deal["id"]}]}
    note = made(admin.post("/notes", note_values))
    team = made(admin.post("/teams", {"name": f"{CANARY} équipe"}))
    role = made(admin.post("/roles", {"name": f"{CANARY} rôle", "permissions": {"deal.see": "all"}}))
    key = made(admin.post("/api-keys", {"name": f"{CANARY} clé", "permissions": ["deal.see"]}))
    invited = made(
        admin.post(
            "/invitations", {"invitations": [{"email": f"{CANARY.lower()}@example.test", "role_id": role["id"]}]}
        )
    )
    csv = SimpleUploadedFile("deals.csv", f"name;amount\n{CANARY};12\n".encode(), content_type="text/csv")
    imported = made(admin.post("/imports", data={"object": "deal", "file": csv}))
    text = SimpleUploadedFile("note.txt", f"{CANARY} texte".encode(), content_type="text/plain")
    file = made(admin.post("/files", data={"object": "deal", "record_id": deal["id"], "file": text}))
    product = made(admin.post("/products", {"reference": f"{CANARY}-1", "name": f"{CANARY} audit", "price": "900.00"}))
    tag = made(admin.post("/tags", {"name": f"{CANARY} étiquette"}))
    other_tag = made(admin.post("/tags", {"name": f"{CANARY} autre"}))
    made(admin.patch(f"/deals/{deal['id']}", {"tags": [tag["id"]]}))
    activities = fill_activities(admin, {"object": "deal", "id": deal["id"]}, str(reader.id))
    made(admin.put("/currencies", {"codes": ["USD"]}))
    (rate,) = made(
        admin.post("/exchange-rates", {"rates": [{"currency": "USD", "valid_on": "2026-01-01", "rate": "0.9"}]})
    )
    view = made(admin.post("/views", {"object": "deal", "name": f"{CANARY} vue", "scope": "shared"}))
    bulk = made(
        admin.post(
            "/records/deal/bulk",
            {"selection": {"ids": [deal["id"]]}, "operation": "edit", "values": {"source": f"{CANARY} salon"}},
        )
    )
    chosen = [{"label": f"{CANARY} choix"}]
    field_values = {"object": "deal", "label": f"{CANARY} champ", "kind": "choice", "choices": chosen}
    field = made(admin.post("/fields", field_values))
    made(admin.patch(f"/deals/{deal['id']}", {"custom": {field["key"]: field["choices"][0]["value"]}}))
    kind = made(admin.post("/custom-objects", {"label": f"{CANARY} chantier", "plural": f"{CANARY} chantiers"}))
    duplicates = fill_duplicates(admin, contact_values)
    mails = made(admin.get("/outbox-mail"))["items"]
    export = made(admin.post("/exports", {"object": "deal", "format": "csv"}))
    ids = {
        "organisation_id": organisation["id"],
        "contact_id": contact["id"],
        "pipeline_id": pipeline["id"],
        "stage_id": stage_id,
        "deal_id": deal["id"],
        "before_id": deal["id"],
        "note_id": note["id"],
        **activities,
        "product_id": product["id"],
        "rate_id": rate["id"],
        "team_id": team["id"],
        "main_team_id": team["id"],
        "role_id": role["id"],
        "member_id": str(admin_member.id),
        "owner_id": str(admin_member.id),
        "manager_id": str(admin_member.id),
        "hand_over_to": str(reader.id),
        "key_id": key["id"],
        "invitation_id": invited["items"][0]["id"],
        "import_id": imported["id"],
        "line": "2",
        "file_id": file["id"],
        "tag_id": tag["id"],
        "field_id": field["id"],
        "custom_object_id": kind["id"],
        "ids": field["id"],
        "into": other_tag["id"],
        "view_id": view["id"],
        "run_id": bulk["run"]["id"],
        "export_id": export["id"],
        "mail_id": mails[0]["id"],
        "proposal_id": proposal_for(str(workspace.id), organisation["id"]),
        "change_set_id": deal_response["X-Change-Set"],
        "workspace_id": str(workspace.id),
        "object": "deal",
        "record_id": deal["id"],
        **duplicates,
        "id": deal["id"],
        "token": "0" * 40,
    }
    return Victim(str(workspace.id), ids, admin, client_of(reader))


def fill_duplicates(admin: ApiClient, values: dict[str, str]) -> dict[str, str]:
    twins = [made(admin.post("/contacts", values | {"email": "jumelle@example.test"})) for _ in range(4)]
    run = made(admin.post("/duplicates/runs", {"object": "contact"}))
    drain_jobs()
    pair = made(admin.get("/duplicates?object=contact"))["items"][0]
    merge_values = {"object": "contact", "survivor_id": twins[0]["id"], "loser_ids": [twins[1]["id"]]}
    merged = made(admin.post("/merges", merge_values))
    ids = {"pair_id": pair["id"], "run_id": run["id"], "merge_id": merged["id"]}
    return ids | {"survivor_id": twins[2]["id"], "loser_ids": twins[3]["id"]}


def fill_activities(admin: ApiClient, about: dict[str, str], colleague: str) -> dict[str, str]:
    call = made(admin.post("/calls", {"about": [about], "summary": f"{CANARY} appel"}))
    planned = {"about": [about], "title": f"{CANARY} réunion", "at": "2030-01-10T09:00:00Z", "members": [colleague]}
    meeting = made(admin.post("/meetings", {**planned, "notes": f"@[{colleague}] {CANARY}"}))
    letter = f"From: {CANARY}@example.test\nSubject: {CANARY}\nMessage-ID: <{CANARY}@x>\n\n{CANARY} courrier\n"
    eml = SimpleUploadedFile("lettre.eml", letter.encode(), content_type="message/rfc822")
    message = made(admin.post("/messages", data={"object": about["object"], "record_id": about["id"], "file": eml}))
    return {"call_id": call["id"], "meeting_id": meeting["id"], "message_id": message["id"]}


def proposal_for(workspace_id: str, organisation_id: str) -> str:
    """A change the company register proposes, as its monthly comparison keeps it."""
    with workspace_transaction(UUID(workspace_id)):
        actor, match = system_actor(UUID(workspace_id)), CompanyMatch("732829320", CANARY, closed=True)
        organisation = {"id": UUID(organisation_id), "name": CANARY}
        organisation |= dict.fromkeys(("legal_name", "postal_code", "legal_status"))
        propose_changes(actor, organisation, match, "sirene")
        return str(proposals(actor, "open")["items"][0]["id"])


def rows_of(workspace_id: str) -> dict[str, str]:
    """A fingerprint of every row of a workspace, by table, seen by a superuser."""
    found = {}
    with psycopg.connect(superuser_url()) as connection:
        tables = connection.execute(
            "SELECT c.table_name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name"
            " WHERE t.schemaname = 'public' AND c.column_name = 'workspace_id'"
        ).fetchall()
        for (table,) in tables:
            statement = sql.SQL("SELECT t::text FROM {} t WHERE workspace_id = %s ORDER BY 1").format(
                sql.Identifier(table)
            )
            rows = connection.execute(statement, [workspace_id]).fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def send(client: ApiClient, operation: Operation, ids: dict[str, str], filler: Filler) -> Any:
    address = operation.address(ids) + (operation.query(ids) if operation.method == "GET" else "")
    if operation.multipart:
        upload = SimpleUploadedFile("attaque.csv", b"name\nattaque\n", content_type="text/csv")
        return client.request(operation.method, address, data={**ids, "object": "deal", "file": upload})
    body = filler.value(operation.body) if operation.body else None
    return client.request(operation.method, address, json=body)


@pytest.fixture
def victim() -> Victim:
    return fill_workspace("Victime")


def swept() -> list[Operation]:
    document = openapi_document(api)
    return [operation for operation in operations_of(document) if operation.name not in INSTALLATION_OPERATIONS]


def test_another_workspace_reaches_nothing_through_any_operation(victim: Victim) -> None:
    intruder = client_of(make_member(make_workspace("Intrus"), "administrator"))
    filler = Filler(openapi_document(api), victim.ids)
    before = rows_of(victim.workspace_id)
    breaches = []

    for operation in swept():
        response = send(intruder, operation, victim.ids, filler)

        reaches_by_path = bool(set(operation.path_names) - {"object", "token"})
        if response.status_code >= 500 or (reaches_by_path and response.status_code < 400):
            breaches.append((operation.name, response.status_code))
        if CANARY.encode() in getattr(response, "content", b""):
            breaches.append((operation.name, "canary"))

    assert breaches == []
    assert rows_of(victim.workspace_id) == before


def test_a_workspace_one_does_not_belong_to_cannot_be_entered(victim: Victim) -> None:
    member = make_member(make_workspace("Intrus"), "administrator")
    intruder = client_of(member, workspace_id=victim.workspace_id)  # type: ignore[arg-type]
    filler = Filler(openapi_document(api), victim.ids)
    before = rows_of(victim.workspace_id)

    answers = {
        operation.name: send(intruder, operation, victim.ids, filler).status_code
        for operation in swept()
        if operation.permission != "public"
    }

    assert {name: status for name, status in answers.items() if status != 404} == {}
    assert rows_of(victim.workspace_id) == before


def test_nobody_reaches_anything_without_signing_in(victim: Victim, settings: Any) -> None:
    settings.SILLAGE_RATE_ANONYMOUS = 10_000
    filler = Filler(openapi_document(api), victim.ids)
    before = rows_of(victim.workspace_id)

    answers = {
        operation.name: send(anonymous_client(), operation, victim.ids, filler).status_code
        for operation in swept()
        if operation.permission != "public"
    }

    assert {name: status for name, status in answers.items() if status != 401} == {}
    assert rows_of(victim.workspace_id) == before


def test_a_read_only_member_writes_nothing_through_any_operation(victim: Victim) -> None:
    filler = Filler(openapi_document(api), victim.ids)
    # A view of one's own is a preference: it shows records and changes none.
    own_preferences = {"updateMe", "switchWorkspace", "createWorkspace", "readMentions", "createView"}
    before = rows_of(victim.workspace_id)
    breaches = []

    for operation in swept():
        if operation.method == "GET" or operation.permission == "public" or operation.name in own_preferences:
            continue
        response = send(victim.read_only, operation, victim.ids, filler)
        if response.status_code < 400 or response.status_code >= 500:
            breaches.append((operation.name, response.status_code))

    assert breaches == []
    assert rows_of(victim.workspace_id) == before


def test_every_row_of_a_workspace_is_out_of_reach_of_plain_queries_in_another(victim: Victim) -> None:
    from django.db import connection

    from sillage.kernel.db import workspace_transaction

    other = make_workspace("Intrus")
    with psycopg.connect(superuser_url()) as superuser:
        tables = superuser.execute(
            "SELECT c.table_name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name"
            " WHERE t.schemaname = 'public' AND c.column_name = 'workspace_id'"
            " AND c.table_name NOT LIKE 'kernel\\_outbox%'"
        ).fetchall()

    leaks = []
    with workspace_transaction(other.id), connection.cursor() as cursor:
        for (table,) in tables:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE workspace_id = %s", [victim.workspace_id])
            leaks += [table] if cursor.fetchone()[0] else []
            cursor.execute(f"DELETE FROM {table} WHERE workspace_id = %s", [victim.workspace_id])
            leaks += [f"{table} deleted"] if cursor.rowcount else []

    assert leaks == []
