"""Files as people really have them: encodings, separators, quotes, and files that are no tables."""

import codecs

import pytest

from sillage.kernel.cells import inert
from sillage.records.imports.errors import UnreadableFile
from sillage.records.imports.opening import with_header
from sillage.records.imports.reading import (
    decode,
    detect_encoding,
    detect_separator,
    records,
)
from sillage.records.imports.types import FileRow, Layout

FRENCH = "Société;Nom;Montant\r\nÉlévation Durée;Gaël L’Hôpital;1 234,50 €\r\nForêt & Œuvres;Zoé Garçon;12,00 €\r\n"


def rows_of(text: str, separator: str = ",") -> tuple[list[str], list[FileRow]]:
    table = with_header(Layout("utf-8", separator), lambda: records(text, separator), {})
    return table.headers, list(table.rows)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (FRENCH.encode("utf-8"), "utf-8"),
        (FRENCH.encode("utf-8-sig"), "utf-8"),
        (FRENCH.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "utf-16"),
        (FRENCH.encode("utf-16-le"), "utf-16"),
        (FRENCH.encode("utf-32"), "utf-32"),
        (FRENCH.encode("cp1252"), "cp1252"),
        (FRENCH.encode("mac_roman"), "mac-roman"),
        (b"a,b\n1,2\n", "utf-8"),
    ],
)
def test_the_encoding_is_recognised_and_the_text_read_back(content: bytes, encoding: str) -> None:
    found = detect_encoding(content)

    assert found == encoding
    assert decode(content, found).startswith(("Société;Nom;Montant\r\nÉlévation", "a,b\n"))


@pytest.mark.parametrize("content", [b"", b"   \r\n\n", codecs.BOM_UTF8, b"\x00\x00"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        detect_encoding(content)

    assert refused.value.reason == "empty_file"
    assert refused.value.detail is not None
    assert refused.value.detail.fr == "Le fichier est vide"


def test_an_archive_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile) as refused:
        detect_encoding(b"PK\x03\x04" + b"\x00" * 50)

    assert refused.value.reason == "not_text"
    assert refused.value.detail is not None
    assert refused.value.detail.fr == (
        "Ce fichier est une archive, pas un texte : enregistrez-le au format CSV puis recommencez"
    )


def test_binary_content_is_refused() -> None:
    content = bytes(range(1, 256)) * 40

    with pytest.raises(UnreadableFile) as refused:
        decode(content, detect_encoding(content))

    assert refused.value.reason == "not_text"


def test_a_wrong_encoding_names_the_line() -> None:
    content = "nom\nZoé\n".encode("cp1252")

    with pytest.raises(UnreadableFile) as refused:
        decode(content, "utf-8")

    assert (refused.value.reason, refused.value.line) == ("wrong_encoding", 2)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1,5;2;3\n4,5;6;7\n", ";"),
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('nom,note\n"Petit, Jean","a;b;c"\n"Grand, Luc","d;e;f"\n', ","),
        ("nom\nJean\n", ","),
    ],
)
def test_the_separator_is_the_one_that_cuts_evenly(text: str, separator: str) -> None:
    assert detect_separator(text) == separator


def test_rows_keep_the_line_they_start_on() -> None:
    headers, rows = rows_of('a,b\n1,"two\nlines"\n\n3,4\n')

    assert headers == ["a", "b"]
    assert rows == [FileRow(2, ["1", "two\nlines"]), FileRow(5, ["3", "4"])]


def test_short_rows_are_filled_and_empty_cells_beyond_the_headers_forgotten() -> None:
    _, rows = rows_of("a,b,c\n1\n1,2,3,,\n1,2,3,4\n")

    assert [row.cells for row in rows] == [["1", "", ""], ["1", "2", "3"], ["1", "2", "3", "4"]]


def test_titles_above_the_headers_are_passed_over() -> None:
    text = 'Notes:\n"When exporting your data, some e-mails are missing"\n\nFirst Name,Last Name,URL\nA,B,C\nD,E,F\n'

    headers, rows = rows_of(text)

    assert headers == ["First Name", "Last Name", "URL"]
    assert [row.line for row in rows] == [5, 6]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n"3,4\n5,6\n', 3),
        ('a,b\n1,2\n3,"4\n5,6\n7,"8"\n', 3),
        ('"a,b\n1,2\n', 1),
    ],
)
def test_unclosed_quotes_name_the_line_they_open_on(text: str, line: int) -> None:
    with pytest.raises(UnreadableFile) as refused:
        rows_of(text)

    assert (refused.value.reason, refused.value.line) == ("unclosed_quote", line)


def test_three_hundred_columns_are_refused_and_counted() -> None:
    text = ",".join(f"c{number}" for number in range(300)) + "\n" + ",".join("1" * 300) + "\n"

    with pytest.raises(UnreadableFile) as refused:
        rows_of(text)

    assert refused.value.reason == "too_many_columns"
    assert refused.value.detail is not None
    assert refused.value.detail.fr == "Le fichier a 300 colonnes ; 200 au plus sont acceptées"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+33 1", "'+33 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("'=1", "''=1"),
        ("plain", "plain"),
        ("l'été", "l'été"),
        ("", ""),
    ],
)
def test_formulas_are_made_inert_and_restored_when_imported_again(cell: str, written: str) -> None:
    assert inert(cell) == written

    _, rows = rows_of(f'a,b\n"{written}",1\n')
    assert rows[0].cells[0] == cell


def test_a_cell_of_one_megabyte_does_not_stop_the_file() -> None:
    _, rows = rows_of(f"a,b\n{'x' * 1_048_576},1\n2,3\n")

    assert [len(row.cells[0]) for row in rows] == [1_048_576, 1]
