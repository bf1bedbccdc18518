import pytest

from sillage.identity.testing import client_of, make_member, make_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(make_member(make_workspace(), "administrator"))


def test_products_are_listed_by_name_and_found_by_reference(client):
    for reference, name in (("LOG-1", "Licence annuelle"), ("AUD-1", "Audit")):
        assert client.post("/products", {"reference": reference, "name": name, "price": "90.00"}).status_code == 201

    listed = client.get("/products").json()["items"]
    found = client.get("/products?q=log").json()["items"]

    assert [item["name"] for item in listed] == ["Audit", "Licence annuelle"]
    assert [(item["reference"], item["price"], item["currency"]) for item in found] == [("LOG-1", "90.00", "EUR")]


def test_a_wrong_field_is_named_in_the_reader_s_language(client):
    refused = client.post("/products", {"reference": "A", "name": "A", "vat_rate": "19.6"})

    assert refused.status_code == 422
    assert [field["path"] for field in refused.json()["fields"]] == ["vat_rate"]


def test_inactive_products_leave_the_list_of_what_is_sold(client):
    made = client.post("/products", {"reference": "A", "name": "Ancien"}).json()
    client.patch(f"/products/{made['id']}", {"active": False, "version": 1})

    assert client.get("/products?active=true").json()["items"] == []
    assert client.get("/products?active=false").json()["items"][0]["id"] == made["id"]


def test_the_vat_rates_of_a_day_come_with_their_source(client):
    rates = client.get("/vat-rates?on=2026-11-21").json()

    assert [entry["rate"] for entry in rates] == ["20", "10", "5.5", "2.1", "0", "8.5", "1.75", "1.05"]
    assert rates[0]["source"] == "CGI art. 278"
    assert client.get("/vat-rates?on=1999-01-01").json() == []


def test_a_product_goes_to_the_trash_and_comes_back(client):
    made = client.post("/products", {"reference": "A", "name": "Audit"}).json()

    assert client.delete(f"/products/{made['id']}").status_code == 204
    assert client.get(f"/products/{made['id']}").status_code == 404
    assert client.post(f"/products/{made['id']}/restore").json()["name"] == "Audit"
