import pytest

from sillage.customers.channels.rules import (
    address_list,
    department,
    email_list,
    overlong_lines,
    phone_columns,
    phone_list,
    plain_phones,
    postal_lines,
    primary_value,
    with_value,
)
from sillage.kernel.values import WrongValue

emails, phones = email_list("work"), phone_list("work")


def test_addresses_are_cleaned_told_apart_and_one_of_them_leads():
    found = emails([{"address": " Claire@Solhene.example"}, "claire@solhene.example", {"address": "c@v.example"}])

    assert [(each["address"], each["kind"], each["validity"], each["primary"]) for each in found] == [
        ("claire@solhene.example", "work", "unknown", True),
        ("c@v.example", "work", "unknown", False),
    ]


def test_a_bare_mobile_number_is_known_as_one():
    found = phones(["06 39 98 20 74", "02 41 00 00 01"])

    assert [(each["number"], each["kind"]) for each in found] == [("+33639982074", "mobile"), ("+33241000001", "work")]
    assert phone_columns(found) == {"phone": "+33241000001", "mobile": "+33639982074"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([{"address": "claire"}], "not_an_email"),
        ([{"kind": "work"}], "missing"),
        ([{"address": "a@b.example", "kind": "pigeon"}], "literal_error"),
        ([{"address": "a@b.example", "note": "x"}], "extra_forbidden"),
        ([{"address": "a@b.example", "primary": "yes"}], "bool_type"),
        ([f"a{number}@b.example" for number in range(21)], "too_long"),
        (7, "list_type"),
    ],
)
def test_a_list_that_is_none_is_refused_in_words(wrong, code):
    with pytest.raises(WrongValue) as refused:
        emails(wrong)

    assert refused.value.code == code


def test_a_new_single_value_takes_the_place_of_the_present_one():
    found = with_value(emails(["a@x.example", "b@x.example"]), "address", "c@x.example", kind="work")

    assert [(each["address"], each["primary"]) for each in found] == [("c@x.example", True), ("b@x.example", False)]


def test_a_known_value_made_the_single_one_keeps_what_is_known_of_it():
    entries = emails([{"address": "a@x.example"}, {"address": "b@x.example", "kind": "personal", "validity": "valid"}])

    found = with_value(entries, "address", "b@x.example", kind="work")

    assert primary_value(found, "address") == "b@x.example"
    assert (found[0]["kind"], found[0]["validity"]) == ("personal", "valid")
    assert [each["address"] for each in found] == ["b@x.example", "a@x.example"]


def test_taking_the_single_value_away_leaves_the_next_one():
    found = with_value(emails(["a@x.example", "b@x.example"]), "address", None, kind="work")

    assert [(each["address"], each["primary"]) for each in found] == [("b@x.example", True)]


def test_one_number_may_be_the_fixed_and_the_mobile_one():
    assert [each["kind"] for each in plain_phones("+33639982074", "+33639982074", "work")] == ["work", "mobile"]


@pytest.mark.parametrize(
    ("code", "country", "expected"),
    [
        ("49000", "FR", "49"), ("01000", "FR", "01"), ("20000", "FR", "2A"), ("20190", "FR", "2A"),
        ("20200", "FR", "2B"),
        ("20600", "FR", "2B"), ("97110", "FR", "971"), ("97400", "FR", "974"), ("97600", "FR", "976"),
        ("98800", "FR", "988"), ("75372", "FR", "75"), ("1000", "FR", None), ("1000A", "FR", None),
        ("10115", "DE", None),
        (None, "FR", None),
    ],
)  # fmt: skip
def test_the_department_follows_from_the_postcode(code, country, expected):
    assert department(code, country) == expected


def test_an_address_reads_as_on_an_envelope():
    (address,) = address_list(
        [{"recipient": "Service achats", "building": "Bât. C", "street": "12 rue Haute", "postal_code": "49000",
          "city": "Angers cedex 1"}]
    )  # fmt: skip

    assert postal_lines(address) == ["Service achats", "Bât. C", "12 rue Haute", "49000 ANGERS CEDEX 1"]
    assert (address["department"], address["primary"], overlong_lines(address)) == ("49", True, [])
    assert overlong_lines(address | {"street": "x" * 39}) == ["street"]


def test_an_empty_address_is_left_out():
    assert address_list([{"kind": "billing", "city": "  "}]) == []
