import pytest

from sillage.identity.testing import client_of, make_member, make_workspace

pytestmark = pytest.mark.django_db


def test_a_board_stands_on_any_choice_field_of_deals():
    client = client_of(make_member(make_workspace(), "administrator"))
    client.post("/pipelines", {"name": "Ventes"})
    choices = [{"value": "high", "label": "Haute"}, {"value": "low", "label": "Basse"}]
    field = {"object": "deal", "label": "Priorité", "kind": "choice", "choices": choices, "key": "priority"}
    made = client.post("/fields", field)
    assert made.status_code == 201, made.content
    name = f"custom.{made.json()['key']}"
    value = made.json()["choices"][0]["value"]
    client.post("/deals", {"name": "Urgent", "amount": "100", "custom": {made.json()["key"]: value}})
    client.post("/deals", {"name": "Sans avis", "amount": "30"})

    board = client.get(f"/boards/deals?by={name}").json()
    cards = client.get(f"/boards/deals/cards?by={name}&value={value}&rotting=false").json()
    refused = client.get("/boards/deals?by=amount")

    assert [(column["label"], column["count"], column["amount"]) for column in board["columns"]] == [
        ("Haute", 1, "100.00"),
        ("Basse", 0, "0.00"),
        (None, 1, "30.00"),
    ]
    assert [card["name"] for card in board["columns"][0]["cards"]] == ["Urgent"]
    assert [card["name"] for card in cards["items"]] == ["Urgent"]
    assert (refused.status_code, refused.json()["fields"][0]["path"]) == (422, "by")
