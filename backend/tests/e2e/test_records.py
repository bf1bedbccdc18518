"""Contacts, companies and deals: made by keyboard, changed in place, noted, found again, deleted and brought back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import Join, OpenPage, Windows

pytestmark = pytest.mark.xdist_group("browser")


def history(page: Page, text: str) -> None:
    """The history of the record tells this."""
    expect(page.locator("main").get_by_role("listitem").filter(has_text=text).first).to_be_visible()


def test_a_contact_and_its_new_company_are_made_with_the_keyboard_alone(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    page = open_page("/contacts")
    expect(page.get_by_role("row").nth(3)).to_be_visible()

    page.keyboard.press("c")
    expect(page.get_by_label("Prénom")).to_be_focused()
    page.keyboard.type("Héloïse")
    page.keyboard.press("Tab")
    page.keyboard.type(f"Nordin {mark}")
    page.keyboard.press("Tab")
    page.keyboard.type(f"Tissages {mark}")
    expect(page.get_by_role("option", name=f"Créer « Tissages {mark} »")).to_be_visible()
    expect(page.get_by_text("Aucun résultat")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)
    page.get_by_role("textbox", name="Fonction").focus()
    page.keyboard.type("Acheteuse")
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"Héloïse Nordin {mark} : fiche créée")).to_be_visible()
    panel = page.get_by_role("complementary").last
    expect(panel.get_by_role("heading", name=f"Héloïse Nordin {mark}")).to_be_visible()
    (found,) = [hit for hit in api.items(f"/search?q=nordin+{mark}") if hit["object"] == "contact"]
    contact = api.get(f"/contacts/{found['id']}")
    assert contact["organisation_name"] == f"Tissages {mark}"
    assert contact["job_title"] == "Acheteuse"


def test_a_value_is_changed_in_place_and_the_history_tells_before_and_after(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    pipeline = api.pipeline(f"Essai {mark}")
    deal = api.deal(pipeline, "Lead", f"Chaufferie {mark}", "48600.00")
    page = open_page(f"/deals/{deal['id']}")

    page.get_by_role("button", name="Modifier Montant").first.click()
    page.get_by_label("Montant").fill("52 000,50")
    page.get_by_label("Montant").press("Enter")

    expect(page.get_by_role("button", name="Modifier Montant").first).to_contain_text("52 000,50 € HT")
    history(page, "Montant HT : 48 600 € → 52 000,50 €")
    assert api.get(f"/deals/{deal['id']}")["amount"] == "52000.50"


def test_a_refused_value_keeps_the_editor_open_with_the_reason(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", last_name=f"Lambert {mark}", email="lambert@exemple.fr")
    page = open_page(f"/contacts/{contact['id']}")

    page.get_by_role("button", name="Modifier E-mail").first.click()
    page.get_by_role("textbox", name="E-mail", exact=True).fill("pas une adresse")
    page.get_by_role("textbox", name="E-mail", exact=True).press("Enter")

    expect(page.get_by_role("alert").filter(has_text="adresse")).to_be_visible()
    expect(page.get_by_role("textbox", name="E-mail", exact=True)).to_have_value("pas une adresse")
    page.get_by_role("textbox", name="E-mail", exact=True).press("Escape")
    expect(page.get_by_role("button", name="Modifier E-mail").first).to_contain_text("lambert@exemple.fr")


@pytest.mark.parametrize(("choice", "kept"), [("Vous, à l’instant", "Gérante"), ("Camille Jourdan, auj.", "Associée")])
def test_when_two_people_change_the_same_value_both_are_shown_and_one_is_chosen(
    choice: str, kept: str, open_page: OpenPage, api: Api, mark: str
) -> None:
    contact = api.post("/contacts", last_name=f"Sorel {mark}", job_title="Directrice")
    page = open_page(f"/contacts/{contact['id']}")
    editor = page.get_by_role("button", name="Modifier Fonction").first
    editor.click()
    page.get_by_label("Fonction").fill("Gérante")
    # The change of the colleague must not be told to this page before it saves.
    page.context.route("**/events*", lambda route: route.abort())
    api.patch(f"/contacts/{contact['id']}", job_title="Associée", version=contact["version"])

    page.get_by_label("Fonction").press("Enter")
    dialog = page.get_by_role("dialog", name="Camille Jourdan a changé cette valeur pendant votre saisie")
    expect(dialog.get_by_text("Gérante")).to_be_visible()
    expect(dialog.get_by_text("Associée")).to_be_visible()
    dialog.get_by_role("radio", name=choice).click()
    dialog.get_by_role("button", name="Garder ma valeur").or_(
        dialog.get_by_role("button", name="Prendre l’autre valeur")
    ).click()

    expect(editor).to_contain_text(kept)
    assert api.get(f"/contacts/{contact['id']}")["job_title"] == kept


def test_a_note_stands_in_the_history_under_its_author(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", last_name=f"Garnier {mark}")
    page = open_page(f"/contacts/{contact['id']}")

    page.get_by_label("Nouvelle note").fill("Rappeler après la foire.\nElle préfère le matin.")
    page.get_by_label("Nouvelle note").press("Control+Enter")

    history(page, "Rappeler après la foire.")
    author = api.get("/session")["user"]["name"]
    history(page, f"{author} a ajouté une note")
    page.reload()
    history(page, "Rappeler après la foire.")
    page.get_by_role("button", name="Mettre la note à la corbeille").click()
    expect(page.get_by_text("Rappeler après la foire.")).to_have_count(0)
    page.get_by_role("alert").get_by_role("button", name="Annuler").click()
    history(page, "Rappeler après la foire.")


def test_the_draft_of_a_note_survives_a_reload(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", last_name=f"Humbert {mark}")
    page = open_page(f"/contacts/{contact['id']}")

    page.get_by_label("Nouvelle note").fill("À peine commencé")
    expect(page.get_by_text("Brouillon gardé")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Nouvelle note")).to_have_value("À peine commencé")


def test_a_deleted_company_comes_back_with_undo_or_from_the_bin(open_page: OpenPage, api: Api, mark: str) -> None:
    company = api.post("/organisations", name=f"Verrerie {mark}")
    page = open_page(f"/organisations/{company['id']}")

    page.get_by_role("button", name="Autres actions").click()
    page.get_by_role("menuitem", name="Mettre à la corbeille").click()
    expect(page.get_by_text(f"Verrerie {mark} : fiche mise à la corbeille")).to_be_visible()
    page.get_by_role("alert").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("C’est annulé")).to_be_visible()
    assert api.get(f"/organisations/{company['id']}")["name"] == f"Verrerie {mark}"

    api.call("DELETE", f"/organisations/{company['id']}")
    page.goto(page.url.split("/organisations")[0] + "/settings/trash")
    page.get_by_role("button", name=f"Rétablir Verrerie {mark}").click()
    expect(page.get_by_text(f"Verrerie {mark} est de retour")).to_be_visible()
    assert api.get(f"/organisations/{company['id']}")["name"] == f"Verrerie {mark}"


def test_people_are_found_without_accents_by_the_start_of_a_word_and_by_phone(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    phone = f"06 {int(mark[1:], 16) % 100:02d} {int(mark[1:], 16) // 100 % 100:02d} 41 27"
    company = api.post("/organisations", name=f"Forêt {mark}")
    api.post("/contacts", first_name="Bénédicte", last_name=f"Ôrl{mark}", mobile=phone, organisation_id=company["id"])
    page = open_page("/search")
    field = page.get_by_role("searchbox")

    field.fill(f"benedicte orl{mark[:4]}")
    expect(page.locator("[data-hit]").filter(has_text=f"Bénédicte Ôrl{mark}")).to_be_visible()
    field.fill(phone.replace(" ", ""))
    expect(page.locator("[data-hit]").filter(has_text=f"Bénédicte Ôrl{mark}")).to_be_visible()
    field.fill(f"foret {mark}")
    expect(page.locator("[data-hit]").filter(has_text=f"Forêt {mark}").first).to_be_visible()
    field.fill(f"introuvable{mark}")

    expect(page.get_by_role("heading", name=f"introuvable{mark}")).to_be_visible()


def test_a_seller_without_the_right_to_delete_does_not_see_the_button(
    join: Join, windows: Windows, api: Api, mark: str
) -> None:
    reader = join(f"Lise {mark}", role="read_only")
    company = api.post("/organisations", name=f"Moulin {mark}")
    page = windows.open(storage_state=reader.state)
    page.goto(f"{api.address}/w/{api.slug}/organisations/{company['id']}")

    expect(page.get_by_role("heading", name=f"Moulin {mark}").first).to_be_visible()
    page.get_by_role("button", name="Autres actions").click()

    expect(page.get_by_role("menuitem", name="Copier le lien")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Mettre à la corbeille")).to_have_count(0)
    expect(page.get_by_role("button", name="Modifier Nom")).to_have_count(0)
