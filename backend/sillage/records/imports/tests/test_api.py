"""Imports over HTTP: files taken, refused, mapped, checked, written, cancelled and taken back."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage

from sillage.customers.organisations.models import Organisation
from sillage.identity.testing import client_of, make_member, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.events.models import ChangeSet, StoredEvent
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports import running
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.imports.tests.factories import COMPANIES, fields_of, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def member() -> Member:
    return make_member(make_workspace(), "administrator", name="Claire Vasseur")


def names_in(member: Member) -> list[str]:
    with workspace_transaction(member.workspace_id):
        rows = Organisation.objects.filter(deleted_at__isnull=True).order_by("sort_name")
        return list(rows.values_list("name", flat=True))


def imports_in(member: Member) -> int:
    with workspace_transaction(member.workspace_id):
        return Import.objects.count()


def test_a_french_file_is_recognised_and_mapped(member: Member) -> None:
    response = upload(client_of(member), COMPANIES.encode("cp1252"), name="clients 2026.csv")

    details = response.json()
    assert response.status_code == 201, details
    assert (details["encoding"], details["separator"]) == ("cp1252", ";")
    assert (details["decimal_sign"], details["date_order"]) == (",", "dmy")
    assert (details["status"], details["rows_total"], details["file_name"]) == ("mapping", 3, "clients 2026.csv")
    assert fields_of(details) == {
        "Société": "name",
        "SIREN": "siren",
        "Effectif": "headcount",
        "Chiffre d'affaires": "revenue",
        "Ville": "city",
        "Type": "kind",
    }
    assert details["match_field"] == "siren"
    assert details["columns"][0]["samples"] == ["Orme Conseil", "Tissages de l’Ouest", "Fonderie Péricard"]


def test_the_preview_says_what_becomes_of_each_row_and_why(member: Member) -> None:
    client = client_of(member)
    import_id = upload(client, COMPANIES).json()["id"]

    checked = client.post(f"/imports/{import_id}/check").json()
    preview = client.get(f"/imports/{import_id}/preview").json()

    assert checked["status"] == "ready"
    assert preview["counts"] == {"create": 2, "update": 0, "identical": 0, "refuse": 1}
    assert [(row["line"], row["outcome"], row["title"]) for row in preview["rows"]] == [
        (2, "create", "Orme Conseil"),
        (3, "create", "Tissages de l’Ouest"),
        (4, "refuse", "Fonderie Péricard"),
    ]
    assert preview["rows"][2]["reasons"] == [
        {
            "field": "siren",
            "label": "SIREN",
            "value": "732829321",
            "code": "not_a_siren",
            "message": "SIREN « 732829321 » : ce SIREN n’est pas valide : 9 chiffres dont une clé de contrôle",
        }
    ]
    assert names_in(member) == []


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
    assert preview["counts"] == {"create": 1, "update": 1, "identical": 0, "refuse": 1}
    assert preview["rows"][0]["changes"] == [{"field": "city", "label": "Ville", "before": "Angers", "after": "Saumur"}]


def test_rows_that_repeat_one_another_are_refused_but_the_first(member: Member) -> None:
    client = client_of(member)
    content = "Nom;SIREN\nOrme;732829320\nOrme bis;732 829 320\n"

    done = run_to_end(client, upload(client, content).json()["id"])

    assert (done["created"], done["refused"]) == (1, 1)
    (refusal,) = client.get(f"/imports/{done['id']}/refusals").json()["items"]
    assert refusal["reasons"][0]["message"] == "SIREN : « 732 829 320 » répète la ligne 2 du fichier"


BAD_FILES: list[tuple[str, bytes, str, int | None]] = [
    ("empty", b"", "empty_file", None),
    ("blank", b"\r\n \r\n", "empty_file", None),
    ("headers only", b"Nom;Ville\n", "no_rows", None),
    (
        "300 columns",
        (";".join(f"c{n}" for n in range(300)) + "\n" + ";" * 299 + "x\n").encode(),
        "too_many_columns",
        None,
    ),
    ("unclosed quotes", b'Nom,Ville\nA,B\n"C,D\nE,F\n', "unclosed_quote", 3),
    ("workbook", b"PK\x03\x04" + bytes(200), "not_text", None),
    ("program", b"\x7fELF" + bytes(200), "not_text", None),
    ("noise", bytes(range(256)) * 20, "not_text", None),
]


@pytest.mark.parametrize(
    ("content", "reason", "line"), [bad[1:] for bad in BAD_FILES], ids=[bad[0] for bad in BAD_FILES]
)
def test_a_bad_file_is_refused_with_its_reason_and_leaves_nothing(
    member: Member, content: bytes, reason: str, line: int | None
) -> None:
    response = upload(client_of(member), content)

    assert response.status_code == 422
    document = response.json()
    assert (document["code"], document["reason"], document.get("line")) == ("unreadable_file", reason, line)
    assert document["detail"]
    assert imports_in(member) == 0
    assert not default_storage.exists(f"imports/{member.workspace_id}")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (COMPANIES.encode("utf-16"), "utf-16"),
        (COMPANIES.encode("utf-8-sig"), "utf-8"),
        (COMPANIES.encode("cp1252"), "cp1252"),
        (COMPANIES.replace(";", "\t").encode("mac_roman"), "mac-roman"),
        (COMPANIES.replace(";", "|").encode(), "utf-8"),
    ],
)
def test_encodings_and_separators_make_no_difference_to_what_is_imported(
    member: Member, content: bytes, encoding: str
) -> None:
    client = client_of(member)
    details = upload(client, content).json()

    done = run_to_end(client, details["id"])

    assert details["encoding"] == encoding
    assert (done["created"], done["refused"]) == (2, 1)
    assert names_in(member) == ["Orme Conseil", "Tissages de l’Ouest"]


def test_cells_that_cannot_be_kept_refuse_their_row_alone(member: Member) -> None:
    client = client_of(member)
    content = f"Nom;Ville\nA\x00B;Angers\n{'x' * 1_048_576};Brest\n=1+1;Paris\nD;E;F\n"

    done = run_to_end(client, upload(client, content).json()["id"])

    refusals = client.get(f"/imports/{done['id']}/refusals").json()["items"]
    assert (done["created"], done["refused"]) == (1, 3)
    assert names_in(member) == ["=1+1"]
    assert [(row["line"], row["reasons"][0]["code"]) for row in refusals] == [
        (2, "control_characters"),
        (3, "string_too_long"),
        (5, "too_many_cells"),
    ]
    assert max(len(cell) for row in refusals for cell in row["values"]) == 200


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


def test_unknown_values_can_be_matched_emptied_or_refused(member: Member) -> None:
    client = client_of(member)
    content = "Nom;Type;Responsable\nA;Client fidèle;Claire Vasseur\nB;Fournisseur;Jean Inconnu\n"
    details = upload(client, content).json()
    kinds, owners = details["associations"]

    changed = client.patch(
        f"/imports/{details['id']}",
        json={"values": [{"field": kinds["field"], "value": "Client fidèle", "action": "match", "target": "client"}]},
    )

    assert (kinds["field"], kinds["unknown"], kinds["values"][0]["action"]) == ("kind", 1, "refuse")
    assert (owners["known"], owners["unknown"], owners["values"][0]["action"]) == (1, 1, "empty")
    assert changed.status_code == 200, changed.json()
    done = run_to_end(client, details["id"])
    assert (done["created"], done["refused"]) == (2, 0)
    with workspace_transaction(member.workspace_id):
        assert dict(Organisation.objects.values_list("name", "kind")) == {"A": "client", "B": "supplier"}


def test_a_mapping_that_means_nothing_is_refused(member: Member) -> None:
    client = client_of(member)
    details = upload(client, COMPANIES).json()
    path = f"/imports/{details['id']}"

    no_field = client.patch(path, json={"columns": [{"index": 0, "field": "password"}]})
    no_column = client.patch(path, json={"columns": [{"index": 99, "field": "name"}]})
    twice = client.patch(path, json={"columns": [{"index": 0, "field": "city"}, {"index": 1, "field": "city"}]})
    unknown = client.patch(path, json={"status": "done"})
    no_name = client.patch(path, json={"columns": [{"index": 0, "field": None}]})
    start = client.post(f"{path}/start")

    assert [answer.status_code for answer in (no_field, no_column, twice, unknown, no_name, start)] == [
        422,
        422,
        422,
        422,
        200,
        422,
    ]
    assert no_field.json()["fields"][0]["path"] == "columns.0.field"
    assert no_column.json()["fields"][0]["path"] == "columns.0.index"
    assert start.json()["fields"][0]["path"] == "name"


def test_a_field_sent_to_another_column_leaves_the_first(member: Member) -> None:
    client = client_of(member)
    details = upload(client, COMPANIES).json()

    changed = client.patch(f"/imports/{details['id']}", json={"columns": [{"index": 4, "field": "name"}]}).json()

    assert fields_of(changed)["Société"] is None
    assert fields_of(changed)["Ville"] == "name"


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


def test_undo_removes_what_was_created_and_restores_what_was_updated(member: Member) -> None:
    client = client_of(member)
    run_to_end(client, upload(client, "Nom;SIREN;Ville\nOrme;732829320;Angers\n").json()["id"])
    second = run_to_end(client, upload(client, "Nom;SIREN;Ville\nOrme;732829320;Brest\nAulne;;Tours\n").json()["id"])

    response = client.post(f"/imports/{second['id']}/undo")
    drain_jobs()

    undone = client.get(f"/imports/{second['id']}").json()
    assert response.status_code == 202
    assert (second["created"], second["updated"]) == (1, 1)
    assert (undone["status"], undone["undo"]) == ("undone", {"undone": 2, "conflicts": 0, "conflict_list": []})
    assert names_in(member) == ["Orme"]
    with workspace_transaction(member.workspace_id):
        assert Organisation.objects.get(siren="732829320").city == "Angers"
    assert client.post(f"/imports/{second['id']}/undo").status_code == 409


def test_undo_leaves_and_reports_what_changed_since(member: Member) -> None:
    client = client_of(member)
    done = run_to_end(client, upload(client, "Nom\nOrme\nAulne\n").json()["id"])
    with workspace_transaction(member.workspace_id):
        record = Organisation.objects.get(name="Orme")
    client.patch(f"/organisations/{record.id}", json={"city": "Brest", "version": record.version})

    client.post(f"/imports/{done['id']}/undo")
    drain_jobs()

    undo = client.get(f"/imports/{done['id']}").json()["undo"]
    assert (undo["undone"], undo["conflicts"]) == (1, 1)
    assert undo["conflict_list"] == [
        {
            "object": "organisation",
            "id": str(record.id),
            "title": "Orme",
            "message": "Modifiée depuis l’import : laissée telle quelle",
        }
    ]
    assert names_in(member) == ["Orme"]


def test_a_check_writes_nothing_and_offers_nothing_to_undo(member: Member) -> None:
    client = client_of(member)
    import_id = upload(client, COMPANIES).json()["id"]

    response = client.post(f"/imports/{import_id}/check")

    assert "X-Change-Set" not in response
    assert names_in(member) == []
    with workspace_transaction(member.workspace_id):
        assert not StoredEvent.objects.filter(object="organisation").exists()
        assert not ChangeSet.objects.exists()


def test_who_may_not_import_or_create_is_refused_and_nothing_is_kept(member: Member) -> None:
    reader = make_member(make_workspace(), "read_only")

    response = upload(client_of(reader), COMPANIES)

    assert response.status_code == 403
    assert imports_in(reader) == 0


def test_imports_of_another_workspace_or_colleague_are_not_found(member: Member) -> None:
    import_id = upload(client_of(member), COMPANIES).json()["id"]
    stranger = client_of(make_member(make_workspace("Autre"), "administrator"))

    answers = [
        stranger.get(f"/imports/{import_id}"),
        stranger.get(f"/imports/{import_id}/preview"),
        stranger.get(f"/imports/{import_id}/refusals"),
        stranger.get(f"/imports/{import_id}/refusals.csv"),
        stranger.patch(f"/imports/{import_id}", json={"match_field": None}),
        *(stranger.post(f"/imports/{import_id}/{step}") for step in ("check", "start", "cancel", "undo")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert stranger.get("/imports").json()["items"] == []
    assert client_of(member).get(f"/imports/{import_id}").json()["status"] == "mapping"


def test_a_file_over_the_limit_is_refused(member: Member, settings: Any) -> None:
    settings.SILLAGE_UPLOAD_MAX_BYTES = 20

    response = upload(client_of(member), COMPANIES)

    assert response.status_code == 413
    assert imports_in(member) == 0


def test_an_object_that_cannot_be_imported_is_named(member: Member) -> None:
    response = upload(client_of(member), COMPANIES, object="unicorn")

    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "object"


def test_the_list_shows_the_latest_first_page_by_page(member: Member) -> None:
    client = client_of(member)
    ids = [upload(client, COMPANIES).json()["id"] for _ in range(3)]

    first = client.get("/imports?limit=2").json()
    second = client.get(f"/imports?limit=2&cursor={first['next_cursor']}").json()

    assert [row["id"] for row in first["items"] + second["items"]] == ids[::-1]
    assert second["next_cursor"] is None
    assert first["items"][0]["member_name"] == "Claire Vasseur"


def test_a_long_file_is_checked_in_the_background(member: Member) -> None:
    client = client_of(member)
    rows = "\n".join(f"Maison {number}" for number in range(600))
    import_id = upload(client, f"Nom\n{rows}\n").json()["id"]

    checking = client.post(f"/imports/{import_id}/check").json()
    drain_jobs()

    assert checking["status"] == "checking"
    preview = client.get(f"/imports/{import_id}/preview").json()
    assert preview["status"] == "ready"
    assert preview["counts"]["create"] == 600
    assert len(preview["rows"]) == 100


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
    assert preview["counts"] == {"create": 2, "update": 0, "identical": 0, "refuse": 2}
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


def test_old_imports_forget_their_file_and_refusals_but_keep_their_counts(member: Member) -> None:
    from datetime import timedelta

    from sillage.kernel import clock
    from sillage.records.imports.upkeep import forget_old_files

    client = client_of(member)
    done = run_to_end(client, upload(client, COMPANIES).json()["id"])

    with clock.at(clock.now() + timedelta(days=31)):
        forget_old_files.run()

    with workspace_transaction(member.workspace_id):
        entry = Import.objects.get(id=done["id"])
        assert (entry.storage_name, entry.created, entry.refused) == ("", 2, 1)
        assert ImportRefusal.objects.count() == 0
    assert not list(default_storage.listdir(f"imports/{member.workspace_id}")[1])
