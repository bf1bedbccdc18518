"""The board: deals move by mouse and by keyboard, everybody sees it at once, and the stages can be changed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import Join, OpenPage, Windows, settled

pytestmark = pytest.mark.xdist_group("browser")


def column(page: Page, name: str) -> Locator:
    """A stage of the board."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, exact=True, level=2))


def card(page: Page, name: str) -> Locator:
    """A deal's card, wherever it stands."""
    return page.locator("[data-card]").filter(has_text=name)


def expect_column(page: Page, name: str, count: int | str, total: str) -> None:
    """The head of a stage says how many deals it holds and what they are worth."""
    expect(column(page, name).locator("header")).to_contain_text(f"{name}{count}")
    expect(column(page, name).locator("header")).to_contain_text(total)


def drag(page: Page, what: Locator, onto: Locator) -> None:
    """Take with the mouse, carry over in steps as a hand does, and let go."""
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 40, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 30, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 40, steps=8)
    expect(onto.locator("[data-slot]")).to_have_count(1)
    page.mouse.up()


@pytest.fixture
def pipeline(api: Api, mark: str) -> dict[str, Any]:
    """A pipeline with two deals at the first stage and one at the second."""
    made = api.pipeline(f"Essai {mark}")
    api.deal(made, "Rendez-vous", "Refonte du site", "8000.00")
    api.deal(made, "Lead", "Audit de sécurité", "3500.50")
    api.deal(made, "Lead", "Supervision de 3 sites", "12000.00")
    return made


def test_a_card_dragged_to_another_stage_moves_count_and_sum_survives_a_reload_and_can_be_put_back(
    open_page: OpenPage, pipeline: dict[str, Any]
) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}")
    expect_column(page, "Lead", 2, "15 501 € HT")

    drag(page, card(page, "Supervision de 3 sites"), column(page, "Rendez-vous").locator("[data-tray]"))

    expect_column(page, "Lead", 1, "3 501 € HT")
    expect_column(page, "Rendez-vous", 2, "20 000 € HT")
    expect(page.get_by_text("Supervision de 3 sites est passé à Rendez-vous")).to_be_visible()

    page.reload()
    expect_column(page, "Rendez-vous", 2, "20 000 € HT")

    drag(page, card(page, "Supervision de 3 sites"), column(page, "Lead").locator("[data-tray]"))
    page.get_by_role("alert").get_by_role("button", name="Annuler").click()

    expect(page.get_by_text("C’est annulé")).to_be_visible()
    expect_column(page, "Lead", 1, "3 501 € HT")
    expect_column(page, "Rendez-vous", 2, "20 000 € HT")


def test_a_card_moves_with_the_keyboard_alone_and_the_screen_reader_is_told(
    open_page: OpenPage, pipeline: dict[str, Any], api: Api
) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}")
    moved = card(page, "Audit de sécurité")
    moved.focus()

    page.keyboard.press("Space")
    expect(page.get_by_text("Audit de sécurité prise, étape Lead")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Rendez-vous, position")).to_have_count(1)
    page.keyboard.press("Space")

    expect_column(page, "Rendez-vous", 2, "11 501 € HT")
    expect(card(page, "Audit de sécurité")).to_be_focused()
    expect(page.get_by_text("Audit de sécurité est passé à Rendez-vous")).to_be_visible()
    found = api.items(f"/deals?pipeline_id={pipeline['id']}&stage_id={pipeline['by_name']['Rendez-vous']}")
    assert sorted(deal["name"] for deal in found) == ["Audit de sécurité", "Refonte du site"]


def test_a_card_taken_with_the_keyboard_goes_back_on_escape(open_page: OpenPage, pipeline: dict[str, Any]) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}")
    card(page, "Audit de sécurité").focus()

    for key in ("Space", "ArrowRight", "Escape"):
        page.keyboard.press(key)

    expect(page.get_by_text("Audit de sécurité est revenue à sa place.")).to_have_count(1)
    expect_column(page, "Lead", 2, "15 501 € HT")


def test_losing_a_deal_asks_for_the_reason_and_keeps_it(
    open_page: OpenPage, pipeline: dict[str, Any], api: Api
) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}")

    drag(page, card(page, "Refonte du site"), column(page, "Perdu").locator("[data-tray]"))
    dialog = page.get_by_role("dialog", name="Pourquoi ce deal est-il perdu ?")
    dialog.get_by_role("button", name="Classer perdu").click()
    expect(dialog.get_by_text("Indiquez un motif.")).to_be_visible()
    dialog.get_by_text("Concurrent", exact=True).click()
    dialog.get_by_role("button", name="Classer perdu").click()

    expect(page.get_by_text("Refonte du site est passé à Perdu")).to_be_visible()
    (lost,) = api.items(f"/deals?pipeline_id={pipeline['id']}&status=lost")
    assert (lost["name"], lost["status"]) == ("Refonte du site", "lost")
    assert api.get(f"/deals/{lost['id']}")["loss_reason_name"] == "Concurrent"


