"""A company starts, a colleague joins by invitation, works, and leaves the records to another."""

from __future__ import annotations

from typing import Any

import pytest

from sillage.identity.testing import ApiClient, anonymous_client
from sillage.kernel.cache.limits import forget_leases

pytestmark = pytest.mark.django_db(transaction=True)
COMPANY = {"name": "Cabinet Durand", "siren": "732829320"}
ALICE = {"name": "Alice Roux", "email": "alice@durand.test", "password": "horloge-verte-42"}
BRUNO = {"name": "Bruno Petit", "password": "marée-haute-des-77"}


@pytest.fixture(autouse=True)
def wide_limits(settings: Any) -> None:
    settings.SILLAGE_RATE_ANONYMOUS = settings.SILLAGE_RATE_SIGN_IN = 1000
    forget_leases()


def signed_in(client: ApiClient) -> ApiClient:
    """The browser after a sign-in: it sends the CSRF token it was given."""
    client.headers["X-CSRFToken"] = client.http.cookies["csrftoken"].value
    return client


def ready_company() -> ApiClient:
    browser = anonymous_client()
    assert browser.get("/setup").json()["needed"] is True
    assert browser.post("/setup", {"company": COMPANY, "administrator": ALICE}).status_code == 201
    return signed_in(browser)


def joined(alice: ApiClient) -> ApiClient:
    roles = {role["key"]: role["id"] for role in alice.get("/roles").json()["items"]}
    entry = {"email": "bruno@durand.test", "role_id": roles["sales"]}
    link = alice.post("/invitations", {"invitations": [entry]}).json()["items"][0]["link"]
    browser = anonymous_client()
    answer = browser.post(f"/invitations/by-token/{link.rsplit('/', 1)[1]}/accept", BRUNO)
    assert answer.json()["signed_in"] is True
    return signed_in(browser)


def test_a_new_company_starts_with_two_pipelines_in_french() -> None:
    alice = ready_company()

    pipelines = alice.get("/pipelines").json()

    assert sorted(pipeline["name"] for pipeline in pipelines) == ["Nouveaux clients", "Prospection"]


def test_who_leaves_hands_everything_over_and_is_out_at_once() -> None:
    alice = ready_company()
    bruno = joined(alice)
    organisation = bruno.post("/organisations", {"name": "Brasserie du Port"}).json()
    contact = bruno.post("/contacts", {"last_name": "Morel", "organisation_id": organisation["id"]}).json()
    deal = bruno.post("/deals", {"name": "Contrat cadre", "amount": "48600.00"}).json()
    members = {member["name"]: member["id"] for member in alice.get("/members").json()["items"]}

    preview = alice.get(f"/members/{members['Bruno Petit']}/deactivation").json()
    refused = alice.post(f"/members/{members['Bruno Petit']}/deactivate", {})
    done = alice.post(f"/members/{members['Bruno Petit']}/deactivate", {"hand_over_to": members["Alice Roux"]})

    assert {item["object"]: item["count"] for item in preview["items"]} == {"organisation": 1, "contact": 1, "deal": 1}
    assert (refused.status_code, refused.json()["fields"][0]["path"]) == (422, "hand_over_to")
    assert done.json()["handed_over"] == 3
    assert bruno.get("/session").status_code == 401
    for path in (f"/organisations/{organisation['id']}", f"/contacts/{contact['id']}", f"/deals/{deal['id']}"):
        assert alice.get(path).json()["owner_name"] == "Alice Roux"
