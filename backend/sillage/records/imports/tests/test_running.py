"""Imports that write: created, updated, refused, interrupted, cancelled."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.records.imports import running
from sillage.records.imports.models import Import
from sillage.records.imports.tests.factories import COMPANIES, fields_of, names_in, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_import_creates_records_and_lists_its_refusals(member: Member) -> None:
    client = client_of(member)
    import_id = upload(client, COMPANIES).json()["id"]

    done = run_to_end(client, import_id)

    assert done["status"] == "done"
    counts = {name: done[name] for name in ("rows_done", "created", "updated", "skipped", "refused")}
    assert counts == {"rows_done": 3, "created": 2, "updated": 0, "skipped": 0, "refused": 1}
    assert names_in(member) == ["Orme Conseil", "Tissages de l’Ouest"]
    refusals = client.get(f"/imports/{import_id}/refusals").json()
    assert refusals["headers"][0] == "Société"
    assert [(row["line"], row["values"][0]) for row in refusals["items"]] == [(4, "Fonderie Péricard")]
    with workspace_transaction(member.workspace_id):
        made = Organisation.objects.get(siren="732829320")
    assert (made.headcount, made.revenue_minor, made.kind, made.owner_id) == (12, 123450, "prospect", member.id)


def test_the_same_file_again_is_identical_and_a_changed_one_updates(member: Member) -> None:
    client = client_of(member)
    run_to_end(client, upload(client, COMPANIES).json()["id"])
    changed = COMPANIES.replace("Angers", "Saumur").replace("Tissages de l’Ouest;", "Tissages de l’Est;")

    again = run_to_end(client, upload(client, COMPANIES.replace(";;240", ";123456782;240")).json()["id"])
    update = upload(client, changed).json()["id"]
    client.post(f"/imports/{update}/check")
    preview = client.get(f"/imports/{update}/preview").json()

    assert (again["created"], again["skipped"], again["refused"]) == (1, 1, 1)
    assert preview["counts"] == {"create": 1, "update": 1, "restore": 0, "identical": 0, "skip": 0, "refuse": 1}
    assert preview["rows"][0]["changes"] == [{"field": "city", "label": "Ville", "before": "Angers", "after": "Saumur"}]


def test_rows_that_repeat_one_another_are_refused_but_the_first(member: Member) -> None:
    client = client_of(member)
    content = "Nom;SIREN\nOrme;732829320\nOrme bis;732 829 320\n"

    done = run_to_end(client, upload(client, content).json()["id"])

    assert (done["created"], done["refused"]) == (1, 1)
    (refusal,) = client.get(f"/imports/{done['id']}/refusals").json()["items"]
    assert refusal["reasons"][0]["message"] == "SIREN : « 732 829 320 » répète la ligne 2 du fichier"


def test_refused_rows_download_as_inert_csv_that_imports_again(member: Member) -> None:
    client = client_of(member)
    content = "Nom;SIREN\n=HYPERLINK(1);123\n@x;456\n"
    done = run_to_end(client, upload(client, content, name="été.csv").json()["id"])

    response = client.get(f"/imports/{done['id']}/refusals.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ete-refus.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Ligne", "Motif", "Nom", "SIREN"]
    assert [row[2:] for row in rows[1:]] == [["'=HYPERLINK(1)", "123"], ["'@x", "456"]]
    again = upload(client, response.content).json()
    assert again["columns"][2]["samples"] == ["=HYPERLINK(1)", "@x"]


def test_an_interrupted_import_goes_on_without_a_double_row(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(member)
    names = [f"Maison {number:02d}" for number in range(9)]
    import_id = upload(client, "Nom\n" + "\n".join(names) + "\n").json()["id"]
    monkeypatch.setattr(running, "CHUNK", 2)
    moved: list[Any] = []
    move = running._move_cursor

    def killed_in_the_third_chunk(entry: Import, judged: Any) -> None:
        moved.append(entry)
        move(entry, judged)
        if len(moved) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(running, "_move_cursor", killed_in_the_third_chunk)
    client.post(f"/imports/{import_id}/start")
    with pytest.raises(KeyboardInterrupt):
        running.run_import.run(str(member.workspace_id), import_id)
    half = client.get(f"/imports/{import_id}").json()
    monkeypatch.setattr(running, "_move_cursor", move)

    running.run_import.run(str(member.workspace_id), import_id)
    running.run_import.run(str(member.workspace_id), import_id)

    done = client.get(f"/imports/{import_id}").json()
    assert (half["status"], half["rows_done"], half["created"]) == ("running", 4, 4)
    assert (done["status"], done["rows_done"], done["created"]) == ("done", 9, 9)
    assert names_in(member) == names


def test_an_import_can_be_cancelled_between_two_chunks(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(member)
    import_id = upload(client, "Nom\nA\nB\nC\nD\n").json()["id"]
    monkeypatch.setattr(running, "CHUNK", 2)
    move = running._move_cursor

    def cancelled_after_the_first_chunk(entry: Import, judged: Any) -> None:
        move(entry, judged)
        Import.objects.filter(id=entry.id).update(status="cancelled")

    monkeypatch.setattr(running, "_move_cursor", cancelled_after_the_first_chunk)

    done = run_to_end(client, import_id)

    assert (done["status"], done["rows_done"], done["created"]) == ("cancelled", 2, 2)
    assert client.post(f"/imports/{import_id}/cancel").status_code == 409


def test_contacts_are_imported_by_full_name_with_the_organisations_they_need(member: Member) -> None:
    client = client_of(member)
    content = (
        "Nom complet;Mail pro;Portable;Société\n"
        "Mme Mathilde CORBEL;M.Corbel@orme.example;06.12.34.56.78;Orme\n"
        "VASSEUR Claire;claire@orme.example;;ORME\n"
        ";vide@orme.example;;\n"
        "Patrick Osmont;p.osmont@chaudronnerie;;\n"
    )
    details = upload(client, content, object="contact").json()

    client.post(f"/imports/{details['id']}/check")
    preview = client.get(f"/imports/{details['id']}/preview").json()
    done = run_to_end(client, details["id"])

    assert fields_of(details) == {
        "Nom complet": "full_name",
        "Mail pro": "email",
        "Portable": "mobile",
        "Société": "organisation_id",
    }
    assert details["match_field"] == "email"
    assert preview["new_values"] == [{"field": "organisation_id", "label": "Entreprise", "count": 1}]
    assert preview["counts"] == {"create": 2, "update": 0, "restore": 0, "identical": 0, "skip": 0, "refuse": 2}
    assert [(row["outcome"], row["title"]) for row in preview["rows"][:2]] == [
        ("create", "Mme Mathilde CORBEL"),
        ("create", "VASSEUR Claire"),
    ]
    assert (done["created"], done["refused"]) == (2, 2)
    contacts = client.get("/contacts").json()["items"]
    assert [(one["name"], one["mobile"], one["organisation_name"]) for one in contacts] == [
        ("Claire VASSEUR", None, "Orme"),
        ("Mathilde CORBEL", "+33612345678", "Orme"),
    ]
    refusals = client.get(f"/imports/{done['id']}/refusals").json()["items"]
    assert [row["reasons"][0]["message"] for row in refusals] == [
        "Nom : indiquez un prénom ou un nom",
        "E-mail « p.osmont@chaudronnerie » : cette adresse e-mail n’est pas complète",
    ]
