"""Deals in the browser: fields a stage requires, lanes, lines that make the amount, figures that open."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.api import STAGES, Api
from tests.e2e.conftest import OpenPage, serious_findings, settled
from tests.e2e.test_board import card, column, drag

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def pipeline(api: Api, mark: str) -> dict[str, Any]:
    """A pipeline whose second stage requires a source and marks deals after a day."""
    stages = [
        stage | ({"required_fields": ["source"], "rotting_days": 5} if place == 1 else {})
        for place, stage in enumerate(STAGES)
    ]
    return api.pipeline(f"Exigeant {mark}", stages)


def test_a_stage_asks_for_what_it_requires_and_the_move_then_goes_through(
    open_page: OpenPage, api: Api, pipeline: dict[str, Any]
) -> None:
    deal = api.deal(pipeline, "Lead", "Réseau du siège", "9000.00")
    page = open_page(f"/pipeline/{pipeline['id']}")

    with page.expect_response(lambda answer: "/move" in answer.url and answer.status == 422):
        drag(page, card(page, "Réseau du siège"), column(page, "Rendez-vous").locator("[data-tray]"))
    dialog = page.get_by_role("dialog", name="Entrer dans l’étape Rendez-vous").or_(
        page.get_by_role("dialog", name="Entrer dans l'étape Rendez-vous")
    )
    expect(dialog).to_be_visible()
    expect(column(page, "Lead").locator("[data-card]")).to_have_count(1)

    dialog.get_by_label("Origine").fill("Salon")
    with page.expect_response(lambda answer: "/move" in answer.url and answer.status == 200):
        dialog.get_by_role("button", name="Passer à Rendez-vous").click()

    expect(column(page, "Rendez-vous").locator("[data-card]")).to_have_count(1)
    assert api.get(f"/deals/{deal['id']}")["source"] == "Salon"


def test_lines_make_the_amount_of_a_deal(open_page: OpenPage, api: Api, pipeline: dict[str, Any], mark: str) -> None:
    deal = api.deal(pipeline, "Lead", f"Audit {mark}", "9000.00")
    api.post("/products", reference=f"AUD-{mark}", name=f"Audit initial {mark}", price="1250.00", vat_rate="20")
    page = open_page(f"/deals/{deal['id']}")

    page.get_by_role("button", name="Modifier les lignes").click()
    page.get_by_role("combobox", name="Produit ou texte libre").fill(f"Audit initial {mark[:-1]}")
    page.get_by_role("option", name=f"Audit initial {mark}").click()
    expect(page.get_by_label("Prix HT")).to_have_value("1\u202f250")
    page.get_by_label("Quantité").fill("2")
    page.get_by_label("Remise").fill("10")
    with page.expect_response(lambda answer: f"/deals/{deal['id']}" in answer.url and answer.request.method == "PATCH"):
        page.get_by_role("button", name="Enregistrer", exact=True).click()

    found = api.get(f"/deals/{deal['id']}")
    assert (found["amount"], found["lines"][0]["net"]) == ("2250.00", "2250.00")
    assert serious_findings(page) == []


def test_the_board_splits_into_one_lane_per_owner(open_page: OpenPage, api: Api, pipeline: dict[str, Any]) -> None:
    api.deal(pipeline, "Lead", "À Camille", "500.00")
    api.deal(pipeline, "Lead", "À personne", "700.00", owner_id=None)
    page = open_page(f"/pipeline/{pipeline['id']}")

    with page.expect_response(lambda answer: "/lanes" in answer.url):
        page.get_by_role("button", name="Un couloir par responsable").click()

    expect(page.get_by_role("region", name="Couloir de Camille Jourdan, 1 deal")).to_contain_text("À Camille")
    expect(page.get_by_role("region", name="Couloir de Personne, 1 deal")).to_contain_text("À personne")
    settled(page)
    assert serious_findings(page) == []


def test_figures_of_the_statistics_open_their_deals(open_page: OpenPage, api: Api, pipeline: dict[str, Any]) -> None:
    api.deal(pipeline, "Signé", "Gagné au salon", "4000.00", source="Salon")
    page = open_page(f"/pipeline/{pipeline['id']}?view=statistics")

    expect(page.get_by_role("region", name="Par origine")).to_contain_text("Salon")
    with page.expect_response(lambda answer: "/analysis/deals" in answer.url):
        page.get_by_role("region", name="Par origine").get_by_role("button", name="Salon").click()

    expect(page.get_by_role("dialog", name="Les deals derrière ce chiffre")).to_contain_text("Gagné au salon")
    assert "of_source=salon" in page.url
