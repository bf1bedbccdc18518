"""Finding duplicates, deciding about them, and warning while one is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import ApiClient, actor_of, client_of, make_member, make_team, make_workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.duplicates import detecting, jobs
from sillage.records.duplicates.models import DuplicatePair, DuplicateRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin() -> Any:
    return make_member(make_workspace("Méridien"), "administrator")


@pytest.fixture
def client(admin: Any) -> ApiClient:
    return client_of(admin)


def detect(client: ApiClient, name: str = "contact") -> list[dict[str, Any]]:
    started = client.post("/duplicates/runs", {"object": name})
    assert started.status_code == 202, started.content
    drain_jobs(later=True)
    assert client.get(f"/duplicates/runs/{started.json()['id']}").json()["status"] == "done"
    return queue(client, name)


def queue(client: ApiClient, name: str = "contact", state: str = "open") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/duplicates?object={name}&state={state}").json()["items"]
    return found


def names(pair: dict[str, Any]) -> set[str]:
    return {record["title"] for record in pair["records"]}


def test_pairs_come_with_their_score_and_reasons_in_words(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    organisation = make_organisation(actor)
    make_contact(actor, "Philippe", "Durand", organisation_id=organisation)
    make_contact(actor, "Filipe", "Durant", organisation_id=organisation)
    make_contact(actor, "Claire", "Roux", organisation_id=organisation)

    (pair,) = detect(client)

    assert names(pair) == {"Philippe Durand", "Filipe Durant"}
    assert pair["score"] == 71
    assert [reason["text"] for reason in pair["reasons"]] == ["Noms qui se prononcent pareil", "Même entreprise"]


def test_records_changed_or_deleted_leave_the_queue(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    one, _ = make_contact(actor, email="c@a.example"), make_contact(actor, email="c@a.example")
    assert len(detect(client)) == 1

    client.delete(f"/contacts/{one}")

    drain_jobs(later=True)
    assert queue(client) == []
    client.post(f"/contacts/{one}/restore", {})
    assert len(detect(client)) == 1
    client.patch(f"/contacts/{one}", {"email": "autre@b.example", "last_name": "Martin"})
    assert detect(client) == []


def test_what_is_no_duplicate_stays_decided_until_an_identifying_value_matches(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    one = make_contact(actor, email="c@a.example", city="Rennes")
    other = make_contact(actor, email="c@a.example")
    (pair,) = detect(client)
    decided = client.patch(f"/duplicates/pairs/{pair['id']}", {"status": "dismissed"})

    assert decided.json()["status"] == "dismissed"
    assert detect(client) == []
    client.patch(f"/contacts/{other}", {"city": "Rennes"})
    assert detect(client) == []
    assert [each["id"] for each in queue(client, state="decided")] == [pair["id"]]
    for contact in (one, other):
        client.patch(f"/contacts/{contact}", {"mobile": "06 39 98 00 11"})
    assert [each["id"] for each in detect(client)] == [pair["id"]]


def test_what_is_for_later_comes_back(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    make_contact(actor, email="c@a.example"), make_contact(actor, email="c@a.example")
    (pair,) = detect(client)

    client.patch(f"/duplicates/pairs/{pair['id']}", {"status": "later"})

    assert queue(client) == []
    with workspace_transaction(actor.workspace_id), connection.cursor() as cursor:
        cursor.execute("UPDATE records_duplicate_pair SET later_until = later_until - interval '8 days'")
    assert [each["id"] for each in queue(client)] == [pair["id"]]


def test_only_pairs_open_to_editing_are_shown_and_decided(admin: Any) -> None:
    workspace = make_workspace("Équipes")
    seller = make_member(workspace, "sales", team=make_team(workspace))
    boss = make_member(workspace, "administrator")
    make_contact(actor_of(seller), email="c@a.example")
    make_contact(actor_of(boss), email="c@a.example")
    (pair,) = detect(client_of(boss))

    refused = client_of(seller).patch(f"/duplicates/pairs/{pair['id']}", {"status": "dismissed"})
    other_workspace = client_of(admin).patch(f"/duplicates/pairs/{pair['id']}", {"status": "dismissed"})

    assert queue(client_of(seller)) == []
    assert (refused.status_code, other_workspace.status_code) == (404, 404)
    with workspace_transaction(workspace.id):
        assert DuplicatePair.objects.get().status == "open"


def test_one_search_of_a_kind_runs_at_a_time_and_can_be_cancelled(client: ApiClient) -> None:
    first = client.post("/duplicates/runs", {"object": "contact"}).json()

    second = client.post("/duplicates/runs", {"object": "contact"})
    cancelled = client.post(f"/duplicates/runs/{first['id']}/cancel", {})

    assert (second.status_code, second.json()["code"]) == (409, "detection_runs")
    assert cancelled.json()["status"] == "cancelled"
    drain_jobs(later=True)
    assert client.get(f"/duplicates/runs/{first['id']}").json()["status"] == "cancelled"
    assert client.post("/duplicates/runs", {"object": "contact"}).status_code == 202


def test_a_search_in_small_chunks_finds_the_same(
    client: ApiClient, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(admin)
    for number in range(6):
        make_contact(actor, f"Claire {number}", email=f"c{number // 2}@a.example")
    whole = {frozenset(record["id"] for record in pair["records"]) for pair in detect(client)}
    with workspace_transaction(actor.workspace_id):
        DuplicatePair.objects.all().delete()
    monkeypatch.setattr(detecting, "RECORDS", 2)
    monkeypatch.setattr(detecting, "KEYS", 3)

    parts = {frozenset(record["id"] for record in pair["records"]) for pair in detect(client)}

    assert parts == whole
    assert len(whole) == 3


def test_a_value_everybody_shares_is_not_compared(
    client: ApiClient, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detecting, "MOST_ALIKE", 3)
    for number in range(4):
        make_contact(actor_of(admin), f"Prénom{number}", f"Nom{number}", email="contact@a.example")

    assert detect(client) == []


def test_the_night_searches_what_changed(admin: Any) -> None:
    actor = actor_of(admin)
    make_contact(actor, email="c@a.example"), make_contact(actor, email="c@a.example")

    jobs.detect_nightly.run()
    drain_jobs(later=True)
    jobs.detect_nightly.run()

    with workspace_transaction(actor.workspace_id):
        runs = list(DuplicateRun.objects.values_list("object", "status"))
    assert runs == [("contact", "done")]
    assert len(queue(client_of(admin))) == 1


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("object=contact&name=Vasseur Claire", ["Claire Vasseur"]),
        ("object=contact&name=Clair Vasseur", []),
        ("object=contact&name=X&email=Claire@Solhene.example", ["Claire Vasseur"]),
        ("object=contact&phone=06 39 98 00 11", ["Claire Vasseur"]),
        ("object=organisation&name=solhene sarl", ["Groupe Solhène"]),
        ("object=organisation&name=Groupe solh", ["Groupe Solhène"]),
        ("object=organisation&name=X&siren=732 829 320", ["Groupe Solhène"]),
        ("object=organisation&name=Verrerie", []),
    ],
)
def test_look_alikes_of_what_is_typed(client: ApiClient, admin: Any, question: str, found: list[str]) -> None:
    actor = actor_of(admin)
    make_organisation(actor, siren="732829320", legal_name="Solhène SAS")
    make_contact(actor, email="claire@solhene.example", mobile="+33639980011")

    answer = client.get(f"/duplicates/similar?{question}")

    assert answer.status_code == 200, answer.content
    assert [item["title"] for item in answer.json()["items"]] == found
    assert answer.json()["hidden"] is False


def test_a_look_alike_out_of_reach_is_told_of_only_as_the_workspace_allows() -> None:
    workspace = make_workspace("Équipes")
    boss = make_member(workspace, "administrator", name="Élodie Marchand")
    seller = make_member(workspace, "sales", team=make_team(workspace))
    make_contact(actor_of(boss), email="c@a.example")
    ask = "/duplicates/similar?object=contact&name=Claire Vasseur&email=c@a.example"

    by_default = client_of(seller).get(ask).json()
    client_of(boss).put("/duplicates/settings", {"hidden": "owner"})
    with_owner = client_of(seller).get(ask).json()
    client_of(boss).put("/duplicates/settings", {"hidden": "nothing"})
    silent = client_of(seller).get(ask).json()
    refused = client_of(seller).put("/duplicates/settings", {"hidden": "owner"})

    assert by_default == {"items": [], "hidden": True, "hidden_owner": None}
    assert with_owner == {"items": [], "hidden": True, "hidden_owner": "Élodie Marchand"}
    assert silent == {"items": [], "hidden": False, "hidden_owner": None}
    assert refused.status_code == 403


def test_a_deal_of_the_same_name_for_the_same_organisation_is_told_of(client: ApiClient, admin: Any) -> None:
    organisation = make_organisation(actor_of(admin))
    stages = [
        {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
        {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
        {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
    ]
    client.post("/pipelines", {"name": "Ventes", "stages": stages})
    client.post("/deals", {"name": "Audit énergie", "organisation_id": str(organisation)})

    same = client.get(f"/duplicates/similar?object=deal&name=audit energie&organisation_id={organisation}").json()
    elsewhere = client.get("/duplicates/similar?object=deal&name=audit energie").json()

    assert [item["title"] for item in same["items"]] == ["Audit énergie"]
    assert elsewhere["items"] == []


def test_nobody_is_warned_of_another_workspaces_records(admin: Any) -> None:
    make_contact(actor_of(admin), email="c@a.example")
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answer = client_of(stranger).get("/duplicates/similar?object=contact&name=Claire Vasseur&email=c@a.example")

    assert answer.json() == {"items": [], "hidden": False, "hidden_owner": None}
