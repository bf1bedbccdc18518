"""Formulas and roll-ups follow what they are made from."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, client_of, make_member, make_workspace
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.fields.tests.factories import add_field, made, new_contact, problem_paths

pytestmark = pytest.mark.django_db

STAGES = [
    {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
    {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
    {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
]


@pytest.fixture
def admin() -> ApiClient:
    client = client_of(make_member(make_workspace(), "administrator"))
    made(client.post("/pipelines", {"name": "Ventes", "stages": STAGES}))
    return client


def custom_of(client: ApiClient, path: str) -> dict[str, Any]:
    return made(client.get(path))["custom"]  # type: ignore[no-any-return]


def test_a_formula_is_there_in_the_answer_of_the_write(admin: ApiClient) -> None:
    add_field(admin, "deal", "Remise", "number")
    field = add_field(
        admin, "deal", "Net", "formula", settings={"formula": "{amount} * (100 - {remise}) / 100"}, currency="EUR"
    )

    deal = made(admin.post("/deals", {"name": "Audit", "amount": "1000.00", "custom": {"remise": 12.5}}))
    changed = made(admin.patch(f"/deals/{deal['id']}", {"amount": "2000.00"}))
    emptied = made(admin.patch(f"/deals/{deal['id']}", {"custom": {"remise": None}}))

    assert (field["result_kind"], field["currency"]) == ("money", "EUR")
    assert deal["custom"] == {"remise": 12.5, "net": "875.00"}
    assert changed["custom"]["net"] == "1750.00"
    assert emptied["custom"] == {"remise": None, "net": None}


def test_formulas_may_use_formulas_but_not_go_in_circles(admin: ApiClient) -> None:
    add_field(admin, "contact", "Base", "number")
    double = add_field(admin, "contact", "Double", "formula", settings={"formula": "{base} * 2"})
    add_field(admin, "contact", "Quadruple", "formula", settings={"formula": "{double} * 2"})

    contact = new_contact(admin, base=3)
    refused = admin.patch(f"/fields/{double['id']}", {"settings": {"formula": "{quadruple} / 2"}})

    assert contact["custom"] == {"base": 3, "double": 6, "quadruple": 12}
    assert problem_paths(refused) == ["settings.formula"]
    assert "tournent en rond" in refused.json()["fields"][0]["message"]


def test_a_division_by_zero_leaves_the_field_empty(admin: ApiClient) -> None:
    add_field(admin, "contact", "Part", "number")
    add_field(admin, "contact", "Inverse", "formula", settings={"formula": "1 / {part}"})

    assert new_contact(admin, part=0)["custom"] == {"part": 0, "inverse": None}


def test_a_field_that_formulas_use_is_not_deleted(admin: ApiClient) -> None:
    base = add_field(admin, "contact", "Base", "number")
    add_field(admin, "contact", "Double", "formula", settings={"formula": "{base} * 2"})

    refused = admin.delete(f"/fields/{base['id']}")

    assert (refused.status_code, refused.json()["code"]) == (409, "field_in_use")
    assert "Double" in refused.json()["detail"]


def test_a_changed_formula_is_worked_out_again_for_all_records(admin: ApiClient) -> None:
    add_field(admin, "contact", "Base", "number")
    contacts = [new_contact(admin, base=number) for number in (1, 2, 3)]
    field = add_field(admin, "contact", "Calcul", "formula", settings={"formula": "{base} + 1"})

    assert (field["computing_total"], field["computing_done"]) == (3, 0)
    drain_jobs()

    assert [custom_of(admin, f"/contacts/{each['id']}")["calcul"] for each in contacts] == [2, 3, 4]
    assert made(admin.get(f"/fields/{field['id']}"))["computing_total"] is None
    made(admin.patch(f"/fields/{field['id']}", {"settings": {"formula": "{base} * 10"}}))
    drain_jobs()
    assert [custom_of(admin, f"/contacts/{each['id']}")["calcul"] for each in contacts] == [10, 20, 30]


def rollup(function: str, field: str | None) -> dict[str, Any]:
    return {"object": "deal", "relation": "organisation_id", "function": function, "field": field}


def test_roll_ups_follow_creation_change_move_deletion_and_undo(admin: ApiClient) -> None:
    ours = made(admin.post("/organisations", {"name": "Ours"}))
    theirs = made(admin.post("/organisations", {"name": "Theirs"}))
    add_field(admin, "organisation", "Total deals", "rollup", settings=rollup("sum", "amount"))
    add_field(admin, "organisation", "Nombre de deals", "rollup", settings=rollup("count", None))
    drain_jobs()
    assert custom_of(admin, f"/organisations/{ours['id']}") == {"total_deals": "0.00", "nombre_de_deals": 0}

    first = made(admin.post("/deals", {"name": "Un", "amount": "100.00", "organisation_id": ours["id"]}))
    made(admin.post("/deals", {"name": "Deux", "amount": "50.50", "organisation_id": ours["id"]}))
    assert custom_of(admin, f"/organisations/{ours['id']}") == {"total_deals": "150.50", "nombre_de_deals": 2}

    moved = admin.patch(f"/deals/{first['id']}", {"organisation_id": theirs["id"], "amount": "70.00"})
    assert custom_of(admin, f"/organisations/{ours['id']}") == {"total_deals": "50.50", "nombre_de_deals": 1}
    assert custom_of(admin, f"/organisations/{theirs['id']}") == {"total_deals": "70.00", "nombre_de_deals": 1}

    made(admin.post(f"/change-sets/{moved['X-Change-Set']}/undo"))
    admin.delete(f"/deals/{first['id']}")
    assert custom_of(admin, f"/organisations/{ours['id']}") == {"total_deals": "50.50", "nombre_de_deals": 1}
    assert custom_of(admin, f"/organisations/{theirs['id']}") == {"total_deals": "0.00", "nombre_de_deals": 0}


def test_a_roll_up_over_a_custom_relation_and_a_custom_field(admin: ApiClient) -> None:
    add_field(admin, "contact", "Parrain", "relation", target="organisation")
    add_field(admin, "contact", "Note", "number")
    settings = {"object": "contact", "relation": "custom.parrain", "function": "max", "field": "custom.note"}
    add_field(admin, "organisation", "Meilleure note", "rollup", settings=settings)
    organisation = made(admin.post("/organisations", {"name": "Ours"}))
    address = f"/organisations/{organisation['id']}"

    first = new_contact(admin, parrain=organisation["id"], note=7)
    new_contact(admin, parrain=organisation["id"], note=4.5)
    assert custom_of(admin, address) == {"meilleure_note": 7}

    made(admin.patch(f"/contacts/{first['id']}", {"custom": {"parrain": None}}))
    assert custom_of(admin, address) == {"meilleure_note": 4.5}


def test_a_roll_up_of_a_roll_up_is_refused(admin: ApiClient) -> None:
    add_field(admin, "contact", "Parrain", "relation", target="contact")
    add_field(admin, "contact", "Note", "number")
    settings = {"object": "contact", "relation": "custom.parrain", "function": "sum", "field": "custom.note"}
    add_field(admin, "contact", "Somme", "rollup", settings=settings)
    add_field(admin, "contact", "Double somme", "formula", settings={"formula": "{somme} * 2"})

    for name in ("custom.somme", "custom.double_somme"):
        values = {"object": "contact", "label": "Encore", "kind": "rollup", "settings": settings | {"field": name}}
        assert problem_paths(admin.post("/fields", values)) == ["settings.field"]


def test_a_formula_is_tried_out_on_real_records(admin: ApiClient) -> None:
    made(admin.post("/deals", {"name": "Audit", "amount": "1000.00"}))

    tried = made(admin.post("/fields/formula", {"object": "deal", "formula": "{amount} / 4"}))
    wrong = made(admin.post("/fields/formula", {"object": "deal", "formula": "{amount} /"}))

    assert (tried["valid"], tried["kind"], tried["samples"][0]["result"]) == (True, "number", "250.00")
    assert (wrong["valid"], wrong["message"]) == (False, "La formule s’arrête trop tôt")
