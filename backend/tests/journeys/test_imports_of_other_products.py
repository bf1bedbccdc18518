"""Files other products wrote: each is recognised, imported or refused as it should; counted by reading the files."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.imports.opening import read_file
from sillage.sales.pipelines.actions import create_ready_pipelines

Found = Callable[[str, str], tuple[Path, bool]]

# File, object its headers tell, program, rows, created, refused.
IMPORTED: list[tuple[str, str, str | None, int, int, int]] = [
    # A made-up prefix is no title; telephone numbers of the samples are words.
    ("contacts-csv/google-contacts.csv", "contact", "Google Contacts", 1, 0, 1),
    ("contacts-csv/google-shared-contacts-outlook-layout.csv", "contact", "Outlook", 3, 0, 3),
    ("contacts-csv/linkedin-Connections.csv", "contact", "LinkedIn", 7, 7, 0),
    ("contacts-csv/thunderbird.csv", "contact", "Thunderbird", 1, 0, 1),
    ("crm-exports/dolibarr-clients.csv", "organisation", "Dolibarr", 30, 30, 0),
    ("crm-exports/hubspot-companies.csv", "organisation", "HubSpot", 15, 15, 0),
    ("crm-exports/hubspot-contacts.csv", "contact", "HubSpot", 15, 15, 0),
    ("crm-exports/hubspot-deals.csv", "deal", "HubSpot", 15, 15, 0),
    ("crm-exports/salesforce-accountData.csv", "organisation", "Salesforce", 423, 423, 0),
    # The error report names its first record twice.
    ("crm-exports/salesforce-error0413060133.csv", "deal", "Salesforce", 11, 10, 1),
    ("crm-exports/salesforce-opportunityData.csv", "deal", "Salesforce", 38, 38, 0),
    ("crm-exports/salesforce-success0413060133.csv", "deal", "Salesforce", 9, 9, 0),
    # Three cards have neither name nor usable number besides an address, two have numbers of six digits.
    ("vcards/ezvcard-John_Doe_ANDROID.vcf", "contact", "vCard", 6, 1, 5),
    ("vcards/ezvcard-gmail-list.vcf", "contact", "vCard", 3, 3, 0),
    ("vcards/ezvcard-rfc6350-example.vcf", "contact", "vCard", 1, 1, 0),
    ("vcards/nextcloud-without-uid.vcf", "contact", "vCard", 1, 1, 0),
    ("vcards/roundcube-contacts.vcf", "contact", "vCard", 2, 2, 0),
    ("deals-pipeline-maven/accounts.csv", "organisation", None, 85, 85, 0),
    ("crm-extract-hubspot/company_data.csv", "organisation", "HubSpot", 24, 24, 0),
    ("crm-extract-hubspot/contact_data.csv", "contact", "HubSpot", 22, 22, 0),
    ("crm-extract-hubspot/deal_data.csv", "deal", "HubSpot", 44, 44, 0),
    ("csv-excel-french/atelier-01-clients-csv.csv", "contact", None, 3, 3, 0),
    ("csv-excel-french/atelier-clients.xlsx", "contact", None, 20, 20, 0),
    ("csv-excel-french/pandas-clients.csv", "contact", None, 228, 228, 0),
    ("csv-excel-french/ds-instructeurs-emails-invalides.csv", "contact", None, 3, 0, 3),
    ("csv-edge-cases-salesforce/insertAccountCsv.csv", "organisation", "Salesforce", 100, 100, 0),
]

# File, format, encoding, separator, headers?, line of the headers, rows, columns.
READ: list[tuple[str, str, str, str, bool, int, int, int]] = [
    ("contacts-csv/linkedin-Connections.csv", "csv", "utf-8", ",", True, 5, 7, 7),
    ("crm-exports/salesforce-accountData.csv", "csv", "cp1252", ",", True, 1, 423, 38),
    ("csv-edge-cases-salesforce/20kRows.csv", "csv", "utf-8", ",", True, 1, 20_000, 1),
    ("csv-edge-cases-salesforce/csvEscapedQuotes.csv", "csv", "utf-8", ",", True, 1, 2, 2),
    ("csv-edge-cases-salesforce/csvtext_BOM_UTF16BE.csv", "csv", "utf-16", ",", True, 1, 2, 3),
    ("csv-edge-cases-salesforce/csvtext_BOM_UTF16LE.csv", "csv", "utf-16", ",", True, 1, 2, 3),
    ("csv-edge-cases-salesforce/deleteAccountCsvTemplate.csv", "csv", "utf-8", ",", True, 1, 100, 1),
    ("csv-excel-french/atelier-02-clients-csv-avec-age.csv", "csv", "cp1252", ";", True, 1, 3, 3),
    ("csv-excel-french/atelier-03-articles-csv.csv", "csv", "cp1252", ";", True, 1, 3, 3),
    ("csv-excel-french/bdd-fournisseurs-sans-entete.csv", "csv", "utf-8", ";", False, 1, 1_000, 3),
    # Its headers stand there three times: they count once.
    ("csv-excel-french/csvdetective-a_test_file.csv", "csv", "utf-8", ";", True, 3, 404, 11),
    ("csv-excel-french/csvdetective-file.csv.gz", "csv", "utf-8", ",", True, 1, 6, 3),
    ("csv-excel-french/csvdetective-file.ods", "ods", "utf-8", ",", True, 1, 3, 5),
    ("csv-excel-french/csvdetective-file.xlsx", "xlsx", "utf-8", ",", True, 1, 6, 2),
    ("csv-excel-french/ds-modele-import-one-column-referentiel.csv", "csv", "utf-8", ",", True, 1, 3, 1),
    ("csv-excel-french/ds-modele-import-referentiel-with-bom.csv", "csv", "utf-8", ",", True, 1, 13, 2),
    ("csv-excel-french/ds-modele-import-referentiel-without-separators.csv", "csv", "utf-8", ",", True, 1, 3, 1),
    ("csv-excel-french/schema-stationstaxi-exemple-valide.xlsx", "xlsx", "utf-8", ",", True, 1, 17, 8),
    ("xlsx-edge-cases/1519293514-KRISHNAPATNAM_LINE_UP.xlsx", "xlsx", "utf-8", ",", True, 8, 29, 9),
    ("xlsx-edge-cases/formulas.xlsx", "xlsx", "utf-8", ",", False, 1, 2, 2),
    ("xlsx-edge-cases/gold.xlsx", "xlsx", "utf-8", ",", True, 1, 5, 2),
    ("xlsx-edge-cases/many-columns.xlsx", "xlsx", "utf-8", ",", True, 1, 1, 20),
]

REFUSED: list[tuple[str, str]] = [
    ("csv-edge-cases-salesforce/hardDeleteEmptyCsvFileTemplate.csv", "no_rows"),
    ("xlsx-edge-cases/1904.xlsx", "no_rows"),
    ("xlsx-edge-cases/images.xlsx", "no_rows"),
    ("xlsx-edge-cases/missing-bits.xlsx", "damaged"),
    ("xlsx-edge-cases/test-pr-728.xlsx", "no_rows"),
]
FOLDERS = ("contacts-csv", "crm-exports", "crm-extract-hubspot", "csv-edge-cases-salesforce", "csv-excel-french",
           "vcards", "xlsx-edge-cases", "deals-pipeline-maven")  # fmt: skip


def identifier(entry: tuple[Any, ...]) -> str:
    return str(entry[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("file", "holds", "program", "rows", "created", "refused"), IMPORTED, ids=[identifier(one) for one in IMPORTED]
)
def test_an_export_is_recognised_and_imported(
    file: str, holds: str, program: str | None, rows: int, created: int, refused: int, third_party_file: Found
) -> None:
    path, real = third_party_file(file, "contacts-shape.csv")
    if not real:
        holds, program, rows, created, refused = "contact", "LinkedIn", 4, 3, 1
    member = make_member(make_workspace(), "administrator")
    with workspace_transaction(member.workspace_id, member.user_id):
        create_ready_pipelines(actor_of(member))
    client = client_of(member)
    content = io.BytesIO(path.read_bytes())
    content.name = path.name

    details = client.request("POST", "/imports", data={"file": content}).json()
    client.post(f"/imports/{details['id']}/start")
    drain_jobs()

    done = client.get(f"/imports/{details['id']}").json()
    refusals = client.get(f"/imports/{details['id']}/refusals?limit=200").json()["items"]
    assert (details["object"], details["preset"], details["rows_total"]) == (holds, program, rows)
    assert (done["status"], done["created"], done["refused"]) == ("done", created, refused)
    assert all(row["reasons"][0]["message"] for row in refusals)
    assert len(refusals) == refused


@pytest.mark.parametrize(
    ("file", "format", "encoding", "separator", "has_header", "line", "rows", "columns"),
    READ,
    ids=[identifier(one) for one in READ],
)
def test_a_file_is_read_as_it_was_written(
    file: str,
    format: str,
    encoding: str,
    separator: str,
    has_header: bool,
    line: int,
    rows: int,
    columns: int,
    third_party_file: Found,
    tmp_path: Path,
) -> None:
    path, real = third_party_file(file, "contacts-shape.csv")
    if not real:
        format, encoding, separator, has_header, line, rows, columns = "csv", "utf-8", ",", True, 4, 4, 7

    with path.open("rb") as source:
        found = read_file(source, tmp_path, wanted={})

    layout = found["layout"]
    assert (layout["format"], layout["encoding"], layout["separator"]) == (format, encoding, separator)
    assert (layout["has_header"], layout["header_line"]) == (has_header, line)
    assert (found["rows_total"], len(found["columns"])) == (rows, columns)


@pytest.mark.parametrize(("file", "reason"), REFUSED, ids=[identifier(one) for one in REFUSED])
def test_a_file_without_a_table_is_refused_with_a_sentence(
    file: str, reason: str, third_party_file: Found, tmp_path: Path
) -> None:
    path, real = third_party_file(file, "headers-only.csv")

    with path.open("rb") as source:
        refused = read_file(source, tmp_path, wanted={})["refused"]

    assert refused["reason"] == (reason if real else "no_rows")
    assert refused["detail"]["fr"]
    assert refused["detail"]["en"]


def test_every_file_of_the_folders_is_read_or_refused_with_a_sentence(third_party_file: Found, tmp_path: Path) -> None:
    path, real = third_party_file("contacts-csv/linkedin-Connections.csv", "contacts-shape.csv")
    root = path.parent.parent
    files = [one for name in FOLDERS for one in sorted((root / name).iterdir())] if real else [path]

    ends: dict[str, int] = {}
    for number, file in enumerate(files):
        folder = tmp_path / str(number)
        os.mkdir(folder)
        with file.open("rb") as source:
            found = read_file(source, folder, wanted={})
        end = found["refused"]["reason"] if "refused" in found else found["layout"]["format"]
        ends[end] = ends.get(end, 0) + 1

    assert ends == ({"csv": 95, "vcard": 21, "xlsx": 12, "ods": 1, "no_rows": 8, "damaged": 1} if real else {"csv": 1})
