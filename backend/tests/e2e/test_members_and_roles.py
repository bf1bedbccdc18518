"""Who may do what: leaving colleagues, roles built from the matrix, seeing as somebody else, teams, workspaces."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.api import Api
from tests.e2e.conftest import Join, OpenPage, Windows

pytestmark = pytest.mark.xdist_group("browser")


def test_a_leaving_colleague_hands_over_his_records_and_his_open_page_is_out_within_five_seconds(
    open_page: OpenPage, windows: Windows, join: Join, api: Api, mark: str
) -> None:
    leaving, staying = join(f"Lucas {mark}"), join(f"Zoé {mark}")
    company = leaving.api.post("/organisations", name=f"Papeterie {mark}")
    leaving.api.post("/contacts", last_name=f"Blanc {mark}", organisation_id=company["id"])
    theirs = windows.open(storage_state=leaving.state)
    with theirs.expect_response(lambda answer: "/events" in answer.url):
        theirs.goto(f"{api.address}/w/{api.slug}/contacts")
    expect(theirs.get_by_text(f"Blanc {mark}")).to_be_visible()
    page = open_page("/settings/members")

    page.get_by_role("button", name=f"Actions sur {leaving.name}").click()
    page.get_by_role("menuitem", name="Désactiver…").click()
    dialog = page.get_by_role("dialog", name=f"Désactiver {leaving.name} ?")
    expect(dialog.get_by_text("Contacts").locator("..")).to_have_text("Contacts1")
    expect(dialog.get_by_text("Entreprises").locator("..")).to_have_text("Entreprises1")
    confirm = dialog.get_by_role("button", name=f"Désactiver {leaving.name}")
    expect(confirm).to_be_disabled()
    dialog.get_by_role("combobox", name="Qui reprend ses fiches").fill(f"Zoé {mark}")
    page.get_by_role("option", name=staying.name).click()
    confirm.click()

    expect(theirs.get_by_role("button", name="Se connecter", exact=True)).to_be_visible(timeout=5_000)
    expect(page.get_by_text(f"{leaving.name} est désactivé, 2 fiches confiées à {staying.name}")).to_be_visible()
    assert leaving.api.send("GET", "/contacts").status == 401
    assert api.get(f"/organisations/{company['id']}")["owner_name"] == staying.name


def test_a_role_is_duplicated_and_one_of_its_cells_changed_by_keyboard(
    open_page: OpenPage, api: Api, mark: str
) -> None:
    page = open_page("/settings/roles")

    page.get_by_role("navigation", name="Rôles de l’espace").get_by_role("button", name="Commercial").click()
    page.get_by_role("button", name="Dupliquer", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom du nouveau rôle").fill(f"Stagiaire {mark}")
    dialog.get_by_role("button", name="Dupliquer").click()
    expect(page.get_by_label("Nom du rôle")).to_have_value(f"Stagiaire {mark}")
    cell = page.get_by_role("slider", name="Supprimer : Contacts")
    cell.focus()
    page.keyboard.press("Home")
    expect(cell).to_have_attribute("aria-valuetext", "aucune fiche")
    page.keyboard.press("3")
    expect(cell).to_have_attribute("aria-valuetext", "toutes les fiches")
    page.keyboard.press("ArrowDown")
    expect(cell).to_have_attribute("aria-valuetext", "les fiches de ses équipes")
    expect(page.get_by_text("1 modification à enregistrer")).to_be_visible()
    page.get_by_role("button", name="Enregistrer le rôle").click()

    expect(page.get_by_text(f"Le rôle Stagiaire {mark} est enregistré")).to_be_visible()
    roles = {role["name"]: role for role in api.items("/roles")}
    assert roles[f"Stagiaire {mark}"]["permissions"]["contact.delete"] == "team"
    assert roles["Commercial"]["permissions"]["contact.delete"] == "own"
    page.reload()
    expect(cell).to_have_attribute("aria-valuetext", "les fiches de ses équipes")


def test_seeing_as_a_colleague_shows_his_records_under_a_banner_and_changes_nothing(
    open_page: OpenPage, join: Join, api: Api, mark: str
) -> None:
    colleague = join(f"Rémi {mark}")
    own = colleague.api.post("/contacts", last_name=f"Chapuis {mark}")
    api.post("/contacts", last_name=f"Secret {mark}")
    page = open_page("/settings/members")

    page.get_by_role("button", name=f"Actions sur {colleague.name}").click()
    page.get_by_role("menuitem", name="Voir comme ce membre").click()
    expect(page.get_by_text(f"Vous voyez Sillage comme {colleague.name}")).to_be_visible()
    page.get_by_role("link", name="Contacts").first.click()
    expect(page.get_by_role("row").filter(has_text=f"Chapuis {mark}")).to_be_visible()
    expect(page.get_by_text(f"Secret {mark}")).to_have_count(0)
    page.get_by_role("row").filter(has_text=f"Chapuis {mark}").get_by_text(f"Chapuis {mark}").click()
    panel = page.get_by_role("complementary").last
    panel.get_by_role("button", name="Modifier Fonction").click()
    panel.get_by_label("Fonction").fill("Directrice")
    panel.get_by_label("Fonction").press("Enter")
    expect(page.get_by_text("Vous regardez comme un collègue")).to_be_visible()
    panel.get_by_label("Fonction").press("Escape")
    page.get_by_role("button", name="Revenir à votre vue").click()

    expect(page.get_by_text("Vous voyez Sillage comme")).to_have_count(0)
    assert api.get(f"/contacts/{own['id']}")["job_title"] is None


def test_a_team_shares_its_records_with_a_manager_who_is_not_in_it(
    open_page: OpenPage, join: Join, api: Api, mark: str
) -> None:
    seller, head = join(f"Sacha {mark}"), join(f"Tania {mark}", role="manager")
    page = open_page("/settings/teams")

    page.get_by_role("button", name="Créer une équipe").click()
    dialog = page.get_by_role("dialog", name="Créer une équipe")
    dialog.get_by_label("Nom").fill(f"Équipe {mark}")
    dialog.get_by_role("combobox", name="Responsable").fill(head.name)
    page.get_by_role("option", name=head.name).click()
    dialog.get_by_role("combobox", name="Membres").fill(seller.name)
    page.get_by_role("option", name=seller.name).click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Créer une équipe").click()

    expect(page.get_by_text(f"L’équipe Équipe {mark} est créée")).to_be_visible()
    team = next(each for each in api.items("/teams") if each["name"] == f"Équipe {mark}")
    assert (team["manager_id"], team["member_ids"]) == (head.member_id, [seller.member_id])
    made = seller.api.post("/contacts", last_name=f"Partagé {mark}")
    assert head.api.get(f"/contacts/{made['id']}")["last_name"] == f"Partagé {mark}"


def test_somebody_in_two_workspaces_switches_between_them_and_sees_only_one_at_a_time(
    windows: Windows, join: Join, api: Api, mark: str
) -> None:
    person = join(f"Ugo {mark}", role="administrator")
    person.api.post("/contacts", last_name=f"{mark} Ici")
    other = person.api.new_workspace(f"Filiale {mark}")
    other.post("/contacts", last_name=f"{mark} Ailleurs")
    page = windows.open(storage_state=person.state)
    page.goto(f"{api.address}/w/{api.slug}/contacts?q={mark}")
    expect(page.get_by_text(f"{mark} Ici")).to_be_visible()

    page.get_by_role("button", name="Changer d’espace").click()
    page.get_by_role("menuitem", name=f"Filiale {mark}").click()
    page.wait_for_url(f"**/w/{other.slug}/**", wait_until="commit")
    page.get_by_role("link", name="Contacts").first.click()

    expect(page.get_by_text(f"{mark} Ailleurs")).to_be_visible()
    expect(page.get_by_text(f"{mark} Ici")).to_have_count(0)
    expect(page.get_by_text("1 contact", exact=True)).to_be_visible()
