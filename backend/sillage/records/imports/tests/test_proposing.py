"""Where columns go, and how numbers and dates are written."""

import pytest

from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import Text
from sillage.records.imports.columns import describe_columns
from sillage.records.imports.proposing import heading, propose_fields, propose_match_field
from sillage.records.imports.sniffing import detect_date_order, detect_decimal_sign
from sillage.records.imports.types import FileRow

FIELDS = (
    Field("name", FieldKind.TEXT, Text(fr="Nom", en="Name"), match=True),
    Field("email", FieldKind.EMAIL, Text(fr="E-mail", en="E-mail"), match=True, aliases=("mail pro",)),
    Field("mobile", FieldKind.PHONE, Text(fr="Mobile", en="Mobile"), aliases=("portable",)),
    Field("postal_code", FieldKind.TEXT, Text(fr="Code postal", en="Postal code"), aliases=("cp",)),
)


def columns_of(*headers: str, samples: dict[str, list[str]] | None = None) -> list[dict[str, object]]:
    return [
        {
            "index": index,
            "header": header,
            "samples": (samples or {}).get(header, []),
            "filled": 0,
            "field": None,
            "confidence": 0.0,
        }
        for index, header in enumerate(headers)
    ]


@pytest.mark.parametrize("header", ["close_date", "Close Date", "closeDate", "CLOSE-DATE", " Clôse  date "])
def test_headers_are_compared_by_their_words(header: str) -> None:
    assert heading(header) == "close date"


def test_names_labels_and_aliases_are_certain_and_likenesses_are_graded() -> None:
    columns = columns_of("Mail pro", "Portable", "CP", "Codes postaux", "Col_14")

    proposed = propose_fields(columns, FIELDS)

    assert [(column["field"], column["confidence"]) for column in proposed] == [
        ("email", 1.0),
        ("mobile", 1.0),
        ("postal_code", 1.0),
        (None, 0.0),
        (None, 0.0),
    ]


def test_a_spelling_fault_is_still_recognised() -> None:
    (column,) = propose_fields(columns_of("Code postale"), FIELDS)

    assert (column["field"], column["confidence"]) == ("postal_code", 0.91)


def test_a_column_of_addresses_goes_to_the_email_field() -> None:
    columns = columns_of("Contact", samples={"Contact": ["a@b.fr", "c@d.fr"]})

    (column,) = propose_fields(columns, FIELDS)

    assert (column["field"], column["confidence"]) == ("email", 0.7)


def test_samples_are_the_first_distinct_values() -> None:
    rows = [
        FileRow(2, ["a", ""]),
        FileRow(3, ["a", "x"]),
        FileRow(4, ["b", " "]),
        FileRow(5, ["c", ""]),
        FileRow(6, ["d", ""]),
    ]

    columns = describe_columns(["one", ""], rows)

    assert [(column["header"], column["samples"], column["filled"]) for column in columns] == [
        ("one", ["a", "b", "c"], 5),
        ("#2", ["x"], 1),
    ]


def test_headers_that_repeat_are_told_apart_by_their_turn() -> None:
    columns = describe_columns(["E-mail", "Nom", "E-mail", "e-mail"], [])

    assert [column["header"] for column in columns] == ["E-mail", "Nom", "E-mail (2)", "e-mail"]


def test_an_address_is_preferred_over_a_name_to_recognise_records() -> None:
    assert propose_match_field(["name", "email"], FIELDS) == "email"
    assert propose_match_field(["name"], FIELDS) == "name"
    assert propose_match_field(["mobile"], FIELDS) is None


@pytest.mark.parametrize(
    ("cells", "separator", "sign"),
    [
        (["1,5", "2,25"], ",", ","),
        (["1.5", "2.25"], ";", "."),
        (["1 234,50 €"], ",", ","),
        (["12", "x"], ";", ","),
        (["12", "x"], ",", "."),
    ],
)
def test_the_decimal_sign_is_what_most_numbers_show(cells: list[str], separator: str, sign: str) -> None:
    assert detect_decimal_sign(cells, separator) == sign


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/02/2024", "31/12/2024"], "dmy"),
        (["01/02/2024", "12/31/2024"], "mdy"),
        (["2024-12-31"], "ymd"),
        (["01/02/2024"], "dmy"),
        ([], "dmy"),
    ],
)
def test_dates_are_read_day_first_unless_they_cannot_be(cells: list[str], order: str) -> None:
    assert detect_date_order(cells) == order
