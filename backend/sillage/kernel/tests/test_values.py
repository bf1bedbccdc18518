from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from sillage.kernel import values
from sillage.kernel.errors import InvalidFields
from sillage.kernel.values import WrongValue


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("02 41 00 00 01", "+33241000001"),
        ("0033 2.41.00.00.01", "+33241000001"),
        ("+33241000001", "+33241000001"),
        ("06 39 98 20 74", "+33639982074"),
        ("0639 12 34 56", "+262639123456"),
        ("0262 10 20 30", "+262262102030"),
        ("+33 262 10 20 30", "+262262102030"),
        ("+33262102030", "+262262102030"),
        ("0692 10 20 30", "+262692102030"),
        ("0693 10 20 30", "+262693102030"),
        ("0263 10 20 30", "+262263102030"),
        ("0269 10 20 30", "+262269102030"),
        ("0639 10 20 30", "+262639102030"),
        ("0590 10 20 30", "+590590102030"),
        ("0690 10 20 30", "+590690102030"),
        ("0691 10 20 30", "+590691102030"),
        ("0594 10 20 30", "+594594102030"),
        ("0694 10 20 30", "+594694102030"),
        ("0596 10 20 30", "+596596102030"),
        ("0696 10 20 30", "+596696102030"),
        ("0697 10 20 30", "+596697102030"),
        ("+44 20 7946 0018", "+442079460018"),
    ],
)
def test_telephone_numbers_become_international_overseas_included(typed, kept):
    assert values.phone(typed) == kept


@pytest.mark.parametrize("typed", ["12", "3939", "abc", "+33 1", ""])
def test_what_is_no_telephone_number_is_refused(typed):
    with pytest.raises(WrongValue):
        values.phone(typed)


def test_a_siren_is_checked_by_its_key_and_read_from_a_siret():
    assert values.siren("732 829 320") == "732829320"
    assert values.siren("73282932000074") == "732829320"
    with pytest.raises(WrongValue):
        values.siren("732829321")


def test_a_vat_number_is_checked_by_its_key():
    assert values.vat_number("fr 44 732829320") == "FR44732829320"
    with pytest.raises(WrongValue):
        values.vat_number("FR45732829320")


@pytest.mark.parametrize("typed", ["732 829 320 00074", "35600000049837", "35600000000048"])
def test_a_siret_is_checked_by_its_key_and_la_poste_by_its_own_rule(typed):
    assert values.siret(typed) == typed.replace(" ", "")


@pytest.mark.parametrize("typed", ["73282932000079", "35600000049838", "732829320", "7328293200007A"])
def test_a_siret_with_a_wrong_key_is_refused(typed):
    with pytest.raises(WrongValue) as wrong:
        values.siret(typed)

    assert wrong.value.code == "not_a_siret"


def test_an_iban_is_checked_by_its_key():
    assert values.iban("fr76 3000 6000 0112 3456 7890 189") == "FR7630006000011234567890189"
    assert values.iban("DE89 3704 0044 0532 0130 00") == "DE89370400440532013000"
    for wrong in ("FR7630006000011234567890188", "FR76", "", "FR7630006000011234567890189X"):
        with pytest.raises(WrongValue) as refused:
            values.iban(wrong)
        assert refused.value.code == "not_an_iban"


def test_a_french_iban_whose_rib_key_is_wrong_is_refused_although_its_own_key_is_right():
    # 30006 00001 12345678901 with RIB key 88 instead of 89; the two digits after FR fit that.
    with pytest.raises(WrongValue) as refused:
        values.iban("FR0630006000011234567890188")

    assert refused.value.message.en == "The RIB key of this IBAN is wrong"


def test_addresses_of_mail_and_web_are_completed_and_checked():
    assert values.email(" Claire.Vasseur@Solhene.example ") == "claire.vasseur@solhene.example"
    assert values.url("solhene.example/contact") == "https://solhene.example/contact"
    for wrong in ("claire", "claire@", "a..b@solhene.example", "claire@solhene"):
        with pytest.raises(WrongValue):
            values.email(wrong)
    for wrong in ("javascript:alert(1)", "ftp://solhene.example", "solhene", "https://claire@solhene.example"):
        with pytest.raises(WrongValue):
            values.url(wrong)


def test_amounts_become_whole_cents_and_back():
    assert values.minor_units("48600.5") == 4_860_050
    assert values.minor_units(Decimal("0.01")) == 1
    assert values.amount_text(4_860_050) == "48600.50"
    for wrong in ("1.234", "-1", "1e20", "NaN", "douze"):
        with pytest.raises(WrongValue):
            values.minor_units(wrong)


def test_numbers_dates_and_ids_are_also_taken_as_text():
    assert values.whole(0, 100)("60") == 60
    assert values.day("2026-11-20") == date(2026, 11, 20)
    assert values.identifier("01890000-0000-7000-8000-000000000001") == UUID("01890000-0000-7000-8000-000000000001")
    for cleaner, wrong in (
        (values.whole(0, 100), "101"),
        (values.whole(0, 100), True),
        (values.day, "20/11/2026"),
        (values.day, date(1066, 10, 14)),
        (values.identifier, "7"),
    ):
        with pytest.raises(WrongValue):
            cleaner(wrong)


def test_text_is_trimmed_and_control_characters_are_refused():
    assert values.line(10)("  deux   mots ") == "deux mots"
    assert values.optional(values.line(10))("   ") is None
    for wrong in ("a\x07", "x" * 11, 3):
        with pytest.raises(WrongValue):
            values.line(10)(wrong)


def test_every_wrong_field_is_named_at_once():
    cleaners = {"name": values.line(10), "phone": values.phone}

    with pytest.raises(InvalidFields) as refused:
        values.clean({"name": "x" * 11, "phone": "12", "other": 1}, cleaners, path="3.")

    assert [(field.path, field.code) for field in refused.value.fields] == [
        ("3.name", "string_too_long"),
        ("3.phone", "not_a_phone"),
        ("3.other", "extra_forbidden"),
    ]
