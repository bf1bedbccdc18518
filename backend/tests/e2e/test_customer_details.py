"""Several e-mails of a contact, and an objection noted and lifted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.api import Api
from tests.e2e.conftest import OpenPage

pytestmark = pytest.mark.xdist_group("browser")


def test_a_contact_gets_a_second_address_and_an_objection_that_is_lifted_with_a_reason(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    contact = api.post("/contacts", last_name=f"Roux {mark}", email=f"a{mark.lower()}@pro.example")
    page = open_page(f"/contacts/{contact['id']}")

    page.get_by_role("button", name="Modifier les e-mails").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ajouter un e-mail").click()
    dialog.get_by_role("group", name="E-mail 2").get_by_label("E-mail", exact=True).fill(
        f"b{mark.lower()}@perso.example"
    )
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as saved:
        dialog.get_by_role("button", name="Enregistrer").click()
    assert [each["address"] for each in saved.value.json()["emails"]] == [
        f"a{mark.lower()}@pro.example",
        f"b{mark.lower()}@perso.example",
    ]
    expect(page.get_by_role("link", name=f"b{mark.lower()}@perso.example")).to_be_visible()

    page.get_by_role("button", name="Noter l’opposition, Téléphone").click()
    page.get_by_role("dialog").get_by_role("button", name="Noter l’opposition").click()
    expect(page.get_by_text("Téléphone : opposition notée")).to_be_visible()
    page.get_by_role("button", name="Lever l’opposition, Téléphone").click()
    lift = page.get_by_role("dialog").get_by_role("button", name="Lever l’opposition")
    expect(lift).to_be_disabled()
    page.get_by_role("dialog").get_by_label("Motif").fill("Demande écrite")
    lift.click()
    expect(page.get_by_text("Téléphone : opposition levée")).to_be_visible()
    acts = api.get(f"/contacts/{contact['id']}/consents")["items"]
    assert [(act["act"], act["reason"]) for act in acts] == [("lifted", "Demande écrite"), ("opt_out", None)]
