"""Cells as values."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sillage.kernel.registry import FieldKind
from sillage.kernel.values import WrongValue
from sillage.records.imports.parsing import parser_of
from sillage.records.imports.types import Layout

FRENCH = Layout("utf-8", ";", ",", "dmy")
AMERICAN = Layout("utf-8", ",", ".", "mdy")


@pytest.mark.parametrize(
    ("kind", "cell", "layout", "value"),
    [
        (FieldKind.MONEY, "1 234,50 €", FRENCH, Decimal("1234.50")),
        (FieldKind.MONEY, "1\u202f234,5", FRENCH, Decimal("1234.50")),
        (FieldKind.MONEY, "1.234.567,89", FRENCH, Decimal("1234567.89")),
        (FieldKind.MONEY, "1054", FRENCH, Decimal("1054.00")),
        (FieldKind.MONEY, "$1,234.50", AMERICAN, Decimal("1234.50")),
        (FieldKind.MONEY, "12 EUR", AMERICAN, Decimal("12.00")),
        (FieldKind.NUMBER, "-3,25", FRENCH, Decimal("-3.25")),
        (FieldKind.PERCENT, "45 %", FRENCH, Decimal("45")),
        (FieldKind.DATE, "03/04/2024", FRENCH, date(2024, 4, 3)),
        (FieldKind.DATE, "03/04/2024", AMERICAN, date(2024, 3, 4)),
        (FieldKind.DATE, "2016-10-20", FRENCH, date(2016, 10, 20)),
        (FieldKind.DATE, "2016-10-20 14:30:00", FRENCH, date(2016, 10, 20)),
        (FieldKind.DATE, "3.4.24", FRENCH, date(2024, 4, 3)),
        (FieldKind.DATETIME, "20/07/2024 14:30", FRENCH, datetime(2024, 7, 20, 12, 30, tzinfo=UTC)),
        (FieldKind.DATETIME, "2024-07-20T14:30:00Z", FRENCH, datetime(2024, 7, 20, 14, 30, tzinfo=UTC)),
        (FieldKind.BOOLEAN, "Oui", FRENCH, True),
        (FieldKind.BOOLEAN, "FAUX", FRENCH, False),
        (FieldKind.EMAIL, "Claire.Vasseur@Solhene.example", FRENCH, "claire.vasseur@solhene.example"),
        (FieldKind.PHONE, "06.12.34.56.78", FRENCH, "+33612345678"),
        (FieldKind.URL, "www.orme.example", FRENCH, "https://www.orme.example"),
        (FieldKind.NUMBER, "6.0E7", AMERICAN, Decimal(60_000_000)),
        (FieldKind.SIREN, "732 829 320", FRENCH, "732829320"),
        (FieldKind.TEXT, "=SOMME(A1:A2)", FRENCH, "=SOMME(A1:A2)"),
        (FieldKind.TEXT, "deux\nlignes", FRENCH, "deux lignes"),
    ],
)
def test_cells_are_read_as_their_field_means_them(kind: FieldKind, cell: str, layout: Layout, value: Any) -> None:
    assert parser_of(kind, layout, "Europe/Paris", None)(cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (FieldKind.MONEY, "abc", "not_an_amount"),
        (FieldKind.MONEY, "-5", "amount_out_of_range"),
        (FieldKind.MONEY, "1,234", "decimal_max_places"),
        (FieldKind.MONEY, "9" * 19, "amount_out_of_range"),
        (FieldKind.NUMBER, "1e500", "not_a_number"),
        (FieldKind.NUMBER, "1e-5", "not_a_number"),
        (FieldKind.NUMBER, "e5", "not_a_number"),
        (FieldKind.NUMBER, "١٢", "not_a_number"),
        (FieldKind.PERCENT, "120", "not_a_percentage"),
        (FieldKind.DATE, "31/02/2024", "no_such_date"),
        (FieldKind.DATE, "demain", "not_a_date"),
        (FieldKind.DATE, "01/01/0001", "date_out_of_range"),
        (FieldKind.BOOLEAN, "peut-être", "not_a_boolean"),
        (FieldKind.EMAIL, "p.osmont@chaudronnerie", "not_an_email"),
        (FieldKind.PHONE, "12", "not_a_phone"),
        (FieldKind.SIREN, "732829321", "not_a_siren"),
        (FieldKind.TEXT, "a\x00b", "control_characters"),
        (FieldKind.TEXT, "x" * 1_048_576, "string_too_long"),
    ],
)
def test_cells_that_hold_something_else_are_refused(kind: FieldKind, cell: str, code: str) -> None:
    with pytest.raises(WrongValue) as refused:
        parser_of(kind, FRENCH, "Europe/Paris", None)(cell)

    assert refused.value.code == code


def test_fields_of_whole_numbers_refuse_a_fraction() -> None:
    parse = parser_of(FieldKind.NUMBER, FRENCH, "UTC", None, whole=True)

    assert parse("12 000") == 12000
    with pytest.raises(WrongValue) as refused:
        parse("1,5")
    assert refused.value.code == "int_type"
