"""Coming in and staying safe: passwords, second factor, passkeys, sessions, API keys."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.api import Api
from tests.e2e.conftest import Installation, Join, OpenPage, Person, Windows, expect_inside, fill_sign_in, part

pytestmark = pytest.mark.xdist_group("browser")

WRONG = "Adresse ou mot de passe incorrect."


def one_time_code(secret: str, at: float) -> str:
    """The six digits an authenticator app shows at that moment (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(at) // 30), "sha1")
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def confirm_if_asked(page: Page, person: Person, shown: str) -> None:
    """A sensitive setting may want the password again before it goes on."""
    dialog = page.get_by_role("dialog", name="Confirmez que c’est vous")
    awaited = page.get_by_text(shown).first
    expect(dialog.or_(awaited).first).to_be_visible()
    if dialog.is_visible():
        dialog.get_by_label("Votre mot de passe").fill(person.password)
        dialog.get_by_role("button", name="Confirmer", exact=True).click()
    expect(awaited).to_be_visible()


def open_account(windows: Windows, person: Person) -> Page:
    """The person's own settings."""
    page = windows.open(storage_state=person.state)
    page.goto(f"{person.api.address}/w/{person.api.slug}/settings/account")
    return page


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer_and_the_right_one_opens(
    windows: Windows, demo: Installation, join: Join
) -> None:
    person = join("Basile Roy")
    page = windows.open()
    page.goto(f"{demo.address}/login")

    fill_sign_in(page, person.email, "pas le bon mot de passe")
    expect(page.get_by_text(WRONG)).to_be_visible()
    known = page.get_by_text(WRONG).inner_text()
    fill_sign_in(page, f"inconnu.{person.email}", "pas le bon mot de passe")
    expect(page.get_by_text(WRONG)).to_be_visible()
    assert page.get_by_text(WRONG).inner_text() == known
    fill_sign_in(page, person.email, person.password)

    expect_inside(page)
    expect(page.get_by_role("button", name=person.name)).to_be_visible()


def test_signing_out_closes_the_door_behind(windows: Windows, join: Join) -> None:
    person = join("Cyril Bonnet")
    page = open_account(windows, person)

    page.get_by_role("button", name=person.name).click()
    page.get_by_role("menuitem", name="Se déconnecter").click()
    page.wait_for_url("**/login**")
    expect(page.get_by_role("button", name="Se connecter", exact=True)).to_be_visible()
    with page.expect_navigation(wait_until="commit"):
        page.evaluate("history.back()")

    expect(page.get_by_role("button", name="Se connecter", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=person.name)).to_have_count(0)


def test_a_forgotten_password_is_replaced_through_the_link_in_the_message(
    windows: Windows, demo: Installation, join: Join, api: Api, open_page: OpenPage
) -> None:
    person = join("Diane Faure")
    page = windows.open()
    page.goto(f"{demo.address}/login")
    page.get_by_role("link", name="Mot de passe oublié ?").click()
    page.get_by_label("Adresse e-mail").fill(person.email)
    page.get_by_role("button", name="Envoyer le lien").click()
    expect(page.get_by_role("heading", name="Consultez votre messagerie")).to_be_visible()

    mailbox = open_page("/settings/outbox")
    mailbox.get_by_role("button", name=re.compile(f"{re.escape(person.email)}.*mot de passe", re.I)).click()
    link = mailbox.get_by_role("article").get_by_role("link").first.get_attribute("href")
    assert link is not None
    page.goto(link)
    page.get_by_label("Nouveau mot de passe").fill("un autre secret, bien plus long")
    page.get_by_role("button", name="Enregistrer et se connecter").click()
    expect_inside(page)

    page.goto(link)
    expect(page.get_by_role("heading", name="Ce lien ne fonctionne plus")).to_be_visible()
    old = windows.open()
    old.goto(f"{demo.address}/login")
    fill_sign_in(old, person.email, person.password)
    expect(old.get_by_text(WRONG)).to_be_visible()


def test_two_step_sign_in_asks_for_a_code_and_takes_a_recovery_code_once(
    windows: Windows, demo: Installation, join: Join
) -> None:
    person = join("Elsa Morin")
    page = open_account(windows, person)
    card = part(page, "Vérification en deux étapes")

    card.get_by_role("button", name="Activer").click()
    confirm_if_asked(page, person, "Ou saisissez cette clé à la main")
    shown = page.get_by_role("dialog", name="Activer la vérification en deux étapes").locator("code")
    expect(shown).to_have_text(re.compile(r"^[A-Z2-7 ]{16,}$"))
    secret = shown.inner_text().replace(" ", "")
    page.get_by_label("Code à six chiffres").fill(one_time_code(secret, time.time()))
    page.get_by_role("dialog").get_by_role("button", name="Activer").click()
    confirm_if_asked(page, person, "Gardez ces codes en lieu sûr")
    codes = page.get_by_role("dialog", name="Gardez ces codes en lieu sûr")
    expect(codes.get_by_role("listitem")).to_have_count(10)
    recovery = codes.get_by_role("listitem").first.inner_text()
    codes.get_by_role("button", name="C’est gardé").click()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()

    again = windows.open()
    again.goto(f"{demo.address}/login")
    fill_sign_in(again, person.email, person.password)
    again.get_by_label("Code à six chiffres").fill(one_time_code(secret, time.time()))
    expect_inside(again)

    spare = windows.open()
    spare.goto(f"{demo.address}/login")
    fill_sign_in(spare, person.email, person.password)
    spare.get_by_role("button", name="Utiliser un code de secours").click()
    spare.get_by_label("Code de secours").fill(recovery)
    spare.get_by_role("button", name="Vérifier").click()
    expect_inside(spare)

    twice = windows.open()
    twice.goto(f"{demo.address}/login")
    fill_sign_in(twice, person.email, person.password)
    twice.get_by_role("button", name="Utiliser un code de secours").click()
    twice.get_by_label("Code de secours").fill(recovery)
    twice.get_by_role("button", name="Vérifier").click()
    expect(twice.get_by_text("Ce code n’est pas le bon ou a expiré.")).to_be_visible()


def test_a_passkey_is_added_and_opens_the_account_without_a_password(
    windows: Windows, demo: Installation, join: Join
) -> None:
    person = join("Farid Costa")
    page = open_account(windows, person)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.get_by_role("button", name="Ajouter une clé d’accès").click()
    dialog = page.get_by_role("dialog", name="Ajouter une clé d’accès")
    dialog.get_by_label("Nom de cette clé").fill("Ordinateur du bureau")
    dialog.get_by_role("button", name="Ajouter une clé d’accès").click()
    confirm_if_asked(page, person, "Clé d’accès ajoutée")
    expect(page.get_by_text("Ordinateur du bureau")).to_be_visible()
    page.get_by_role("button", name=person.name).click()
    page.get_by_role("menuitem", name="Se déconnecter").click()
    page.wait_for_url("**/login**", wait_until="commit")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()

    expect_inside(page)
    expect(page.get_by_role("button", name=person.name)).to_be_visible()


def test_another_session_is_seen_and_closed_and_its_open_page_is_out_within_five_seconds(
    windows: Windows, demo: Installation, join: Join
) -> None:
    person = join("Gabin Ferry")
    other = windows.open(user_agent="Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Gecko/20100101 Firefox/133.0")
    other.goto(f"{demo.address}/login")
    fill_sign_in(other, person.email, person.password)
    expect_inside(other)
    page = open_account(windows, person)

    card = part(page, "Sessions et appareils")
    expect(card.get_by_text("Cette session")).to_have_count(1)
    card.get_by_role("button", name="Fermer la session Firefox sur macOS").click()
    confirm_if_asked(page, person, "1 session fermée")

    expect(other.get_by_role("button", name="Se connecter", exact=True)).to_be_visible(timeout=5_000)
    expect(card.get_by_text("Firefox sur macOS")).to_have_count(0)


def test_an_api_key_is_shown_once_works_and_stops_working_when_revoked(
    open_page: OpenPage, demo: Installation, playwright: Playwright, mark: str
) -> None:
    page = open_page("/settings/api-keys")
    page.get_by_role("button", name="Créer une clé").first.click()
    dialog = page.get_by_role("dialog", name="Créer une clé d’API")
    dialog.get_by_label("Nom").fill(f"Site web {mark}")
    dialog.get_by_label("Voir : Contacts").check()
    dialog.get_by_role("button", name="Créer la clé").click()
    secret = page.get_by_label("Clé secrète").input_value()
    assert secret.startswith("sk_")
    page.get_by_role("button", name="Je l’ai rangée").click()
    outside = playwright.request.new_context(extra_http_headers={"Authorization": f"Bearer {secret}"})

    assert outside.get(f"{demo.address}/api/v1/contacts?limit=1").status == 200
    assert outside.get(f"{demo.address}/api/v1/deals?limit=1").status == 403
    page.reload()
    expect(page.get_by_text(f"Site web {mark}")).to_be_visible()
    assert secret not in page.content()
    page.get_by_role("row").filter(has_text=mark).get_by_role("button", name="Révoquer").click()
    page.get_by_role("dialog").get_by_role("button", name="Révoquer").click()
    expect(page.get_by_text(f"La clé Site web {mark} ne vaut plus")).to_be_visible()

    assert outside.get(f"{demo.address}/api/v1/contacts?limit=1").status == 401
    outside.dispose()
