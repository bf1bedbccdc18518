"""Words of records, words typed, and typos, without a database."""

import pytest

from sillage.kernel.db import new_id
from sillage.records.search.rules import asked_words, matching_text, mended, phone_words, record_words, typo_pieces
from sillage.records.search.types import SearchEntry


def entry(title: str, texts: tuple[str, ...] = (), phones: tuple[str, ...] = ()) -> SearchEntry:
    return SearchEntry("contact", new_id(), title, "", texts, phones)


def test_a_record_is_found_by_the_words_of_its_title_and_texts_without_case_and_accents() -> None:
    assert record_words(entry("Élodie MARTIN", ("elodie.martin@societe-generale.fr",))) == [
        "elodie", "martin", "societe", "generale", "fr", "elodie.martin@societe-generale.fr", "@societe-generale.fr",
    ]  # fmt: skip


def test_a_word_with_an_apostrophe_or_a_hyphen_is_also_found_in_one_piece() -> None:
    assert record_words(entry("L’Oréal Saint-Ouen")) == ["l", "oreal", "saint", "ouen", "loreal", "saintouen"]


def test_a_number_in_groups_is_also_found_in_one_piece() -> None:
    assert record_words(entry("Acme", ("552 100 554",))) == ["acme", "552", "100", "554", "552100554"]


def test_a_record_has_at_most_120_words() -> None:
    assert len(record_words(entry(" ".join(f"w{number}" for number in range(500))))) == 120


@pytest.mark.parametrize(
    "typed", ["06 12 34 56 78", "+33612345678", "+33 6 12 34 56 78", "0033612345678", "+33 (0)6.12.34.56.78"]
)
def test_a_phone_number_is_kept_with_and_without_its_country_code(typed: str) -> None:
    assert phone_words(typed) == ["33612345678", "0612345678"]


def test_a_foreign_number_is_kept_as_dialled_at_home_too() -> None:
    assert phone_words("+1 415 555 2671") == ["14155552671", "4155552671"]


def test_a_number_overseas_is_found_as_dialled_with_its_zero():
    assert phone_words("+262692102030") == ["262692102030", "0692102030"]
    assert phone_words("+590590102030") == ["590590102030", "0590102030"]


def test_what_is_no_number_gives_its_digits() -> None:
    assert phone_words("poste 12") == ["12"]
    assert phone_words("inconnu") == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Jean Dup", [("jean",), ("dup",)]),
        ("Jean.Dupont@ac", [("jean.dupont@ac",)]),
        ("dupont @acme.f", [("dupont",), ("@acme.f",)]),
        ("o'hara'@x\\.fr @ @@", [("ohara@x.fr",)]),
        ("06 12", [("0612", "06 12")]),
        ("+33 (0)6 12", [("33612", "33 6 12")]),
        ("0033 6 12", [("33612", "0033612", "0033 6 12")]),
        ("dupont 75", [("dupont",), ("75",)]),
        ("  ", []),
        ("'); DROP TABLE x; --", [("drop",), ("table",), ("x",)]),
        ("& | ! :* \\", []),
    ],
)
def test_what_was_typed_is_read_as_words_and_numbers(typed: str, asked: list[tuple[str, ...]]) -> None:
    assert asked_words(typed) == asked


def test_the_text_that_matched_is_the_first_that_holds_every_word() -> None:
    texts = ["Claire Vasseur", "claire.vasseur@solhene.fr", "+33612345678"]

    assert matching_text(asked_words("vass cla"), texts) == "Claire Vasseur"
    assert matching_text(asked_words("claire solh"), texts) == "claire.vasseur@solhene.fr"
    assert matching_text(asked_words("@solhene.fr"), texts) == "claire.vasseur@solhene.fr"
    assert matching_text(asked_words("06 12 34"), texts) == "+33612345678"
    assert matching_text(asked_words("nobody"), texts) is None


@pytest.mark.parametrize("typed", ["matrin", "martn", "marttin", "mertin", "amrtin", "martni"])
def test_one_slip_is_mended_and_leaves_an_end_to_look_the_word_up_by(typed: str) -> None:
    start, end = typo_pieces(typed)

    assert "martin".startswith(start) or "martin".endswith(end)
    assert mended(typed, ["martin", "durand", "petit"]) == ["martin"]


def test_two_slips_are_not_mended() -> None:
    assert mended("mratni", ["martin"]) == []
