"""Around a record: a call, a meeting, an e-mail that is dropped, a colleague who is named, files that are looked at."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage

pytestmark = pytest.mark.xdist_group("browser")


def history(page: Page, text: str) -> None:
    """The history of the record tells this."""
    expect(page.locator("main").get_by_role("listitem").filter(has_text=text).first).to_be_visible()


def test_a_call_is_written_down_with_the_keyboard_its_draft_survives_and_it_can_be_undone(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    contact = api.post("/contacts", first_name="Iris", last_name=f"Vallon {mark}")
    page = open_page(f"/contacts/{contact['id']}")
    page.get_by_role("tab", name="Note").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Durée").fill("4:30")
    page.get_by_label("Compte rendu").fill("Devis attendu lundi")
    expect(page.get_by_text("Brouillon gardé")).to_be_visible()

    page.reload()
    expect(page.get_by_label("Compte rendu")).to_have_value("Devis attendu lundi")
    with page.expect_response(lambda answer: answer.url.endswith("/calls") and answer.status == 201):
        page.get_by_label("Compte rendu").press("Control+Enter")

    history(page, "Joint, 5")
    history(page, "Devis attendu lundi")
    assert api.get(f"/contacts/{contact['id']}")["last_interaction_at"] is not None
    with page.expect_response(lambda answer: "/undo" in answer.url):
        page.get_by_role("alert").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("Devis attendu lundi")).to_have_count(0)
    assert api.get(f"/contacts/{contact['id']}")["last_interaction_at"] is None


def test_a_dropped_e_mail_is_read_in_a_frame_that_runs_and_fetches_nothing(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    contact = api.post(
        "/contacts", first_name="Iris", last_name=f"Vallon {mark}", email=f"iris.{mark.lower()}@vallon.test"
    )
    letter = EmailMessage()
    letter["From"], letter["To"] = contact["email"], "anne@cabinet.test"
    letter["Subject"], letter["Message-ID"] = f"Devis {mark}", f"<{mark}@vallon.test>"
    letter["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    letter.set_content("Bonjour")
    letter.add_alternative(
        "<p>Bonjour Anne</p><img src='http://localhost:9/pixel.gif'><script>parent.hacked = 1</script>", subtype="html"
    )
    letter.add_attachment(b"un;deux\n\xe9t\xe9;2\n", maintype="text", subtype="csv", filename="mesures.csv")
    page = open_page(f"/contacts/{contact['id']}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = {"name": "devis.eml", "mimeType": "message/rfc822", "buffer": letter.as_bytes()}

    page.get_by_role("tab", name="E-mail").click()
    with page.expect_response(lambda answer: answer.url.endswith("/messages") and answer.status == 201):
        page.get_by_label("Déposez un e-mail ou choisissez-le").last.set_input_files(file)
    page.get_by_role("button", name=f"Lire l’e-mail Devis {mark}").click()

    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Bonjour Anne")).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert not [url for url in asked if "pixel" in url]
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Aperçu de mesures.csv").click()
    expect(page.get_by_role("dialog").get_by_text("été;2")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Déposez un e-mail ou choisissez-le").last.set_input_files(file)
    expect(page.get_by_text("Cet e-mail est déjà sur cette fiche")).to_be_visible()


def test_a_colleague_named_with_the_keyboard_finds_it_in_the_mentions(open_page: OpenPage, api: Api, mark: str) -> None:
    contact = api.post("/contacts", first_name="Iris", last_name=f"Vallon {mark}")
    colleague = next(each for each in api.items("/members?active=true") if each["name"] == "Mathieu Ferrand")
    page = open_page(f"/contacts/{contact['id']}")

    note = page.get_by_label("Nouvelle note")
    note.click()
    page.keyboard.type("Vu avec @mat")
    expect(page.get_by_role("listbox", name="Collègues").get_by_role("option", name="Mathieu Ferrand")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type(f"pour {mark}")
    with page.expect_response(lambda answer: answer.url.endswith("/notes") and answer.status == 201):
        page.keyboard.press("Control+Enter")

    history(page, f"Vu avec @Mathieu Ferrand pour {mark}")
    (item,) = api.items(f"/timeline/contact/{contact['id']}?kinds=notes")
    assert item["note"]["body"] == f"Vu avec @[{colleague['id']}] pour {mark}"
    assert item["note"]["mentions"] == [{"id": colleague["id"], "name": "Mathieu Ferrand", "told": True}]


def test_a_note_pinned_in_the_history_stands_on_top_and_kinds_filter_it(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    contact = api.post("/contacts", first_name="Iris", last_name=f"Vallon {mark}")
    about = [{"object": "contact", "id": contact["id"]}]
    api.post("/notes", body=f"À lire d'abord {mark}", about=about)
    api.post("/meetings", title=f"Visite {mark}", at="2098-05-04T09:00:00Z", about=about)
    page = open_page(f"/contacts/{contact['id']}")

    with page.expect_response(lambda answer: "/notes/" in answer.url and answer.request.method == "PATCH"):
        page.get_by_role("button", name="Épingler la note").click()
    expect(page.get_by_role("region", name="Notes épinglées")).to_contain_text(f"À lire d'abord {mark}")
    page.get_by_role("button", name="Réunions").click()

    history(page, f"Visite {mark} (prévue)")
    expect(page.get_by_text("a créé la fiche")).to_have_count(0)
    assert "history=meetings" in page.url


def test_j_and_k_walk_the_records_beside_a_board(open_page: OpenPage, api: Api, mark: str) -> None:
    pipeline = api.pipeline(f"Essai {mark}")
    for number in (1, 2):
        api.deal(pipeline, "Lead", f"Affaire {number} {mark}", "1000.00")
    page = open_page(f"/pipeline/{pipeline['id']}")
    page.get_by_text(f"Affaire 2 {mark}").first.click()
    panel = page.get_by_role("complementary").last
    expect(panel.get_by_role("heading", name=f"Affaire 2 {mark}")).to_be_visible()
    first = page.url

    page.keyboard.press("j")
    expect(panel.get_by_role("heading", name=f"Affaire 1 {mark}")).to_be_visible()
    assert page.url != first
    assert "panel=deal" in page.url
    page.keyboard.press("k")

    expect(panel.get_by_role("heading", name=f"Affaire 2 {mark}")).to_be_visible()
    assert page.url == first
