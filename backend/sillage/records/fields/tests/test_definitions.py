"""Defining fields: who may, what is refused, and that no change loses what records have."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.records.fields.tests.factories import add_field, made, new_contact, problem_paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> ApiClient:
    return client_of(make_member(make_workspace(), "administrator"))


def described(client: ApiClient, object: str, name: str) -> dict[str, Any] | None:
    objects = {each["name"]: each for each in made(client.get("/objects"))["items"]}
    return next((field for field in objects[object]["fields"] if field["name"] == name), None)


def test_a_new_field_is_part_of_its_object_at_once(admin: ApiClient) -> None:
    add_field(admin, "contact", "Budget annuel", "money", help="Hors taxes", currency="EUR")

    field = described(admin, "contact", "custom.budget_annuel")

    assert field is not None
    assert (field["label"], field["kind"], field["currency"], field["help"]) == (
        "Budget annuel",
        "money",
        "EUR",
        "Hors taxes",
    )


def test_only_who_may_manage_fields_defines_them() -> None:
    workspace = make_workspace()
    manager = client_of(make_member(workspace, "manager"))
    admin = client_of(make_member(workspace, "administrator"))
    field = add_field(admin, "contact", "Budget", "money")

    assert manager.post("/fields", {"object": "contact", "label": "Autre", "kind": "text"}).status_code == 403
    assert manager.patch(f"/fields/{field['id']}", {"label": "X"}).status_code == 403
    assert manager.delete(f"/fields/{field['id']}").status_code == 403
    assert [each["label"] for each in made(admin.get("/fields"))["items"]] == ["Budget"]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"object": "note", "label": "X", "kind": "text"}, "object"),
        ({"object": "inconnu", "label": "X", "kind": "text"}, "object"),
        ({"object": "contact", "label": "E-MAIL", "kind": "text"}, "label"),
        ({"object": "contact", "label": "Budget", "kind": "text"}, "label"),
        ({"object": "contact", "label": "x" * 10_000, "kind": "text"}, "label"),
        ({"object": "contact", "label": "X", "kind": "magie"}, "kind"),
        ({"object": "contact", "label": "X", "kind": "text", "key": "budget"}, "key"),
        ({"object": "contact", "label": "X", "kind": "text", "key": "email"}, "key"),
        ({"object": "contact", "label": "X", "kind": "text", "key": "owner_id"}, "key"),
        ({"object": "contact", "label": "X", "kind": "text", "key": "Robert'); DROP"}, "key"),
        ({"object": "contact", "label": "X", "kind": "choice"}, "choices"),
        ({"object": "contact", "label": "X", "kind": "choice", "choices": [{"label": "a"}, {"label": "A"}]},
         "choices.1.label"),
        ({"object": "contact", "label": "X", "kind": "choice", "choices": [{"label": "x" * 10_000}]},
         "choices.0.label"),
        ({"object": "contact", "label": "X", "kind": "relation", "target": "inconnu"}, "target"),
        ({"object": "contact", "label": "X", "kind": "money", "currency": "ZZZ"}, "currency"),
        ({"object": "contact", "label": "X", "kind": "number", "default": "douze"}, "default"),
        ({"object": "contact", "label": "X", "kind": "formula", "settings": {"formula": "1 +"}},
         "settings.formula"),
        ({"object": "contact", "label": "X", "kind": "formula", "settings": {"formula": "1"}, "required": True},
         "required"),
        ({"object": "contact", "label": "X", "kind": "rollup",
          "settings": {"object": "note", "relation": "id", "function": "count"}}, "settings.relation"),
    ],
)  # fmt: skip
def test_a_definition_that_cannot_be_is_refused_by_name(admin: ApiClient, values: dict[str, Any], path: str) -> None:
    add_field(admin, "contact", "Budget", "money")

    refused = admin.post("/fields", values)

    assert problem_paths(refused) == [path]
    assert len(made(admin.get("/fields"))["items"]) == 1


def test_renaming_a_field_and_its_choices_loses_nothing(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Zone", "choice", choices=[{"label": "Nord"}, {"label": "Sud"}])
    contact = new_contact(admin, zone="nord")

    choices = [{"value": "nord", "label": "Hauts-de-France", "colour": "#17734A"}, {"value": "sud", "label": "Sud"}]
    renamed = made(admin.patch(f"/fields/{field['id']}", {"label": "Région", "choices": choices, "version": 1}))

    assert (renamed["key"], renamed["label"], renamed["version"], renamed["values_count"]) == ("zone", "Région", 2, 1)
    assert made(admin.get(f"/contacts/{contact['id']}"))["custom"] == {"zone": "nord"}
    known = described(admin, "contact", "custom.zone")
    assert known is not None
    assert known["choices"][0] == {
        "value": "nord",
        "label": "Hauts-de-France",
        "colour": "#17734a",
    }


def test_a_choice_that_records_have_is_not_removed(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Zone", "choice", choices=[{"label": "Nord"}, {"label": "Sud"}])
    new_contact(admin, zone="nord")

    refused = admin.patch(f"/fields/{field['id']}", {"choices": [{"value": "sud", "label": "Sud"}]})
    allowed = admin.patch(f"/fields/{field['id']}", {"choices": [{"value": "nord", "label": "Nord"}]})

    assert problem_paths(refused) == ["choices"]
    assert "1 fiches" in refused.json()["fields"][0]["message"]
    assert len(made(allowed)["choices"]) == 1


def test_a_kind_changes_when_every_value_survives_and_is_refused_with_their_number_otherwise(
    admin: ApiClient,
) -> None:
    field = add_field(admin, "contact", "Taille", "text")
    contact = new_contact(admin, taille="12")
    other = new_contact(admin, taille="grande")

    refused = admin.patch(f"/fields/{field['id']}", {"kind": "number"})
    made(admin.patch(f"/contacts/{other['id']}", {"custom": {"taille": "14.5"}}))
    allowed = admin.patch(f"/fields/{field['id']}", {"kind": "number"})

    assert problem_paths(refused) == ["kind"]
    assert "1 valeurs" in refused.json()["fields"][0]["message"]
    assert made(allowed)["kind"] == "number"
    assert made(admin.get(f"/contacts/{contact['id']}"))["custom"] == {"taille": 12}
    assert made(admin.get(f"/contacts/{other['id']}"))["custom"] == {"taille": 14.5}


def test_a_deleted_field_waits_in_the_bin_with_its_values(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Budget", "money")
    contact = new_contact(admin, budget="10")

    assert admin.delete(f"/fields/{field['id']}").status_code == 204

    assert made(admin.get(f"/contacts/{contact['id']}"))["custom"] == {}
    assert [each["key"] for each in made(admin.get("/fields?deleted=true"))["items"]] == ["budget"]
    taken = admin.post("/fields", {"object": "contact", "label": "Budget", "kind": "text", "key": "budget"})
    assert problem_paths(taken) == ["key"]
    made(admin.post(f"/fields/{field['id']}/restore"))
    assert made(admin.get(f"/contacts/{contact['id']}"))["custom"] == {"budget": "10.00"}


def test_undo_takes_a_new_field_back_and_a_renamed_one_its_name(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Budget", "money")
    renamed = admin.patch(f"/fields/{field['id']}", {"label": "Enveloppe"})
    created = admin.post("/fields", {"object": "contact", "label": "Autre", "kind": "text"})

    made(admin.post(f"/change-sets/{renamed['X-Change-Set']}/undo"))
    made(admin.post(f"/change-sets/{created['X-Change-Set']}/undo"))

    assert [each["label"] for each in made(admin.get("/fields"))["items"]] == ["Budget"]


def test_fields_keep_the_order_they_are_given(admin: ApiClient) -> None:
    first, second, third = (add_field(admin, "contact", label, "text")["id"] for label in ("Un", "Deux", "Trois"))

    ordered = made(admin.post("/fields/order", {"object": "contact", "ids": [third, first]}))

    assert [each["id"] for each in ordered["items"]] == [third, first, second]


def test_a_stale_definition_is_refused_with_the_present_one(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Budget", "money")
    made(admin.patch(f"/fields/{field['id']}", {"label": "Enveloppe", "version": 1}))

    stale = admin.patch(f"/fields/{field['id']}", {"label": "Cagnotte", "version": 1})

    assert (stale.status_code, stale.json()["current"]["label"]) == (412, "Enveloppe")


def test_an_object_holds_two_hundred_fields_at_most(admin: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sillage.records.fields.defining.MAX_FIELDS", 2)
    add_field(admin, "contact", "Un", "text")
    add_field(admin, "contact", "Deux", "text")

    assert problem_paths(admin.post("/fields", {"object": "contact", "label": "Trois", "kind": "text"})) == ["label"]


def test_another_workspace_sees_none_of_it(admin: ApiClient) -> None:
    field = add_field(admin, "contact", "Budget", "money")
    elsewhere = client_of(make_member(make_workspace("Ailleurs"), "administrator"))

    assert described(elsewhere, "contact", "custom.budget") is None
    assert elsewhere.get(f"/fields/{field['id']}").status_code == 404
    assert elsewhere.patch(f"/fields/{field['id']}", {"label": "X"}).status_code == 404
    assert problem_paths(elsewhere.post("/contacts", {"last_name": "R", "custom": {"budget": "1"}})) == [
        "custom.budget"
    ]
