import pytest

from sillage.customers.contacts.rules import civility, full_name, split_name
from sillage.kernel.values import WrongValue


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Claire Vasseur", {"first_name": "Claire", "last_name": "Vasseur"}),
        ("VASSEUR Claire", {"first_name": "Claire", "last_name": "VASSEUR"}),
        ("LE GUEN Maud", {"first_name": "Maud", "last_name": "LE GUEN"}),
        ("Vasseur, Claire", {"first_name": "Claire", "last_name": "Vasseur"}),
        ("Mme Claire Vasseur", {"civility": "mme", "first_name": "Claire", "last_name": "Vasseur"}),
        ("M. Yann Quéméré", {"civility": "m", "first_name": "Yann", "last_name": "Quéméré"}),
        ("Anne-Cécile de Rochefort", {"first_name": "Anne-Cécile", "last_name": "de Rochefort"}),
        ("Vasseur", {"last_name": "Vasseur"}),
        ("CLAIRE VASSEUR", {"first_name": "CLAIRE", "last_name": "VASSEUR"}),
    ],
)
def test_a_full_name_splits_into_its_parts(name, parts):
    assert split_name(name) == parts


def test_a_name_is_shown_with_what_is_known():
    assert full_name("Claire", "Vasseur") == "Claire Vasseur"
    assert full_name(None, "Vasseur") == "Vasseur"


def test_civilities_are_read_in_the_usual_spellings():
    assert [civility(word) for word in ("Mme", "Madame", "MR.", "Monsieur", "m")] == ["mme", "mme", "m", "m", "m"]
    with pytest.raises(WrongValue):
        civility("Dr")
