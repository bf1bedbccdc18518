"""The list of every kind of record: filters, saved views, editing in cells, bulk changes, groups, export."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import PHONE, OpenPage, overflow, serious_findings, settled

pytestmark = pytest.mark.xdist_group("browser")


def list_of(mark: str, **more: Any) -> str:
    """The list of contacts of one test, by its mark in their reference."""
    narrowed = {"and": [{"field": "source", "operator": "is", "value": mark}]}
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    return f"/contacts?filter={quote(json.dumps(narrowed))}{rest}"


def make_contacts(api: Api, mark: str, *jobs: str) -> list[dict[str, Any]]:
    """Contacts A, B, C… with these jobs."""
    names = "ABCDEFGHIJKL"
    return [
        api.post("/contacts", last_name=f"{names[index]}mar {mark}", job_title=job, source=mark)
        for index, job in enumerate(jobs)
    ]


def rows(page: Page) -> Any:
    """The records on screen."""
    return page.locator("[role=row][data-line]")


def test_filters_are_read_as_sentences_and_an_or_group_widens_them(open_page: OpenPage, api: Api, mark: str) -> None:
    make_contacts(api, mark, "Gérante", "Acheteur", "Associée")
    page = open_page(list_of(mark))
    expect(rows(page)).to_have_count(3)

    page.get_by_role("button", name="Filtre", exact=True).click()
    page.get_by_label("Chercher un champ").fill("Fonction")
    page.keyboard.press("Enter")
    page.get_by_label("Valeur").fill("Gérante")
    expect(rows(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Modifier le filtre : Fonction contient Gérante")).to_be_visible()
    either = {
        "or": [
            {"field": "job_title", "operator": "is", "value": "Gérante"},
            {"field": "job_title", "operator": "is", "value": "Acheteur"},
        ]
    }
    whole = {"and": [{"field": "source", "operator": "is", "value": mark}, either]}
    page.goto(page.url.split("?")[0] + "?filter=" + quote(json.dumps(whole)))

    sentence = "Fonction est Gérante ou Fonction est Acheteur"
    expect(page.get_by_role("button", name=f"Modifier le filtre : {sentence}")).to_be_visible()
    expect(rows(page)).to_have_count(2)


def test_a_view_is_saved_found_again_after_a_reload_and_deleted(open_page: OpenPage, api: Api, mark: str) -> None:
    make_contacts(api, mark, "Gérante", "Acheteur")
    page = open_page(list_of(mark, sort="-name"))
    expect(rows(page).first).to_contain_text(f"Bmar {mark}")

    page.get_by_role("button", name="Enregistrer comme…").click()
    page.get_by_label("Nom de la vue").fill(f"Vue {mark}")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/views")):
        page.get_by_role("button", name="Créer la vue").click()
    expect(page.get_by_role("tab", name=f"Vue {mark}")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("Vue modifiée")).to_have_count(0)
    page.reload()
    expect(rows(page).first).to_contain_text(f"Bmar {mark}")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("columnheader", name="Fonction").get_by_role("button").first.focus()
    page.get_by_role("columnheader", name="Nom affiché").get_by_role("button").first.click()
    expect(page.get_by_text("Vue modifiée")).to_be_visible()
    page.get_by_role("button", name="Rétablir").click()

    expect(page.get_by_text("Vue modifiée")).to_have_count(0)
    page.get_by_role("button", name=f"Gérer la vue Vue {mark}").click()
    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("menuitem", name="Supprimer la vue").click()
    assert [view for view in api.items("/views?object=contact") if view["name"] == f"Vue {mark}"] == []


def test_a_cell_is_changed_with_the_keyboard_and_undone(open_page: OpenPage, api: Api, mark: str) -> None:
    first, second = make_contacts(api, mark, "Gérante", "Acheteur")
    page = open_page(list_of(mark, columns="name,job_title"))
    cell = page.get_by_role("gridcell", name="Gérante")
    cell.click()

    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Fonction")).to_be_focused()
    page.keyboard.type("Présidente")
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as saved:
        page.keyboard.press("Enter")

    assert saved.value.status == 200
    expect(page.get_by_role("gridcell", name="Présidente")).to_be_visible()
    expect(page.get_by_role("gridcell", name="Acheteur")).to_be_focused()
    assert api.get(f"/contacts/{first['id']}")["job_title"] == "Présidente"
    page.keyboard.press("Enter")
    page.keyboard.type("Jamais gardé")
    page.keyboard.press("Escape")
    assert api.get(f"/contacts/{second['id']}")["job_title"] == "Acheteur"
    with page.expect_response(re.compile("/undo$")):
        page.get_by_role("alert").get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("gridcell", name="Gérante")).to_be_visible()
    assert api.get(f"/contacts/{first['id']}")["job_title"] == "Gérante"


def test_a_whole_list_is_changed_at_once_and_one_undo_takes_it_back(open_page: OpenPage, api: Api, mark: str) -> None:
    made = make_contacts(api, mark, "Gérante", "Acheteur", "Associée")
    page = open_page(list_of(mark))
    page.get_by_role("checkbox", name=f"Sélectionner Amar {mark}").click()

    page.get_by_role("button", name="Étendre aux 3").click()
    expect(page.get_by_role("status").filter(has_text="3 sélectionnés")).to_be_visible()
    page.get_by_role("button", name="Modifier un champ").click()
    dialog = page.get_by_role("dialog", name="Modifier un champ")
    dialog.get_by_label("Champ", exact=True).select_option(label="Ville")
    dialog.get_by_label("Nouvelle valeur").fill("Quimper")
    expect(dialog.get_by_text("3 fiches vont changer")).to_be_visible()
    dialog.get_by_role("button", name="Modifier 3 fiches").click()
    expect(page.get_by_text("3 fiches modifiées")).to_be_visible()

    assert [api.get(f"/contacts/{each['id']}")["city"] for each in made] == ["Quimper"] * 3
    with page.expect_response(re.compile("/undo$")):
        page.get_by_role("alert").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("C’est annulé")).to_be_visible()
    assert [api.get(f"/contacts/{each['id']}")["city"] for each in made] == [None] * 3


def test_deals_are_grouped_by_stage_with_counts_and_sums(open_page: OpenPage, api: Api, mark: str) -> None:
    pipeline = api.pipeline(f"Groupes {mark}")
    api.deal(pipeline, "Lead", f"Cloisons {mark}", "1000.00")
    api.deal(pipeline, "Lead", f"Mobilier {mark}", "500.50")
    api.deal(pipeline, "Proposition", f"Enseigne {mark}", "250.00")
    page = open_page(f"/pipeline/{pipeline['id']}?view=table")
    expect(rows(page)).to_have_count(3)

    page.get_by_role("button", name="Grouper par").click()
    page.get_by_role("menuitem", name="Étape", exact=True).click()

    lead = page.get_by_role("button", name=re.compile("^Lead"))
    expect(lead).to_contain_text("2")
    expect(lead).to_contain_text("1 50")
    expect(rows(page)).to_have_count(5)
    lead.click()
    expect(rows(page)).to_have_count(3)


def test_a_list_is_exported_as_it_is_filtered(open_page: OpenPage, api: Api, mark: str) -> None:
    make_contacts(api, mark, "Gérante", "Acheteur")
    page = open_page(list_of(mark, columns="name,job_title"))
    expect(rows(page)).to_have_count(2)

    page.get_by_role("button", name="Autres actions").click()
    page.get_by_role("menuitem", name="Exporter").click()
    dialog = page.get_by_role("dialog", name="Exporter")
    dialog.get_by_role("radio", name="CSV").check()
    with page.expect_download() as file:
        dialog.get_by_role("button", name="Exporter").click()

    text = file.value.path().read_text("utf-8-sig")
    assert f"Amar {mark}" in text
    assert "Acheteur" in text
    assert len(text.strip().splitlines()) == 3


def test_on_a_phone_the_list_is_cards_with_filters_in_a_drawer(open_page: OpenPage, api: Api, mark: str) -> None:
    make_contacts(api, mark, "Gérante", "Acheteur")
    page = open_page(list_of(mark), viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.get_by_role("grid")).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text=mark)).to_have_count(2)

    page.get_by_role("button", name="Filtres (1)").tap()
    expect(page.get_by_role("dialog", name="Tous les filtres")).to_be_visible()
    settled(page)

    assert serious_findings(page) == []
    assert overflow(page) <= 0
