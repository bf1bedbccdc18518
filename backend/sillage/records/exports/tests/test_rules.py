"""How values read in exported files."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sillage.kernel.cells import as_written
from sillage.kernel.registry import FieldKind
from sillage.records.exports.rules import cell_of, csv_row, json_item
from sillage.records.exports.types import Column

PARIS = ZoneInfo("Europe/Paris")


def cell(kind: FieldKind, value: Any, label: Any = None) -> Any:
    labels = {"x": label} if label is not None else {}
    return cell_of(Column("x", kind, "X"), {"values": {"x": value}, "labels": labels}, PARIS)


def test_names_stand_for_ids() -> None:
    assert cell(FieldKind.MEMBER, "0190", "Claire Vasseur") == "Claire Vasseur"
    assert cell(FieldKind.CHOICE, "mme", "Mme") == "Mme"
    assert cell(FieldKind.TAGS, ["1", "2"], ["Salon", "VIP"]) == "Salon, VIP"
    assert cell(FieldKind.RELATION, None) is None


def test_values_have_their_type() -> None:
    assert cell(FieldKind.MONEY, "1234.50") == Decimal("1234.50")
    assert cell(FieldKind.DATE, "2026-02-28") == date(2026, 2, 28)
    assert cell(FieldKind.BOOLEAN, False) is False
    assert cell(FieldKind.TEXT, "") is None


def test_moments_are_those_of_the_readers_time_zone() -> None:
    moment = cell(FieldKind.DATETIME, "2026-07-01T22:30:00+00:00")

    assert moment == datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert csv_row([moment], "fr") == ["02/07/2026 00:30"]


def test_a_french_csv_has_decimal_commas_and_day_first() -> None:
    cells = [Decimal("-1234.50"), date(2026, 2, 28), True, None, "Orme"]

    assert csv_row(cells, "fr") == ["-1234,50", "28/02/2026", "oui", "", "Orme"]
    assert csv_row(cells, "en") == ["-1234.50", "2026-02-28", "yes", "", "Orme"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+33612345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "\u00a0=1", "'=1"]
)
def test_a_text_that_a_spreadsheet_would_run_is_made_inert_and_comes_back_as_it_was(text: str) -> None:
    [written] = csv_row([text], "fr")

    assert written == f"'{text}"
    assert as_written(written) == text


def test_json_keeps_raw_values_and_names_beside_ids() -> None:
    columns = [Column("name", FieldKind.TEXT, "Nom"), Column("owner_id", FieldKind.MEMBER, "Responsable")]
    item = {"id": "7", "values": {"name": "=1", "owner_id": "0190"}, "labels": {"owner_id": "Claire Vasseur"}}

    assert json_item(columns, item) == {
        "id": "7",
        "name": "=1",
        "owner_id": "0190",
        "owner_id_label": "Claire Vasseur",
    }
