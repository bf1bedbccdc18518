"""The provider against a local server that replays recorded answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from sillage.customers.company_registry.errors import RegistryBusy, RegistryUnreachable
from sillage.customers.company_registry.testing import EMPTY, RecordedRegister, recorded_register
from sillage.customers.company_registry.types import CompanyMatch
from sillage.integrations.sirene.provider import FAILURES, sirene
from sillage.integrations.sirene.reading import company

DATA = Path(__file__).resolve().parents[4] / "tests" / "data" / "sirene"

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Iterator[RecordedRegister]:
    with recorded_register(DATA) as running:
        yield running


def result(query: str) -> dict[str, object]:
    return json.loads((DATA / f"{query}.json").read_text())["results"][0]


def test_a_recorded_company_is_read_with_its_head_office() -> None:
    assert company(result("552032534")) == CompanyMatch(
        siren="552032534",
        name="DANONE",
        legal_name="DANONE",
        siret="55203253400703",
        vat_number="FR27552032534",
        naf_code="70.10Z",
        legal_form="5599",
        headcount_range="42",
        revenue="27376000000.00",
        revenue_year=2024,
        street="59-61 RUE LA FAYETTE",
        postal_code="75009",
        city="PARIS",
    )


def test_a_closed_company_says_since_when() -> None:
    found = company(result("88087814500015"))

    assert found is not None
    assert (found.name, found.closed, found.closed_on) == ("GANYMEDE", True, date(2022, 10, 22))


def test_what_people_keep_private_is_no_match() -> None:
    assert company(result("300025764")) is None


def test_a_search_by_name_gives_ten_matches_in_order(register: RecordedRegister) -> None:
    found = sirene().search("Kikou")

    assert len(found) == 10
    assert [match.siren for match in found[:3]] == ["441232121", "910866482", "910014489"]
    assert (found[1].revenue, found[1].revenue_year) == ("229786.00", 2024)


def test_a_siren_typed_in_groups_is_one_question_and_the_answer_is_kept(register: RecordedRegister) -> None:
    first = sirene().search("552 032 534")
    second = sirene().search("552032534")

    assert [match.siret for match in first] == ["55203253400703"]
    assert second == first
    assert register.asked == ["552032534"]


def test_nobody_of_that_number_is_an_empty_answer_and_so_is_a_refused_question(register: RecordedRegister) -> None:
    assert sirene().search("12345678900003") == []
    assert sirene().search("ab") == []


def test_too_many_questions_are_told_with_the_seconds_to_wait(register: RecordedRegister) -> None:
    register.says["danone"] = (429, {"Retry-After": "7"}, {"erreur": "Trop de requêtes"})

    with pytest.raises(RegistryBusy) as busy:
        sirene().search("danone")

    assert busy.value.headers == {"Retry-After": "7"}


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"results": 3}', b'{"results": ["x"]}', b'{"erreur": "x"}'])
def test_an_answer_of_another_shape_is_no_answer(register: RecordedRegister, body: bytes) -> None:
    register.says["danone"] = (200, {}, body)

    with pytest.raises(RegistryUnreachable):
        sirene().search("danone")


def test_a_register_that_fails_three_times_is_left_alone(register: RecordedRegister) -> None:
    register.says["danone"] = (500, {}, {})
    for _ in range(FAILURES):
        with pytest.raises(RegistryUnreachable):
            sirene().search("danone")

    with pytest.raises(RegistryUnreachable) as resting:
        sirene().search("Kikou")

    assert len(register.asked) == FAILURES
    assert resting.value.headers == {"Retry-After": "60"}


def test_one_answer_in_between_forgives_earlier_failures(register: RecordedRegister) -> None:
    register.says["danone"] = (500, {}, {})
    for _ in range(FAILURES - 1):
        with pytest.raises(RegistryUnreachable):
            sirene().search("danone")
    sirene().search("Kikou")

    with pytest.raises(RegistryUnreachable):
        sirene().search("danone")

    assert [match.siren for match in sirene().search("552032534")] == ["552032534"]


def test_an_address_inside_the_network_is_not_asked() -> None:
    cache.clear()
    with override_settings(SILLAGE_COMPANY_REGISTRY_URL="http://127.0.0.1:9"), pytest.raises(RegistryUnreachable):
        sirene().search("danone")
    cache.clear()


def test_without_an_address_there_is_no_register() -> None:
    with override_settings(SILLAGE_COMPANY_REGISTRY_URL=None):
        assert sirene() is None


def test_a_company_of_another_number_is_not_the_one_fetched(register: RecordedRegister) -> None:
    register.says["732829320"] = (200, {}, json.loads((DATA / "552032534.json").read_text()))
    register.says["404833048"] = (200, {}, EMPTY)

    assert sirene().fetch("732829320") is None
    assert sirene().fetch("404833048") is None
    assert sirene().fetch("552032534").name == "DANONE"
