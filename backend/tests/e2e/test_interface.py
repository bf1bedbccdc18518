"""What holds on every screen: palette, shortcuts, language, theme, keyboard, phone, errors, speed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import PHONE, Installation, Join, OpenPage, Windows, settled

pytestmark = pytest.mark.xdist_group("browser")

# Words a French screen always shows somewhere; none may be left when the language is English.
FRENCH = re.compile(
    r"\b(rechercher|créer|réglages|entreprises?|étapes?|responsable|enregistrer|supprimer|annuler|modifié|aucun|aucune"
    r"|tous|toutes|membres|équipes?|rôles|clés|courriels|corbeille|importer|fichier|affichage|langue|mot de passe"
    r"|espace|retour|ajouter|sauvegarde|clôture|montant|fermer|ouvrir|gagné|perdu)\b",
    re.IGNORECASE,
)
MAIN_SCREENS = (
    "/pipeline",
    "/pipeline?view=table",
    "/pipeline?view=statistics",
    "/contacts",
    "/organisations",
    "/search",
    "/imports",
    "/imports/new",
    "/settings/account",
    "/settings/workspace",
    "/settings/members",
    "/settings/teams",
    "/settings/roles",
    "/settings/api-keys",
    "/settings/pipelines",
    "/settings/outbox",
    "/settings/trash",
    "/settings/installation",
)
# The first moment at which rows or cards stand on the page, as the page's own clock says.
WATCH = """
new MutationObserver((_, observer) => {
  if (document.querySelectorAll("[data-card], main [role=row][data-line]").length > 4) {
    window.usableAt = performance.now();
    observer.disconnect();
  }
}).observe(document, { childList: true, subtree: true });
"""


def test_the_palette_finds_a_record_and_runs_an_action(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", first_name="Octave", last_name=f"Perrin {mark}")
    page = open_page("/organisations")
    settled(page)

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Rechercher une fiche ou une action")).to_be_focused()
    page.keyboard.type(f"perrin {mark}")
    expect(page.get_by_role("option").filter(has_text=f"Octave Perrin {mark}").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/contacts/{contact['id']}"))

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Rechercher une fiche ou une action")).to_be_focused()
    page.keyboard.type("> créer une entreprise")
    expect(page.get_by_role("option").filter(has_text="Créer une entreprise").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Créer une entreprise")).to_be_visible()


def test_the_question_mark_shows_the_shortcuts_of_the_page_and_letters_go_places(open_page: OpenPage) -> None:
    page = open_page("/contacts")
    settled(page)

    page.keyboard.press("?")
    overlay = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(overlay.get_by_role("heading", name="Partout")).to_be_visible()
    expect(overlay.get_by_role("heading", name="Contacts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    page.keyboard.press("g")
    page.keyboard.press("p")

    expect(page).to_have_url(re.compile("/pipeline/"))


def test_in_english_no_french_is_left_on_the_main_screens(
    windows: Windows, demo: Installation, join: Join, mark: str
) -> None:
    person = join(f"Wanda {mark}", role="administrator")
    english = person.api.post("/workspaces", name=f"Harbour {mark}", language="en")
    page = windows.open(storage_state=person.state)
    page.goto(f"{demo.address}/w/{english['slug']}/settings/account")
    page.get_by_label("Langue").select_option(label="English")
    page.get_by_role("button", name="Enregistrer le profil").click()
    expect(page.get_by_role("button", name="Save profile")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")

    found = {}
    for path in MAIN_SCREENS:
        page.goto(f"{demo.address}/w/{english['slug']}{path}")
        settled(page)
        words = FRENCH.findall(page.locator("body").inner_text())
        # The choice of language names each in its own words.
        found[path] = sorted({word.lower() for word in words})

    assert {path: words for path, words in found.items() if words} == {}


def test_the_dark_theme_is_kept_for_the_person(windows: Windows, demo: Installation, join: Join) -> None:
    person = join("Xavier Noir")
    page = windows.open(storage_state=person.state, color_scheme="light")
    page.goto(f"{demo.address}/w/{person.api.slug}/contacts")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")

    page.get_by_role("button", name=person.name).click()
    page.get_by_role("menuitem", name="Thème").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.reload()

    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_a_working_day_goes_by_keyboard_alone(windows: Windows, demo: Installation, join: Join, mark: str) -> None:
    person = join(f"Yves {mark}")
    person.api.post("/contacts", first_name="Alix", last_name=f"Brun {mark}")
    page = windows.open()
    page.goto(f"{demo.address}/login")
    expect(page.get_by_label("Adresse e-mail")).to_be_focused()
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pipeline", level=1)).to_be_visible()
    settled(page)

    page.keyboard.press("g")
    page.keyboard.press("c")
    row = page.get_by_role("row").filter(has_text=f"Alix Brun {mark}")
    expect(row).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(row.get_by_role("gridcell", name=f"Alix Brun {mark}", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name=f"Alix Brun {mark}")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Modifier Fonction").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Cheffe d'atelier")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Modifier Fonction, Cheffe d'atelier")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name=f"Alix Brun {mark}")).to_have_count(0)

    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Aucun deal dans ce pipeline")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("Nom du deal")).to_be_focused()
    page.keyboard.type(f"Signalétique {mark}")
    page.keyboard.press("Enter")
    card = page.locator("[data-card]").filter(has_text=f"Signalétique {mark}")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    card.focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_text(f"Signalétique {mark} est passé à RDV")).to_be_visible()
    assert person.api.items("/deals")[0]["stage_name"] == "RDV"


def test_on_a_phone_the_bottom_bar_leads_everywhere(open_page: OpenPage) -> None:
    page = open_page("/contacts", viewport=PHONE, has_touch=True, is_mobile=True)
    bar = page.get_by_role("navigation", name="Navigation principale").last
    expect(bar.get_by_role("link", name="Contacts")).to_have_attribute("aria-current", "page")

    bar.get_by_role("link", name="Pipeline").tap()
    expect(page.get_by_role("heading", name="Pipeline", level=1)).to_be_visible()
    bar.get_by_role("button", name="Créer").tap()
    expect(page.get_by_role("dialog", name="Créer")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Fermer").tap()
    bar.get_by_role("button", name="Plus").tap()
    page.get_by_role("dialog").get_by_role("link", name="Réglages").tap()
    expect(page).to_have_url(re.compile("/settings"))
    heights = [box["height"] for box in (each.bounding_box() for each in bar.locator("a, button").all()) if box]

    assert len(heights) == 5
    assert min(heights) >= 44


def test_an_unreachable_server_says_what_is_kept_and_the_page_comes_back(open_page: OpenPage) -> None:
    page = open_page("/organisations")
    settled(page)
    page.context.route("**/api/v1/records/contact**", lambda route: route.abort())

    page.get_by_role("link", name="Contacts").first.click()
    problem = page.get_by_role("alert")
    expect(problem.get_by_role("heading", name="Les contacts ne se chargent pas")).to_be_visible()
    expect(problem).to_contain_text("Vos filtres et votre saisie sont gardés.")
    page.context.unroute("**/api/v1/records/contact**")
    problem.get_by_role("button", name="Réessayer").click()

    expect(page.get_by_role("row").nth(5)).to_be_visible()


def test_a_note_written_offline_is_kept_and_sent_later(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", last_name=f"Zeller {mark}")
    page = open_page(f"/contacts/{contact['id']}")
    note = page.get_by_label("Nouvelle note")
    note.fill("Vue au salon de Lyon")
    page.context.set_offline(True)

    expect(page.get_by_text("Hors connexion. Ce que vous saisissez est gardé ici.")).to_be_visible()
    note.press("Control+Enter")
    expect(page.get_by_text("Le serveur est injoignable.")).to_be_visible()
    expect(note).to_have_value("Vue au salon de Lyon")
    expect(page.get_by_role("listitem").filter(has_text="Vue au salon de Lyon")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.get_by_text("Hors connexion.")).to_have_count(0)
    # The line appears before the server has answered: what the server holds is asked after its answer.
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/notes")) as sent:
        note.press("Control+Enter")

    assert sent.value.status == 201
    expect(page.get_by_role("listitem").filter(has_text="Vue au salon de Lyon")).to_have_count(1)
    assert [item["note"]["body"] for item in api.items(f"/timeline/contact/{contact['id']}?kinds=notes")] == [
        "Vue au salon de Lyon"
    ]


def usable_after(page: Page) -> float:
    """Milliseconds from the navigation until rows or cards stand on the page."""
    page.wait_for_function("() => window.usableAt > 0")
    return float(page.evaluate("window.usableAt"))


@pytest.mark.parametrize("path", ["/pipeline", "/contacts"])
def test_board_and_contacts_are_usable_within_a_second(path: str, open_page: OpenPage) -> None:
    page = open_page(path)
    settled(page)
    page.add_init_script(WATCH)

    times = []
    # Other work on the machine may slow one load; not every one.
    while len(times) < 6 and min(times, default=9_999) > 1_000:
        page.reload()
        times.append(round(usable_after(page)))
    print(f"{path}: usable after {times} ms")  # noqa: T201

    assert min(times) <= 1_000
