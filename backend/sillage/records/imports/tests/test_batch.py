"""An import without a screen: the steps of `sillage import`."""

from __future__ import annotations

from pathlib import Path

import pytest

from sillage.identity.testing import actor_of
from sillage.identity.users.models import Member
from sillage.kernel.errors import InvalidFields
from sillage.records.imports.batch import Order, import_file
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.tests.factories import COMPANIES, imports_in, names_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.csv"
    path.write_text(COMPANIES, encoding="cp1252")
    return path


def test_a_file_is_imported_and_summed_up_with_its_refusals_in_a_report(member: Member, file: Path) -> None:
    report = file.with_name("refus.csv")

    summary = import_file(actor_of(member), Order(file, "organisation", match="siren", report=report))

    told = {name: summary[name] for name in ("status", "read", "created", "updated", "skipped", "refused", "reasons")}
    assert told == {
        "status": "done",
        "read": 3,
        "created": 2,
        "updated": 0,
        "skipped": 0,
        "refused": 1,
        "reasons": {"not_a_siren": 1},
    }
    assert (summary["encoding"], summary["separator"], summary["mapping"]["Société"]) == ("cp1252", ";", "name")
    assert names_in(member) == ["Orme Conseil", "Tissages de l’Ouest"]
    assert "Fonderie Péricard" in report.read_text(encoding="utf-8-sig")
    assert "Orme" not in report.read_text(encoding="utf-8-sig")


def test_a_rehearsal_says_the_same_and_writes_nothing(member: Member, file: Path) -> None:
    report = file.with_name("refus.csv")

    summary = import_file(actor_of(member), Order(file, "organisation", dry_run=True, report=report))

    assert (summary["status"], summary["dry_run"], summary["created"], summary["refused"]) == ("checked", True, 2, 1)
    assert "Fonderie Péricard" in report.read_text(encoding="utf-8-sig")
    assert names_in(member) == []
    assert imports_in(member) == 0


def test_a_mapping_file_decides_where_columns_go(member: Member, file: Path) -> None:
    mapping = {"columns": {"Société": "name", "Ville": "city"}, "match_field": "name", "when_new": "create"}

    summary = import_file(actor_of(member), Order(file, "organisation", mapping))

    assert (summary["created"], summary["refused"], summary["match_field"]) == (3, 0, "name")
    assert summary["mapping"]["SIREN"] is None


def test_a_mapping_that_names_a_column_the_file_lacks_is_refused(member: Member, file: Path) -> None:
    with pytest.raises(InvalidFields) as refused:
        import_file(actor_of(member), Order(file, "organisation", {"columns": {"Nom du chien": "name"}}))

    assert refused.value.fields[0].path == "columns.Nom du chien"
    assert imports_in(member) == 0


def test_a_file_that_is_no_table_is_refused(member: Member, tmp_path: Path) -> None:
    path = tmp_path / "vide.csv"
    path.write_bytes(b"")

    with pytest.raises(UnreadableFile):
        import_file(actor_of(member), Order(path))
