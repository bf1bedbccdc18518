"""Filling records from the register, marks of where values come from, and changes to decide on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sillage.customers.company_registry import jobs
from sillage.customers.company_registry.models import RegistryProposal
from sillage.customers.company_registry.rules import changes_of, fingerprint
from sillage.customers.company_registry.testing import recorded_register
from sillage.customers.company_registry.types import CompanyMatch
from sillage.customers.testing import make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs

DATA = Path(__file__).resolve().parents[4] / "tests" / "data" / "sirene"
DANONE = "552032534"

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    with recorded_register(DATA) as running:
        yield running


@pytest.fixture
def member():
    return make_member(make_workspace(), "administrator", name="Camille Jourdan")


@pytest.fixture
def client(member):
    return client_of(member)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(jobs, "PAUSE_SECONDS", 0)


def enable(client: Any) -> None:
    assert client.patch("/company-registry", json={"enabled": True}).status_code == 200


def test_the_register_is_not_asked_before_an_administrator_enables_it(client, register):
    refused = client.get("/company-registry/companies?q=danone")

    assert (refused.status_code, refused.json()["code"]) == (409, "company_registry_off")
    assert register.asked == []
    assert client.get("/company-registry").json() == {
        "available": True,
        "enabled": False,
        "source": "sirene",
        "waiting": 0,
        "last_run": None,
    }


def test_only_who_manages_the_workspace_enables_it(member, register):
    seller = client_of(make_member(workspace_of(member), "sales"))

    refused = seller.patch("/company-registry", json={"enabled": True})

    assert refused.status_code == 403
    assert seller.get("/company-registry").json()["enabled"] is False


def workspace_of(member):
    from sillage.identity.workspaces.models import Workspace

    return Workspace.objects.get(id=member.workspace_id)


def test_matches_come_with_the_values_that_fill_the_form(client, register):
    enable(client)

    found = client.get("/company-registry/companies?q=552 032 534").json()

    assert [item["name"] for item in found["items"]] == ["DANONE"]
    assert found["items"][0]["values"] == {
        "name": "DANONE",
        "legal_name": "DANONE",
        "siren": DANONE,
        "siret": "55203253400703",
        "vat_number": "FR27552032534",
        "naf_code": "70.10Z",
        "legal_form": "5599",
        "legal_status": "active",
        "headcount_range": "42",
        "revenue": "27376000000.00",
        "revenue_year": 2024,
        "address_line": "59-61 RUE LA FAYETTE",
        "postal_code": "75009",
        "city": "PARIS",
    }


def test_a_register_that_is_down_or_busy_is_told_in_words(client, register):
    enable(client)
    register.says["danone"] = (503, {}, {})
    register.says["kikou"] = (429, {"Retry-After": "3"}, {})

    down = client.get("/company-registry/companies?q=danone")
    busy = client.get("/company-registry/companies?q=kikou")

    assert (down.status_code, down.json()["code"]) == (503, "company_registry_unreachable")
    assert (busy.status_code, busy["Retry-After"]) == (429, "3")


def test_values_left_as_the_register_gave_them_carry_its_mark_and_an_edit_takes_it_away(client, register):
    enable(client)
    values = client.get(f"/company-registry/companies?q={DANONE}").json()["items"][0]["values"]

    made = client.post(
        "/company-registry/organisations", json={"siren": DANONE, "values": values | {"name": "Danone France"}}
    )

    body = made.json()
    assert made.status_code == 201
    assert (body["name"], body["siret"], body["department"]) == ("Danone France", "55203253400703", "75")
    assert body["naf_label"] == "Activités des sièges sociaux"
    assert sorted(body["provenance"]) == sorted(set(values) - {"name"})
    assert body["provenance"]["city"]["source"] == "sirene"

    edited = client.patch(f"/organisations/{body['id']}", json={"city": "Nanterre", "sector": "Alimentation"}).json()
    assert "city" not in edited["provenance"]
    assert "siret" in edited["provenance"]


def test_a_company_nobody_looked_up_is_not_marked_as_if(client, register):
    enable(client)

    refused = client.post("/company-registry/organisations", json={"siren": "404833048", "values": {"name": "A"}})

    assert (refused.status_code, refused.json()["code"]) == (409, "company_not_looked_up")
    assert client.get("/organisations/count").json()["count"] == 0


def test_chosen_fields_of_a_record_are_taken_from_the_register(client, member, register):
    enable(client)
    organisation_id = make_organisation(actor_of(member), "Danone", sector="Alimentation")
    client.get(f"/company-registry/companies?q={DANONE}")

    filled = client.post(
        f"/organisations/{organisation_id}/registry", json={"siren": DANONE, "fields": ["siren", "city", "sector"]}
    ).json()

    assert (filled["siren"], filled["city"], filled["sector"]) == (DANONE, "PARIS", "Alimentation")
    assert sorted(filled["provenance"]) == ["city", "siren"]


RECORD = {
    "name": "Ganymède",
    "legal_name": "Ganymède",
    "address_line": "1 rue Haute",
    "postal_code": "35000",
    "city": "Rennes",
    "legal_status": None,
}


def test_only_what_differs_in_more_than_case_and_accents_is_proposed():
    same = CompanyMatch("880878145", "GANYMEDE", "GANYMEDE", street="1 RUE HAUTE", postal_code="35000", city="RENNES")
    moved = CompanyMatch("880878145", "GANYMEDE", "GANYMEDE", street="2 RUE BASSE", postal_code="35000", city="RENNES")
    renamed = CompanyMatch("880878145", "ORION", "ORION", closed=True)

    assert changes_of(RECORD, same) == {}
    assert changes_of(RECORD, moved) == {
        "address": {"address_line": "2 RUE BASSE", "postal_code": "35000", "city": "RENNES"}
    }
    assert changes_of(RECORD, renamed) == {
        "legal_name": {"legal_name": "ORION", "name": "ORION"},
        "legal_status": {"legal_status": "closed", "closed_on": None},
    }
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def compare(client: Any) -> dict[str, Any]:
    assert client.post("/company-registry/comparisons").status_code == 201
    drain_jobs()
    return client.get("/company-registry").json()


def test_the_comparison_proposes_and_a_person_decides(client, member, register):
    enable(client)
    actor = actor_of(member)
    closed = make_organisation(actor, "Ganymède", siren="880878145")
    moved = make_organisation(
        actor,
        "Danone",
        legal_name="BSN",
        siren=DANONE,
        address_line="7 rue de Téhéran",
        postal_code="75008",
        city="Paris",
    )
    make_organisation(actor, "Inconnue", siren="732829320")
    make_organisation(actor, "Sans numéro")
    register.says["880878145"] = (200, {}, json.loads((DATA / "88087814500015.json").read_text()))

    after = compare(client)

    assert {name: after["last_run"][name] for name in ("state", "checked", "missing", "proposed")} == {
        "state": "done",
        "checked": 3,
        "missing": 1,
        "proposed": 3,
    }
    items = client.get("/company-registry/proposals").json()["items"]
    by_field = {item["field"]: item for item in items}
    assert {name: item["organisation_id"] for name, item in by_field.items()} == {
        "legal_status": str(closed),
        "address": str(moved),
        "legal_name": str(moved),
    }
    assert by_field["address"]["before"]["city"] == "Paris"
    assert client.get(f"/organisations/{moved}").json()["address_line"] == "7 rue de Téhéran"

    accepted = client.post(f"/company-registry/proposals/{by_field['address']['id']}/accept").json()
    ignored = client.post(f"/company-registry/proposals/{by_field['legal_name']['id']}/ignore").json()
    again = client.post(f"/company-registry/proposals/{by_field['legal_name']['id']}/accept")
    assert (accepted["address_line"], accepted["provenance"]["address_line"]["source"]) == (
        "59-61 RUE LA FAYETTE",
        "sirene",
    )
    assert ignored["legal_name"] == "BSN"
    assert (again.status_code, again.json()["code"]) == (409, "proposal_decided")

    assert compare(client)["waiting"] == 1
    assert [item["field"] for item in client.get("/company-registry/proposals").json()["items"]] == ["legal_status"]


def test_a_reader_decides_nothing_and_another_workspace_sees_nothing(client, member, register):
    enable(client)
    make_organisation(actor_of(member), "Ganymède", siren="880878145")
    register.says["880878145"] = (200, {}, json.loads((DATA / "88087814500015.json").read_text()))
    compare(client)
    (item,) = client.get("/company-registry/proposals").json()["items"]
    reader = client_of(make_member(workspace_of(member), "read_only"))
    stranger = client_of(make_member(make_workspace(), "administrator"))

    assert reader.post(f"/company-registry/proposals/{item['id']}/accept").status_code == 403
    assert stranger.post(f"/company-registry/proposals/{item['id']}/accept").status_code == 404
    assert stranger.get("/company-registry/proposals").json()["items"] == []
    with workspace_transaction(member.workspace_id):
        assert RegistryProposal.objects.get().status == "open"


def test_a_comparison_waits_while_the_register_is_down_and_goes_on_where_it_was(client, member, register):
    enable(client)
    actor = actor_of(member)
    first = make_organisation(actor, "Ganymède", siren="880878145")
    make_organisation(actor, "Danone", siren=DANONE)
    register.says["880878145"] = (200, {}, json.loads((DATA / "88087814500015.json").read_text()))
    register.says[DANONE] = (500, {}, {})

    waiting = compare(client)
    assert (waiting["last_run"]["state"], waiting["last_run"]["checked"], waiting["waiting"]) == ("running", 1, 1)

    del register.says[DANONE]
    drain_jobs(later=True)
    done = client.get("/company-registry").json()["last_run"]
    assert (done["state"], done["checked"]) == ("done", 2)
    assert register.asked.count("880878145") == 1
    assert first is not None


def test_the_monthly_job_asks_only_where_it_is_enabled(client, member, register):
    make_organisation(actor_of(member), "Danone", siren=DANONE)
    jobs.compare_monthly.run()
    drain_jobs()
    assert register.asked == []

    enable(client)
    jobs.compare_monthly.run()
    drain_jobs()
    assert register.asked == [DANONE]
