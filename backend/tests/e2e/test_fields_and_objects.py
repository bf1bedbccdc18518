"""Fields and kinds of record of one's own: defined in the settings, used on records, found again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage, serious_findings

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def own(api: Api, mark: str) -> Api:
    """A workspace without fields or objects of its own yet."""
    return api.new_workspace(f"Champs {mark}")


def add_field(page: Page, label: str, kind: str) -> None:
    """Open the drawer, name the field and choose its kind."""
    page.get_by_role("button", name="Ajouter un champ").first.click()
    drawer = page.get_by_role("dialog", name="Nouveau champ")
    drawer.get_by_label("Nature").select_option(kind)
    drawer.get_by_role("textbox", name="Nom", exact=True).fill(label)


def submit_field(page: Page) -> None:
    """Save the field that is being made."""
    with page.expect_response(lambda answer: answer.url.endswith("/api/v1/fields") and answer.ok):
        page.get_by_role("button", name="Ajouter le champ").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_fields_of_several_kinds_are_added_and_used_on_a_record(open_page: OpenPage, own: Api) -> None:
    organisation = own.post("/organisations", name="Forges")
    page = open_page("/settings/fields?object=organisation", slug=own.slug)

    add_field(page, "Budget", "money")
    submit_field(page)
    add_field(page, "Zone", "choice")
    page.get_by_label("Choix 1", exact=True).fill("Nord")
    page.get_by_label("Choix 2", exact=True).fill("Sud")
    submit_field(page)
    add_field(page, "Moitié", "formula")
    page.get_by_role("textbox", name="Formule").fill("{budget} /")
    expect(page.get_by_text("La formule s’arrête trop tôt")).to_be_visible()
    page.get_by_role("textbox", name="Formule").fill("{budget} / 2")
    expect(page.get_by_text("Sur vos dernières fiches")).to_be_visible()
    assert serious_findings(page) == []
    submit_field(page)

    page = open_page(f"/organisations/{organisation['id']}", slug=own.slug)
    page.get_by_role("button", name="Modifier Budget").click()
    page.get_by_label("Budget", exact=True).fill("1 000,50")
    with page.expect_response(lambda answer: "/records/organisation/" in answer.url and answer.ok):
        page.get_by_label("Budget", exact=True).press("Enter")
    page.get_by_role("button", name="Modifier Zone").click()
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        page.get_by_label("Zone", exact=True).select_option("Sud")

    saved = own.get(f"/organisations/{organisation['id']}")["custom"]
    assert saved == {"budget": "1000.50", "zone": "sud", "moitie": 500.25}
    expect(page.locator("main").get_by_text("500,25")).to_be_visible()


def test_a_tag_is_made_on_a_record_and_shows_in_its_head(open_page: OpenPage, own: Api) -> None:
    contact = own.post("/contacts", last_name="Tanguy")
    page = open_page(f"/contacts/{contact['id']}", slug=own.slug)

    page.get_by_role("button", name="Modifier les étiquettes").click()
    page.get_by_label("Trouver ou créer une étiquette").fill("Salon")
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        page.get_by_role("option", name="Créer « Salon »").click()

    (tag,) = own.items("/tags")
    assert (tag["name"], own.get(f"/contacts/{contact['id']}")["tags"]) == ("Salon", [tag["id"]])
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Modifier les étiquettes")).to_contain_text("Salon")
    assert serious_findings(page) == []


def test_an_object_of_ones_own_from_its_name_to_a_record(open_page: OpenPage, own: Api) -> None:
    page = open_page("/settings/fields", slug=own.slug)

    page.get_by_role("button", name="Nouvel objet").click()
    dialog = page.get_by_role("dialog", name="Nouveau type de fiche")
    dialog.get_by_role("textbox", name="Nom au singulier").fill("Chantier")
    dialog.get_by_role("textbox", name="Nom au pluriel").fill("Chantiers")
    with page.expect_response(lambda answer: answer.url.endswith("/custom-objects") and answer.status == 201):
        dialog.get_by_role("button", name="Créer l’objet").click()
    page.get_by_role("link", name="Chantiers").click()
    page.get_by_role("button", name="Créer").last.click()
    page.get_by_role("dialog").get_by_role("textbox", name="Nom", exact=True).fill("Pont de Normandie")
    with page.expect_response(lambda answer: answer.url.endswith("/records/chantier") and answer.status == 201):
        page.get_by_role("button", name="Créer la fiche").click()

    expect(page.get_by_role("heading", name="Pont de Normandie")).to_be_visible()
    assert serious_findings(page) == []
    (hit,) = own.items("/search?q=normandie")
    assert (hit["object"], hit["title"]) == ("chantier", "Pont de Normandie")
