"""A company brings its opportunities from another product: the real file, from upload to undo, on the screen."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sillage.config.environment import CHECKOUT
from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage, settled
from tests.e2e.test_board import expect_column

pytestmark = pytest.mark.xdist_group("browser")

DATA = Path(os.environ.get("SILLAGE_TEST_DATA") or CHECKOUT.parent / "shared" / "data")
REAL = DATA / "deals-pipeline-maven" / "sales_pipeline_train.csv"
OWN = CHECKOUT / "backend" / "tests" / "data" / "pipeline-shape.csv"
# Counted by hand in the files: deals and their sum at each stage.
REAL_TOTALS = {
    "Lead": (363, "0 €"),
    "Engaging": (1155, "0 €"),
    "Signé": (2900, "6 728 787 €"),
    "Perdu": (1742, "0 €"),
}
OWN_TOTALS = {"Lead": (2, "0 €"), "Engaging": (2, "0 €"), "Signé": (3, "5 618 €"), "Perdu": (2, "0 €")}


def french(number: int) -> str:
    """A number as the screen writes it; tests compare narrow spaces as plain ones."""
    return f"{number:,}".replace(",", " ")


def upload(page: Page, path: Path) -> None:
    """Choose a file of deals."""
    page.get_by_role("radio", name="Deals").check(force=True)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="Colonnes")).to_be_visible(timeout=30_000)


def test_the_file_of_opportunities_becomes_a_pipeline_with_the_right_totals_and_can_be_taken_back(
    open_page: OpenPage, api: Api, mark: str, request: pytest.FixtureRequest
) -> None:
    path, totals = (REAL, REAL_TOTALS) if REAL.is_file() else (OWN, OWN_TOTALS)
    if path is OWN:
        request.node.user_properties.append(("third_party_file_absent", REAL.name))
    rows = sum(count for count, _ in totals.values())
    workspace = api.new_workspace(f"Méridien {mark}")
    page = open_page("/imports/new", slug=workspace.slug)

    upload(page, path)
    expect(page.get_by_role("combobox", name="Champ pour la colonne deal_stage")).to_have_value("Étape")
    expect(page.get_by_role("combobox", name="Champ pour la colonne account")).to_have_value("Entreprise")
    expect(page.get_by_role("combobox", name="Champ pour la colonne close_value")).to_have_value("Montant HT")
    expect(page.get_by_role("combobox", name="Ce que devient Engaging")).to_have_value(
        re.compile(r"Créer «\sEngaging\s»")
    )
    page.get_by_role("combobox", name="Ce que devient Prospecting").click()
    page.get_by_role("option", name="Lead", exact=True).click()
    expect(page.get_by_role("combobox", name="Ce que devient Prospecting")).to_have_value("Lead")
    page.get_by_role("button", name=f"Vérifier les {french(rows)} lignes").click()

    create = page.get_by_role("group", name="Ce que deviennent les lignes").get_by_role("button", name="Créer")
    expect(create).to_contain_text(french(rows), timeout=90_000)
    expect(page.get_by_role("row").nth(1)).to_contain_text("Nouvelle fiche")
    assert workspace.get("/deals/count")["count"] == 0
    page.get_by_role("button", name=f"Importer {french(rows)} lignes").click()

    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=120_000)
    facts = page.locator("main dl").first
    expect(facts).to_contain_text(f"Créées{french(rows)}")
    expect(facts).to_contain_text("Refusées0")
    page.get_by_role("button", name="Voir le pipeline").click()
    for stage, (count, total) in totals.items():
        expect_column(page, stage, french(count), total)

    page.go_back()
    page.get_by_role("button", name="Annuler l’import").click()
    page.get_by_role("dialog").get_by_role("button", name="Annuler l’import").click()
    expect(page.get_by_role("heading", name="Import annulé")).to_be_visible(timeout=120_000)
    assert workspace.get("/deals/count")["count"] == 0
    assert workspace.get("/organisations/count")["count"] == 0


def test_refused_rows_are_shown_with_their_reason_and_downloaded_for_correction(
    open_page: OpenPage, api: Api, mark: str, tmp_path: Path
) -> None:
    file = tmp_path / "affaires.csv"
    file.write_text(
        "Affaire;Entreprise;Étape;Montant HT;Clôture prévue\n"
        "Bureaux;Valmont;Lead;1 200,50;12/05/2027\n"
        "Accueil;Valmont;Lead;beaucoup;12/05/2027\n"
        "Cloisons;Aubrac;Lead;300;31/02/2027\n",
        encoding="cp1252",
    )
    workspace = api.new_workspace(f"Refus {mark}")
    page = open_page("/imports/new", slug=workspace.slug)

    upload(page, file)
    expect(page.get_by_role("combobox", name="Encodage")).to_have_value("Windows (cp1252)")
    page.get_by_role("button", name="Vérifier les 3 lignes").click()
    refuse = page.get_by_role("group", name="Ce que deviennent les lignes").get_by_role("button", name="Refuser")
    expect(refuse).to_contain_text("2", timeout=30_000)
    refuse.click()
    expect(page.get_by_role("row").filter(has_text="beaucoup")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Importer 1 ligne").click()

    expect(page.get_by_role("heading", name="Import terminé")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("31/02/2027").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger les 2 refus").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "beaucoup" in kept
    assert "31/02/2027" in kept
    assert "Bureaux" not in kept
    assert [deal["amount"] for deal in workspace.items("/deals")] == ["1200.50"]


def test_a_file_that_cannot_be_read_says_why_and_writes_nothing(
    open_page: OpenPage, api: Api, mark: str, tmp_path: Path
) -> None:
    file = tmp_path / "vide.csv"
    file.write_bytes(b"")
    workspace = api.new_workspace(f"Vide {mark}")
    page = open_page("/imports/new", slug=workspace.slug)

    page.locator("input[type=file]").set_input_files(file)

    expect(page.get_by_role("alert")).to_contain_text("vide.csv n’a pas pu être lu")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été importé.")
    assert workspace.items("/imports") == []
