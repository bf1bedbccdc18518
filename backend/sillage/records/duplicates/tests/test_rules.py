"""Names and numbers made comparable."""

from __future__ import annotations

import pytest

from sillage.records.duplicates.rules import (
    company_core,
    company_key,
    email_domain,
    is_mobile,
    linkedin_path,
    person_tokens,
    phonex,
    site_domain,
    sound_of_company,
    sound_of_person,
)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Durand", "Durant", "TUR1"),
        ("Dupont", "Dupond", "TUT1"),
        ("Lefèvre", "Lefebvre", "LEFEFRE"),
        ("Philippe", "Filipe", "FILITE"),
        ("Catherine", "Katerine", "KOTYRINE"),
        ("Mathieu", "Matthieu", "NOTIE"),
        ("Gautier", "Gauthier", "KOTIYR"),
        ("Schmitt", "Schmidt", "5NI"),
        ("Thierry", "Tierry", "TIYRI"),
        ("LEGRAND", "Legrant", "LEGR1"),
    ],
)
def test_french_names_that_sound_alike_have_one_code(one: str, other: str, code: str) -> None:
    assert (phonex(one), phonex(other)) == (code, code)


@pytest.mark.parametrize(("one", "other"), [("Durand", "Martin"), ("Claire", "Camille"), ("Moreau", "Morel")])
def test_names_that_do_not_sound_alike_have_different_codes(one: str, other: str) -> None:
    assert phonex(one) != phonex(other)


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Sté Dupont & Cie SARL", "dupont"),
        ("S.A.R.L. Dupont", "dupont"),
        ("DUPONT S.A.S.", "dupont"),
        ("SELARL Dupont et Associés", "dupont associes"),
        ("SCI de l’Étang", "etang"),
        ("L'Oréal SA", "oreal"),
        ("Müller GmbH & Co. KG", "muller"),
        ("Acme Corp.", "acme"),
        ("Betatech Ltd", "betatech"),
        ("La Compagnie", "la compagnie"),
        ("SAS", "sas"),
    ],
)
def test_a_company_is_known_by_its_name_without_legal_form(name: str, core: str) -> None:
    assert company_core(name) == core


def test_spaces_make_no_other_company() -> None:
    assert company_key("Bio Holding") == company_key("BioHolding SAS") == "bioholding"
    assert sound_of_company("Philibert SARL") == sound_of_company("Filiber")


def test_first_and_last_name_may_be_swapped_and_titles_left_out() -> None:
    assert person_tokens("Mme Claire", "VASSEUR") == person_tokens("Vasseur Claire") == ("claire", "vasseur")
    assert person_tokens("Jean-Pierre", "Petit") == ("jean", "petit", "pierre")
    assert sound_of_person(person_tokens("Philippe Durand")) == sound_of_person(person_tokens("Durant", "Filipe"))


def test_mailboxes_of_providers_and_shared_sites_are_nobodys_domain() -> None:
    assert email_domain("claire@solhene.fr") == "solhene.fr"
    assert email_domain("claire@gmail.com") is None
    assert site_domain("https://www.solhene.fr/contact") == "solhene.fr"
    assert site_domain("facebook.com/solhene") is None


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://fr.linkedin.com/in/Claire-Vasseur/", "in/claire-vasseur"),
        ("www.linkedin.com/in/claire-vasseur?trk=x", "in/claire-vasseur"),
        ("https://www.linkedin.com/company/solhene/about/", "company/solhene"),
        ("https://www.linkedin.com/", None),
    ],
)
def test_a_linkedin_page_is_known_by_its_path(url: str, path: str | None) -> None:
    assert linkedin_path(url) == path


def test_a_mobile_belongs_to_one_person() -> None:
    assert [is_mobile(each) for each in ("+33639980011", "+262692123456", "+33299112233", "+4930123456")] == [
        True,
        True,
        False,
        False,
    ]
