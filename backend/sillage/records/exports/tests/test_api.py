"""Exports over HTTP: asked for, written, downloaded, given up, refused."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import orjson
import pytest
import python_calamine
from django.core.files.storage import default_storage

from sillage.customers.testing import make_contact
from sillage.identity.testing import actor_of, client_of, make_member, make_role, make_workspace
from sillage.identity.users.models import Member
from sillage.identity.workspaces.models import Workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import StoredEvent
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.exports import running
from sillage.records.exports.models import Export
from sillage.records.exports.upkeep import forget_old_exports

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workspace() -> Workspace:
    return make_workspace()


@pytest.fixture
def member(workspace: Workspace) -> Member:
    return make_member(workspace, "administrator", name="Claire Vasseur")


def ask(member: Member, **values: Any) -> Any:
    return client_of(member).post("/exports", {"object": "contact", "format": "csv", **values})


def exported(member: Member, **values: Any) -> tuple[dict[str, Any], bytes]:
    """Ask for an export, let the queue write it, download it."""
    asked = ask(member, **values)
    assert asked.status_code == 202, asked.content
    drain_jobs()
    client = client_of(member)
    details = client.get(f"/exports/{asked.json()['id']}").json()
    assert details["status"] == "done", details
    link = client.get(f"/exports/{details['id']}/link").json()["url"]
    return details, b"".join(client.get(link).streaming_content)


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_list_becomes_a_french_csv(member: Member) -> None:
    actor = actor_of(member)
    make_contact(actor, first_name="Inès", last_name="Abadie", email="ines@orme.test", mobile="+33612345678")
    make_contact(actor, first_name="Paul", last_name="=2+2", owner_id=str(member.id))

    details, content = exported(member, fields=["name", "email", "mobile", "owner_id"], sort="name")

    assert lines_of(content) == [
        ["Nom affiché", "E-mail", "Mobile", "Responsable"],
        ["Inès Abadie", "ines@orme.test", "'+33612345678", "Claire Vasseur"],
        ["Paul =2+2", "", "", "Claire Vasseur"],
    ]
    assert (details["rows_done"], details["rows_total"], details["file_size"]) == (2, 2, len(content))
    assert details["file_name"] == f"contacts-{clock.now().date().isoformat()}.csv"


def test_a_workbook_has_typed_cells_and_no_formula(member: Member) -> None:
    make_contact(actor_of(member), first_name="Paul", last_name="Roux", job_title="=1+1")

    _, content = exported(member, format="xlsx", fields=["name", "job_title", "created_at"])

    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    head, row = sheet.to_python()
    assert head == ["Nom affiché", "Fonction", "Créé le"]
    assert row[:2] == ["Paul Roux", "=1+1"]
    assert row[2].date() == clock.now().date()
    assert b"<f>" not in content


def test_json_holds_raw_values(member: Member) -> None:
    contact = make_contact(actor_of(member), first_name="Paul", last_name="Roux", owner_id=str(member.id))

    _, content = exported(member, format="json", fields=["name", "owner_id"])

    assert orjson.loads(content) == [
        {"id": str(contact), "name": "Paul Roux", "owner_id": str(member.id), "owner_id_label": "Claire Vasseur"}
    ]


def test_an_empty_list_is_a_whole_file(member: Member) -> None:
    assert orjson.loads(exported(member, format="json")[1]) == []
    assert lines_of(exported(member, fields=["name"])[1]) == [["Nom affiché"]]


def test_a_filter_an_exception_and_ids_choose_the_rows(member: Member) -> None:
    actor = actor_of(member)
    lyon = make_contact(actor, last_name="Abadie", city="Lyon")
    other = make_contact(actor, last_name="Bonnet", city="Lyon")
    make_contact(actor, last_name="Collin", city="Brest")
    in_lyon = {"field": "city", "operator": "is", "value": "lyon"}

    filtered = exported(member, fields=["name"], sort="name", selection={"filter": {"and": [in_lyon]}})[1]
    excepted = exported(member, fields=["name"], selection={"filter": {"and": [in_lyon]}, "except": [str(other)]})[1]
    chosen = exported(member, fields=["name"], selection={"ids": [str(lyon)]})[1]

    assert [row[0] for row in lines_of(filtered)[1:]] == ["Claire Abadie", "Claire Bonnet"]
    assert [row[0] for row in lines_of(excepted)[1:]] == ["Claire Abadie"]
    assert [row[0] for row in lines_of(chosen)[1:]] == ["Claire Abadie"]


def test_more_than_one_page_is_written_once_each(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 3)
    actor = actor_of(member)
    for place in range(8):
        make_contact(actor, last_name=f"Nom {place}")

    _, content = exported(member, fields=["name"], sort="-name")

    assert [row[0] for row in lines_of(content)[1:]] == [f"Claire Nom {place}" for place in range(7, -1, -1)]


def test_only_what_the_person_may_export_is_written(workspace: Workspace, member: Member) -> None:
    seller_role = make_role(workspace, {"contact.see": "all", "contact.export": "own", "contact.create": "own"})
    seller = make_member(workspace, seller_role)
    make_contact(actor_of(member), last_name="Abadie", owner_id=str(member.id))
    make_contact(actor_of(seller), last_name="Bonnet", owner_id=str(seller.id))

    _, content = exported(seller, fields=["name"])

    assert lines_of(content)[1:] == [["Claire Bonnet"]]


def test_without_the_permission_nothing_is_asked_for(workspace: Workspace, member: Member) -> None:
    reader = make_member(workspace, make_role(workspace, {"contact.see": "all"}))

    refused = ask(reader)

    assert refused.status_code == 403
    with workspace_transaction(member.workspace_id):
        assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"object": "nothing"}, "object"),
        ({"fields": ["name", "secret"]}, "fields.1"),
        ({"format": "pdf"}, "format"),
        ({"sort": "nothing"}, "sort"),
        ({"selection": {"filter": {"and": [{"field": "city", "operator": "melts", "value": "x"}]}}}, "selection"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(member: Member, values: dict[str, Any], path: str) -> None:
    refused = ask(member, **values)

    assert refused.status_code == 422
    assert refused.json()["fields"][0]["path"].startswith(path)
    with workspace_transaction(member.workspace_id):
        assert not Export.objects.exists()


def test_a_file_is_its_authors_alone(workspace: Workspace, member: Member) -> None:
    make_contact(actor_of(member), last_name="Abadie")
    details, _ = exported(member)
    colleague, stranger = make_member(workspace, "administrator"), make_member(make_workspace(), "administrator")

    for other in (client_of(colleague), client_of(stranger)):
        assert other.get(f"/exports/{details['id']}").status_code == 404
        assert other.get(f"/exports/{details['id']}/link").status_code == 404
        assert other.post(f"/exports/{details['id']}/cancel").status_code == 404
        assert other.get("/exports").json()["items"] == []


def test_an_export_can_be_given_up_once(member: Member) -> None:
    asked = ask(member).json()
    client = client_of(member)

    cancelled = client.post(f"/exports/{asked['id']}/cancel")
    again = client.post(f"/exports/{asked['id']}/cancel")
    drain_jobs()

    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert (again.status_code, again.json()["code"]) == (409, "export_over")
    assert client.get(f"/exports/{asked['id']}").json()["status"] == "cancelled"
    assert client.get(f"/exports/{asked['id']}/link").status_code == 409


def test_who_exported_what_is_recorded_without_the_data(member: Member) -> None:
    exported(member)

    with workspace_transaction(member.workspace_id):
        told = list(StoredEvent.objects.filter(object="export").order_by("id").values_list("kind", "payload"))
    assert told == [
        ("export.requested", {"target": "contact", "format": "csv"}),
        ("export.finished", {"target": "contact", "status": "done", "rows": 0}),
    ]


def test_files_are_forgotten_after_seven_days(member: Member) -> None:
    details, _ = exported(member)
    with workspace_transaction(member.workspace_id):
        name = Export.objects.get().storage_name
    forget_old_exports.run()
    assert default_storage.exists(name)

    with clock.at(clock.now() + timedelta(days=8)):
        forget_old_exports.run()

    assert not default_storage.exists(name)
    gone = client_of(member).get(f"/exports/{details['id']}/link")
    assert (gone.status_code, gone.json()["code"]) == (409, "export_not_ready")


def test_rights_that_ended_meanwhile_end_the_export(workspace: Workspace) -> None:
    exporter = make_role(workspace, {"contact.see": "own", "contact.export": "own"})
    seller = make_member(workspace, exporter)
    asked = ask(seller).json()
    with workspace_transaction(workspace.id):
        exporter.permissions = {"contact.see": "own"}
        exporter.save(update_fields=["permissions"])

    drain_jobs()

    with workspace_transaction(workspace.id):
        export = Export.objects.get(id=asked["id"])
    assert (export.status, export.storage_name) == ("failed", "")