def test_giving_up_the_reason_leaves_the_deal_where_it_was(open_page: OpenPage, pipeline: dict[str, Any]) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}")

    drag(page, card(page, "Refonte du site"), column(page, "Perdu").locator("[data-tray]"))
    page.get_by_role("dialog").get_by_role("button", name="Annuler").click()

    expect(card(page, "Refonte du site")).to_be_visible()
    expect_column(page, "Rendez-vous", 1, "8 000 € HT")


def test_a_colleague_sees_the_move_without_reloading(
    open_page: OpenPage, windows: Windows, pipeline: dict[str, Any], join: Join, api: Api
) -> None:
    colleague = join("Noé Prévost", role="manager")
    beside = windows.open(storage_state=colleague.state)
    with beside.expect_response(lambda answer: "/events" in answer.url):
        beside.goto(f"{api.address}/w/{api.slug}/pipeline/{pipeline['id']}?owner=all")
    expect_column(beside, "Lead", 2, "15 501 € HT")
    page = open_page(f"/pipeline/{pipeline['id']}")

    drag(page, card(page, "Supervision de 3 sites"), column(page, "Proposition").locator("[data-tray]"))

    expect_column(beside, "Proposition", 1, "12 000 € HT")
    expect_column(beside, "Lead", 1, "3 501 € HT")


def test_stages_are_renamed_recoloured_and_put_in_another_order(
    open_page: OpenPage, pipeline: dict[str, Any], api: Api, mark: str
) -> None:
    page = open_page("/settings/pipelines")
    editor = page.get_by_role("region", name=f"Essai {mark}")

    editor.get_by_label("Nom de l’étape").first.fill("Premier échange")
    editor.get_by_role("button", name="Couleur de Premier échange").click()
    page.get_by_role("button", name="Violet", exact=True).click()
    editor.get_by_role("button", name="Descendre Premier échange").click()
    editor.get_by_role("button", name="Enregistrer les étapes").click()

    expect(page.get_by_text(f"Les étapes de Essai {mark} sont enregistrées")).to_be_visible()
    saved = next(each for each in api.get("/pipelines") if each["id"] == pipeline["id"])
    assert [stage["name"] for stage in saved["stages"]] == [
        "Rendez-vous",
        "Premier échange",
        "Proposition",
        "Signé",
        "Perdu",
    ]
    before = next(stage for stage in pipeline["stages"] if stage["name"] == "Lead")
    after = saved["stages"][1]
    assert after["id"] == before["id"]
    assert after["colour"] != before["colour"]


def test_a_removed_stage_hands_its_deals_to_another_one(
    open_page: OpenPage, pipeline: dict[str, Any], mark: str
) -> None:
    page = open_page("/settings/pipelines")
    editor = page.get_by_role("region", name=f"Essai {mark}")

    editor.get_by_role("button", name="Supprimer Lead").click()
    dialog = page.get_by_role("dialog", name="Supprimer l’étape Lead ?")
    dialog.get_by_label("Déplacer les deals vers").select_option(label="Proposition")
    dialog.get_by_role("button", name="Supprimer l’étape").click()
    editor.get_by_role("button", name="Enregistrer les étapes").click()
    expect(page.get_by_text(f"Les étapes de Essai {mark} sont enregistrées")).to_be_visible()
    page.goto(page.url.replace("/settings/pipelines", f"/pipeline/{pipeline['id']}"))

    expect_column(page, "Proposition", 2, "15 501 € HT")
    expect(page.get_by_role("heading", name="Lead", exact=True)).to_have_count(0)


def test_the_list_of_deals_is_walked_with_j_and_k_and_the_panel_keeps_step(
    open_page: OpenPage, pipeline: dict[str, Any]
) -> None:
    page = open_page(f"/pipeline/{pipeline['id']}?view=table&sort=name")

    page.get_by_role("gridcell", name="Audit de sécurité").get_by_text("Audit de sécurité").click()
    panel = page.get_by_role("complementary").last
    expect(panel.get_by_role("heading", name="Audit de sécurité")).to_be_visible()
    page.keyboard.press("j")
    expect(panel.get_by_role("heading", name="Refonte du site")).to_be_visible()
    page.keyboard.press("j")
    expect(panel.get_by_role("heading", name="Supervision de 3 sites")).to_be_visible()
    page.keyboard.press("k")
    expect(panel.get_by_role("heading", name="Refonte du site")).to_be_visible()
    page.reload()
    expect(panel.get_by_role("heading", name="Refonte du site")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")

    expect(page.get_by_role("complementary", name="Refonte du site")).to_have_count(0)


def test_an_empty_pipeline_says_what_to_do_first(open_page: OpenPage, api: Api, mark: str) -> None:
    empty = api.pipeline(f"Vide {mark}")

    page = open_page(f"/pipeline/{empty['id']}")

    expect(page.get_by_role("heading", name="Aucun deal dans ce pipeline")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Créer un deal").last.click()
    dialog = page.get_by_role("dialog", name="Créer un deal")
    dialog.get_by_label("Nom du deal").fill("Le tout premier")
    dialog.get_by_label("Montant HT").fill("48 600,50")
    dialog.get_by_role("button", name="Créer le deal").click()

    expect_column(page, "Lead", 1, "48 601 € HT")
