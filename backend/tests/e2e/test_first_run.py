"""A fresh Sillage without demo: the welcome makes the workspace, its administrator and the first invitations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import (
    Installation,
    Windows,
    expect_inside,
    fill_sign_in,
    photograph,
    serious_findings,
    start_installation,
)

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def fresh() -> Iterator[Installation]:
    """An installation nobody has entered yet."""
    installation = start_installation(demo=False)
    yield installation
    installation.stop()


def test_a_company_sets_itself_up_and_the_invited_colleague_comes_in(fresh: Installation, windows: Windows) -> None:
    page = windows.open()
    page.goto(fresh.address)

    expect(page.get_by_text("Étape 1 sur 3")).to_be_visible()
    page.get_by_label("Nom de l’entreprise").fill("Ateliers du Lez")
    siren = page.get_by_label("SIREN")
    siren.fill("732829321")
    expect(page.get_by_text("Le dernier chiffre ne correspond pas aux huit autres.")).to_be_visible()
    expect(siren).to_have_attribute("aria-invalid", "true")
    photograph(page, "welcome-light-1440")
    assert serious_findings(page) == []
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Étape 1 sur 3")).to_be_visible()
    siren.fill("732829320")
    page.get_by_role("button", name="Continuer").click()

    expect(page.get_by_text("Étape 2 sur 3")).to_be_visible()
    page.get_by_label("Prénom et nom").fill("Claire Aubin")
    page.get_by_label("Adresse e-mail").fill("claire@ateliers.test")
    page.get_by_label("Mot de passe", exact=True).fill("le lez coule vers la mer")
    page.get_by_role("button", name="Créer l’espace").click()

    expect(page.get_by_text("Étape 3 sur 3")).to_be_visible()
    page.get_by_label("Adresses e-mail").fill("hugo@ateliers.test\nines@ateliers.test")
    page.get_by_role("button", name="Inviter 2 collègues").click()
    expect(page.get_by_text("hugo@ateliers.test")).to_be_visible()
    expect(page.get_by_text("transmettez vous-même ces liens")).to_be_visible()
    page.get_by_role("button", name="Entrer dans Sillage").click()
    expect_inside(page)
    expect(page.get_by_role("heading", name="Aucun deal dans ce pipeline")).to_be_visible()

    page.goto(f"{fresh.address}/w/ateliers-du-lez/settings/outbox")
    page.get_by_role("button", name="hugo@ateliers.test").click()
    letter = page.get_by_role("article")
    expect(letter.get_by_role("heading")).to_contain_text("Ateliers du Lez")
    expect(letter.get_by_text("Gardé")).to_be_visible()
    link = letter.get_by_role("link").get_attribute("href")
    assert link is not None
    assert link.startswith(f"{fresh.address}/invitation/")

    colleague = windows.open()
    colleague.goto(link)
    expect(colleague.get_by_role("heading", name="Rejoindre Ateliers du Lez")).to_be_visible()
    expect(colleague.get_by_text("Claire Aubin vous invite avec le rôle « Commercial »")).to_be_visible()
    colleague.get_by_label("Prénom et nom").fill("Hugo Marin")
    colleague.get_by_label("Mot de passe", exact=True).fill("la mer monte en novembre")
    colleague.get_by_role("button", name="Rejoindre l’espace").click()
    expect_inside(colleague)

    elsewhere = windows.open()
    elsewhere.goto(f"{fresh.address}/login")
    fill_sign_in(elsewhere, "hugo@ateliers.test", "la mer monte en novembre")
    expect_inside(elsewhere)
    expect(elsewhere.get_by_role("button", name="Hugo Marin")).to_be_visible()
    elsewhere.goto(link)
    expect(elsewhere.get_by_role("heading", name="Cette invitation ne fonctionne plus")).to_be_visible()
    elsewhere.goto(f"{fresh.address}/welcome")
    expect(elsewhere.get_by_text("Étape 1 sur 3")).to_have_count(0)
