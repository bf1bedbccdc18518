"""Files made to do harm, and files beyond measure: a sentence, and the product lives on."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sillage.records.imports.opening import read_file


def workbook(rows: list[list[Any]], **options: Any) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("Clients")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    return data.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


PLAIN = {"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({**PLAIN, "xl/worksheets/sheet1.xml": bytes(60 * 1024 * 1024)}), "file_bomb"),
        (zipped({**PLAIN, "xl/vbaProject.bin": b"macro"}), "macros"),
        (zipped({**PLAIN, "xl/workbook.xml": ENTITIES}), "xml_entities"),
        (zipped(PLAIN), "damaged"),
        (zipped({"photo.jpg": b"x"}), "not_text"),
        (b"\xd0\xcf\x11\xe0" + "_VBA_PROJECT".encode("utf-16-le") + bytes(600), "macros"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le") + bytes(600), "password"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "damaged"),
        (gzip.compress(bytes(101 * 1024 * 1024), 9), "file_bomb"),
        (gzip.compress(b"a,b\n1,2\n")[:-6], "damaged"),
        (b"a,b\n1," + b"x" * 10_000_000 + b"\n", "row_too_long"),
        (b"BEGIN:VCARD\nVERSION:3.0\nN:Un;Ada\n", "unclosed_card"),
    ],
    ids=["bomb", "macros", "entities", "no sheets", "archive", "old macros", "password", "old damaged", "gzip bomb",
         "gzip cut", "row of ten million characters", "card cut"],
)  # fmt: skip
def test_it_is_refused_with_a_sentence(content: bytes, reason: str, tmp_path: Path) -> None:
    found = read_file(io.BytesIO(content), tmp_path, wanted={})

    assert found["refused"]["reason"] == reason
    assert found["refused"]["detail"]["fr"]
    assert found["refused"]["detail"]["en"]


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_of_both_epochs_and_whole_numbers_are_read_as_shown(epoch_1904: bool, tmp_path: Path) -> None:
    content = workbook([["Nom", "Signé le", "Effectif"], ["Orme", date(2026, 3, 5), 12]], date_1904=epoch_1904)

    found = read_file(io.BytesIO(content), tmp_path, wanted={})

    assert (found["layout"]["format"], found["layout"]["sheet"]) == ("xlsx", "Clients")
    assert [column["samples"] for column in found["columns"]] == [["Orme"], ["2026-03-05"], ["12"]]


def test_a_person_may_say_that_there_are_no_headers(tmp_path: Path) -> None:
    content = b"Ada;Un\nBea;Deux\n"

    with_headers = read_file(io.BytesIO(content), tmp_path, wanted={})
    without = read_file(io.BytesIO(content), tmp_path, wanted={"has_header": False})

    assert (with_headers["rows_total"], without["rows_total"]) == (1, 2)
    assert [column["header"] for column in without["columns"]] == ["#1", "#2"]
