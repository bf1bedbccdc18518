"""The pictures of the README: `SILLAGE_SCREENSHOTS=docs/images pytest backend/tests/e2e/test_pictures.py`."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage, photograph, settled
from tests.e2e.test_import_of_a_file import OWN, REAL, upload

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif("SILLAGE_SCREENSHOTS" not in os.environ, reason="only when pictures are asked for"),
]


def take(page: Page, name: str) -> None:
    """Photograph what has come to rest, with nothing hovered."""
    page.mouse.move(1439, 899)
    settled(page)
    photograph(page, name)


def test_picture_of_the_board(open_page: OpenPage) -> None:
    page = open_page("/pipeline", color_scheme="light")
    expect(page.locator("[data-card]").nth(8)).to_be_visible()

    take(page, "board")


def test_picture_of_a_deal(open_page: OpenPage, api: Api) -> None:
    deals = api.items("/deals?status=open&sort=-amount&limit=20")
    told = [(len(api.items(f"/timeline/deal/{deal['id']}")), deal["id"]) for deal in deals]
    page = open_page(f"/deals/{max(told)[1]}", color_scheme="light")

    take(page, "deal")


def test_picture_of_the_contacts_with_a_panel(open_page: OpenPage) -> None:
    page = open_page("/contacts", color_scheme="light")
    page.locator("[data-open-record]").nth(3).click()
    expect(page.get_by_role("complementary").last).to_be_visible()

    take(page, "contacts")


def test_picture_of_an_import_being_checked(open_page: OpenPage, api: Api, mark: str) -> None:
    workspace = api.new_workspace("Atelier Méridien")
    page = open_page("/imports/new", slug=workspace.slug, color_scheme="light")
    upload(page, REAL if REAL.is_file() else OWN)
    page.get_by_role("button", name="Vérifier les").click()
    expect(page.get_by_role("row").nth(5)).to_contain_text("Nouvelle fiche", timeout=90_000)

    take(page, "import")


def test_picture_of_the_roles(open_page: OpenPage) -> None:
    page = open_page("/settings/roles", color_scheme="light")
    page.get_by_role("navigation", name="Rôles de l’espace").get_by_role("button", name="Manager").click()

    take(page, "roles")
