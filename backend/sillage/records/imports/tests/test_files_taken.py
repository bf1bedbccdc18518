"""Files taken or refused: encodings, separators, sizes, what cannot be kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage

from sillage.identity.testing import client_of
from sillage.identity.users.models import Member
from sillage.records.imports.tests.factories import COMPANIES, fields_of, imports_in, names_in, run_to_end, upload

pytestmark = pytest.mark.django_db(transaction=True)


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
    ("workbook", b"PK\x03\x04" + bytes(200), "damaged", None),
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


def test_a_file_over_the_limit_is_refused(member: Member, settings: Any) -> None:
    settings.SILLAGE_UPLOAD_MAX_BYTES = 20

    response = upload(client_of(member), COMPANIES)

    assert response.status_code == 413
    assert imports_in(member) == 0


def test_an_object_that_cannot_be_imported_is_named(member: Member) -> None:
    response = upload(client_of(member), COMPANIES, object="unicorn")

    assert response.status_code == 422
    assert response.json()["fields"][0]["path"] == "object"
