"""Duplicates on screen: a calm warning while a contact is typed, a merge with a choice, and its undo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage, overflow, photograph, serious_findings, settled

pytestmark = pytest.mark.xdist_group("browser")


def test_typing_a_contact_that_exists_says_so_and_opens_it(open_page: OpenPage, api: Api, mark: str) -> None:
    known = api.post("/contacts", first_name="Philippe", last_name=f"Durand{mark}", email=f"{mark}@exemple.fr")
    page = open_page("/contacts")
    expect(page.get_by_role("row").nth(3)).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("Prénom")).to_be_focused()

    page.get_by_label("Prénom").fill("Philippe")
    page.get_by_label("Nom", exact=True).fill(f"Durand{mark}")

    expect(page.get_by_text("Des fiches se ressemblent")).to_be_visible()
    expect(page.get_by_text("Même nom", exact=True)).to_be_visible()
    photograph(page, "doublons-avertissement")
    page.get_by_role("button", name=f"Ouvrir Philippe Durand{mark}").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(known["id"]))


def test_a_merge_keeps_what_was_chosen_and_is_undone(open_page: OpenPage, api: Api, mark: str) -> None:
    kept = api.post("/contacts", first_name="Claire", last_name=f"Vasseur {mark}", job_title="Directrice")
    gone = api.post("/contacts", first_name="Claire", last_name=f"Vasseur {mark}", job_title="Présidente")
    api.post("/notes", body=f"Note {mark}", about=[{"object": "contact", "id": gone["id"]}])
    page = open_page(f"/duplicates/merge?object=contact&ids={kept['id']},{gone['id']}&keep={kept['id']}")
    choice = page.get_by_role("radio", name="Fonction : Présidente")
    expect(choice).to_be_visible()
    settled(page)
    assert serious_findings(page) == []
    photograph(page, "doublons-fusion")

    choice.check()
    with page.expect_response("**/api/v1/merges") as answer:
        page.get_by_role("button", name="Fusionner 2 fiches").click()

    assert answer.value.status == 201
    assert api.get(f"/contacts/{kept['id']}")["job_title"] == "Présidente"
    assert api.send("GET", f"/contacts/{gone['id']}").json()["merged_into"]["id"] == kept["id"]
    old = open_page(f"/contacts/{gone['id']}")
    expect(old).to_have_url(re.compile(kept["id"]))

    history = open_page("/duplicates/merges")
    settled(history)
    photograph(history, "doublons-fusions")
    with history.expect_response("**/undo") as undone:
        history.get_by_role("button", name=f"Annuler la fusion dans Claire Vasseur {mark}").click()
    assert undone.value.status == 200
    assert api.get(f"/contacts/{kept['id']}")["job_title"] == "Directrice"
    assert api.get(f"/contacts/{gone['id']}")["job_title"] == "Présidente"


def test_the_queue_is_walked_and_decided_with_the_keyboard(open_page: OpenPage, api: Api, mark: str) -> None:
    for _ in range(2):
        api.post("/contacts", first_name="Hugo", last_name=f"Lemaire {mark}", email=f"hugo.{mark}@exemple.fr")
    page = open_page("/duplicates?object=contact", viewport={"width": 360, "height": 800})
    page.get_by_role("button", name="Chercher maintenant").click()
    pair = page.get_by_role("listitem").filter(has=page.get_by_text(f"hugo.{mark}@exemple.fr")).first
    expect(pair).to_be_visible(timeout=60_000)
    settled(page)
    photograph(page, "doublons-file-360")
    assert overflow(page) <= 0
    assert serious_findings(page) == []

    pair.click(position={"x": 4, "y": 4})
    with page.expect_response("**/duplicates/pairs/*") as answer:
        page.keyboard.press("n")

    assert answer.value.status == 200
    expect(page.get_by_text(f"hugo.{mark}@exemple.fr")).to_have_count(0)
