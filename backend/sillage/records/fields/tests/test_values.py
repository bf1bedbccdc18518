"""What records have in custom fields: kept by kind, checked, shown in history, undone."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_role, make_workspace
from sillage.records.fields.tests.factories import add_field, made, new_contact, problem_paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> ApiClient:
    return client_of(make_member(make_workspace(), "administrator"))


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  Deux   mots ", "Deux mots"),
        ("long_text", "Ligne 1\nLigne 2", "Ligne 1\nLigne 2"),
        ("number", "12.5", 12.5),
        ("number", -3, -3),
        ("money", "1234.5", "1234.50"),
        ("money", "-0.01", "-0.01"),
        ("date", "2026-11-20", "2026-11-20"),
        ("boolean", False, False),
        ("url", "sillage.example", "https://sillage.example"),
        ("phone", "06 12 34 56 78", "+33612345678"),
        ("email", "Claire@Example.test", "claire@example.test"),
    ],
)
def test_a_value_is_kept_in_the_shape_of_its_kind(admin: ApiClient, kind: str, given: Any, kept: Any) -> None:
    field = add_field(admin, "contact", "Valeur", kind)

    contact = new_contact(admin, valeur=given)

    assert field["key"] == "valeur"
    assert contact["custom"] == {"valeur": kept}
    assert made(admin.get("/contacts"))["items"][0]["custom"] == {"valeur": kept}


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("text", "x" * 10_000),
        ("text", 12),
        ("number", "douze"),
        ("number", 10**15),
        ("number", True),
        ("money", "12.345"),
        ("money", "NaN"),
        ("date", "31/02/2026"),
        ("boolean", "oui"),
        ("url", "javascript:alert(1)"),
        ("phone", "12"),
        ("email", "personne"),
        ("member", "00000000-0000-0000-0000-000000000001"),
        ("text", {"a": 1}),
        ("multi_choice", "nord"),
        ("choice", "ouest"),
    ],
)
def test_a_wrong_value_is_refused_by_name_and_nothing_is_written(admin: ApiClient, kind: str, wrong: Any) -> None:
    choices = {"choices": [{"label": "Nord"}, {"label": "Sud"}]} if "choice" in kind else {}
    add_field(admin, "contact", "Valeur", kind, **choices)

    refused = admin.post("/contacts", {"last_name": "Roux", "custom": {"valeur": wrong}})

    assert problem_paths(refused) == ["custom.valeur"]
    assert made(admin.get("/contacts/count"))["count"] == 0


def test_choices_travel_as_values_and_show_as_labels(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Zone", "multi_choice", choices=[{"label": "Nord"}, {"label": "Sud"}])
    contact = new_contact(admin, zone=["sud", "nord"])

    changed = admin.patch(f"/contacts/{contact['id']}", {"custom": {"zone": ["sud"]}})

    assert [choice["value"] for choice in field["choices"]] == ["nord", "sud"]
    assert contact["custom"]["zone"] == ["nord", "sud"]
    timeline = made(admin.get(f"/contacts/{contact['id']}?include=timeline"))["timeline"]
    assert timeline["items"][0]["changes"] == [
        {"field": "custom.zone", "label": "Zone", "kind": "multi_choice", "before": "Nord, Sud", "after": "Sud"}
    ]
    made(admin.post(f"/change-sets/{changed['X-Change-Set']}/undo"))
    assert made(admin.get(f"/contacts/{contact['id']}"))["custom"]["zone"] == ["nord", "sud"]


def test_a_relation_points_to_a_record_one_may_edit_in_this_workspace_only() -> None:
    workspace = make_workspace()
    admin = client_of(make_member(workspace, "administrator"))
    add_field(admin, "contact", "Parrain", "relation", target="organisation")
    ours = made(admin.post("/organisations", {"name": "Ours"}))
    elsewhere = client_of(make_member(make_workspace("Ailleurs"), "administrator"))
    theirs = made(elsewhere.post("/organisations", {"name": "Theirs"}))
    narrow = make_role(workspace, {"contact.see": "all", "contact.create": "all", "organisation.see": "all"})
    seeing = client_of(make_member(workspace, narrow))

    linked = new_contact(admin, parrain=ours["id"])

    assert linked["custom"] == {"parrain": ours["id"]}
    for client, target in ((admin, theirs["id"]), (seeing, ours["id"])):
        refused = client.post("/contacts", {"last_name": "Autre", "custom": {"parrain": target}})
        assert problem_paths(refused) == ["custom.parrain"]
    assert made(admin.get("/contacts/count"))["count"] == 1


def test_a_required_field_is_asked_for_and_a_default_fills_in(admin: ApiClient) -> None:
    add_field(admin, "contact", "Origine fiche", "text", default="Site")
    add_field(admin, "contact", "Budget", "money", required=True)

    refused = admin.post("/contacts", {"last_name": "Roux"})
    contact = new_contact(admin, budget="10")

    assert problem_paths(refused) == ["custom.budget"]
    assert contact["custom"] == {"origine_fiche": "Site", "budget": "10.00"}
    emptied = admin.patch(f"/contacts/{contact['id']}", {"custom": {"budget": None}})
    assert problem_paths(emptied) == ["custom.budget"]


def test_an_unknown_or_computed_field_is_refused(admin: ApiClient) -> None:
    add_field(admin, "contact", "Double", "formula", settings={"formula": "1 + 1"})

    for key in ("inconnu", "double"):
        refused = admin.post("/contacts", {"last_name": "Roux", "custom": {key: 1}})
        assert problem_paths(refused) == [f"custom.{key}"]


def test_deals_and_organisations_take_custom_fields_too() -> None:
    member = make_member(make_workspace(), "administrator")
    admin = client_of(member)
    add_field(admin, "organisation", "Effectif cible", "number")
    organisation = made(admin.post("/organisations", {"name": "Ours", "custom": {"effectif_cible": 12}}))
    add_field(admin, "deal", "Sponsor", "member")
    stages = [{"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
              {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
              {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"}]  # fmt: skip
    made(admin.post("/pipelines", {"name": "Ventes", "stages": stages}))
    me = str(member.id)
    deal = made(admin.post("/deals", {"name": "Audit"}))

    changed = made(admin.patch(f"/deals/{deal['id']}", {"custom": {"sponsor": me}, "version": 1}))

    assert organisation["custom"] == {"effectif_cible": 12}
    assert (changed["custom"], changed["version"]) == ({"sponsor": me}, 2)


def test_saving_what_is_already_there_writes_nothing(admin: ApiClient) -> None:
    add_field(admin, "contact", "Budget", "money")
    contact = new_contact(admin, budget="10")

    same = made(admin.patch(f"/contacts/{contact['id']}", {"custom": {"budget": "10.00"}, "tags": []}))

    assert same["version"] == 1
