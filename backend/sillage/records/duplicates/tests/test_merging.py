"""Merging records and taking merges back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from sillage.customers.contacts.actions import create_contact, delete_contact, update_contact
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import ApiClient, actor_of, client_of, make_member, make_team, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.kernel.testing.jobs import drain_jobs
from sillage.records.duplicates import jobs
from sillage.records.duplicates.actions import merge_records, undo_merge
from sillage.records.duplicates.models import MergedRecord, MergedRow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin() -> Any:
    return make_member(make_workspace("Méridien"), "administrator")


@pytest.fixture
def client(admin: Any) -> ApiClient:
    return client_of(admin)


def merge(client: ApiClient, object: str, survivor: Any, *losers: Any, **more: Any) -> Any:
    body = {"object": object, "survivor_id": str(survivor), "loser_ids": [str(each) for each in losers], **more}
    return client.post("/merges", body)


def made(response: Any) -> dict[str, Any]:
    assert response.status_code in (200, 201), response.content
    return response.json()  # type: ignore[no-any-return]


def fingerprint(actor: Actor) -> dict[str, list[str]]:
    """Every row that a merge may touch, by table."""
    tables = (
        "customers_contact customers_organisation sales_deal sales_deal_contact activities_note_link records_file"
        " records_record_tag records_field_value records_duplicate_key records_duplicate_pair records_merged_record"
        " records_merge records_merged_row kernel_event kernel_event_link kernel_field_change records_search_entry"
    )
    found = {}
    with workspace_transaction(actor.workspace_id), connection.cursor() as cursor:
        for table in tables.split():
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def test_everything_of_the_merged_contact_follows_the_one_that_stays(client: ApiClient, admin: Any) -> None:
    kept = made(
        client.post("/contacts", {"first_name": "Claire", "last_name": "Vasseur", "email": "c@solhene.example"})
    )
    gone = made(client.post("/contacts", {"first_name": "Claire", "last_name": "Vaseur", "mobile": "06 39 98 00 11"}))
    client.post("/notes", {"body": "Rappeler", "about": [{"object": "contact", "id": gone["id"]}]})
    stages = [
        {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
        {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
        {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
    ]
    pipeline = made(client.post("/pipelines", {"name": "Ventes", "stages": stages}))
    values = {"name": "Audit", "pipeline_id": pipeline["id"], "contacts": [{"id": gone["id"], "role": "decider"}]}
    deal = made(client.post("/deals", values))

    merged = made(merge(client, "contact", kept["id"], gone["id"]))

    after = made(client.get(f"/contacts/{kept['id']}?include=timeline"))
    assert after["mobile"] == "+33639980011"
    assert after["last_name"] == "Vasseur"
    kinds = [item["kind"] for item in after["timeline"]["items"]]
    assert kinds.count("note.created") == 1
    assert kinds.count("contact.created") == 2
    assert "record.merged" in kinds
    assert [each["id"] for each in made(client.get(f"/deals/{deal['id']}"))["contacts"]] == [kept["id"]]
    assert merged["losers"] == [{"id": gone["id"], "title": "Claire Vaseur"}]
    assert merged["undoable"] is True


def test_an_old_address_names_the_record_that_is_left(client: ApiClient, admin: Any) -> None:
    kept, gone = make_contact(actor_of(admin)), make_contact(actor_of(admin))
    merge(client, "contact", kept, gone)

    answer = client.get(f"/contacts/{gone}")

    assert answer.status_code == 404
    assert answer.json()["merged_into"] == {"object": "contact", "id": str(kept)}


def test_an_old_address_says_nothing_to_who_may_not_see_the_successor(admin: Any) -> None:
    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor)
    merge(client_of(admin), "contact", kept, gone)
    stranger = make_member(make_workspace("Ailleurs"), "administrator")

    answer = client_of(stranger).get(f"/contacts/{gone}")

    assert answer.status_code == 404
    assert "merged_into" not in answer.json()


def test_the_undo_brings_back_every_row_as_it_was(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    solhene, twin = make_organisation(actor), make_organisation(actor, "Groupe Solhène SAS", siren="732829320")
    make_contact(actor, organisation_id=twin)
    client.post("/notes", {"body": "Même note", "about": [{"object": "organisation", "id": str(twin)}]})
    drain_jobs(later=True)
    before = fingerprint(actor)
    merged = merge(client, "organisation", solhene, twin)

    undone = made(client.post(f"/change-sets/{merged['X-Change-Set']}/undo", {}))

    drain_jobs(later=True)
    assert undone["conflicts"] == []
    after = fingerprint(actor)
    for table in ("activities_note_link", "records_duplicate_key", "records_merged_record"):
        assert after[table] == before[table], table
    organisations = {item["id"]: item for item in made(client.get("/organisations"))["items"]}
    assert organisations[str(twin)]["siren"] == "732829320"
    assert organisations[str(solhene)]["siren"] is None
    contact = made(client.get("/contacts"))["items"][0]
    assert contact["organisation_id"] == str(twin)
    found = made(client.get("/search?q=732829320"))
    assert [hit["id"] for hit in found["items"]] == [str(twin)]


def test_the_undo_leaves_what_somebody_changed_since_and_says_so(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor, job_title="Directrice")
    merged = made(merge(client, "contact", kept, gone))
    client.patch(f"/contacts/{kept}", {"job_title": "Présidente"})

    report = made(client.post(f"/merges/{merged['id']}/undo", {}))

    assert [(each["reason"], each["fields"]) for each in report["conflicts"]] == [("changed_since", ["Fonction"])]
    assert made(client.get(f"/contacts/{kept}"))["job_title"] == "Présidente"
    assert made(client.get(f"/contacts/{gone}"))["job_title"] == "Directrice"


def test_a_contact_moved_elsewhere_since_is_not_taken_back(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept, gone, third = (make_organisation(actor, name) for name in ("Solhène", "Solhene", "Verrerie"))
    contact = make_contact(actor, organisation_id=gone)
    merged = made(merge(client, "organisation", kept, gone))
    client.patch(f"/contacts/{contact}", {"organisation_id": str(third)})

    report = made(client.post(f"/merges/{merged['id']}/undo", {}))

    assert [each["fields"] for each in report["conflicts"]] == [["Contacts"]]
    assert made(client.get(f"/contacts/{contact}"))["organisation_id"] == str(third)


def test_a_merge_is_undone_once(client: ApiClient, admin: Any) -> None:
    kept, gone = make_contact(actor_of(admin)), make_contact(actor_of(admin))
    merged = made(merge(client, "contact", kept, gone))
    undone = client.post(f"/merges/{merged['id']}/undo", {})

    again = client.post(f"/merges/{merged['id']}/undo", {})
    redo = client.post(f"/change-sets/{undone['X-Change-Set']}/undo", {})

    assert (again.status_code, again.json()["code"]) == (409, "already_undone")
    assert (redo.status_code, redo.json()["code"]) == (409, "merge_again")


def test_merging_again_what_is_merged_gives_the_same_merge(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor)
    first = made(merge(client, "contact", kept, gone))
    before = fingerprint(actor)

    second = made(merge(client, "contact", kept, gone))

    assert second["id"] == first["id"]
    assert fingerprint(actor) == before


def test_what_cannot_be_merged_is_refused_and_nothing_changes(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    one, other, trashed = make_contact(actor), make_contact(actor), make_contact(actor)
    organisation = make_organisation(actor)
    with workspace_transaction(actor.workspace_id):
        delete_contact(actor, trashed)
    foreign = make_contact(actor_of(make_member(make_workspace("Ailleurs"), "administrator")))
    before = fingerprint(actor)

    answers = {
        "itself": merge(client, "contact", one, one),
        "twice": merge(client, "contact", one, other, other),
        "across kinds": merge(client, "contact", one, organisation),
        "other workspace": merge(client, "contact", one, foreign),
        "trash": merge(client, "contact", one, trashed),
        "unknown kind": merge(client, "licorne", one, other),
        "deals": merge(client, "deal", one, other),
        "unknown field": merge(client, "contact", one, other, choices={"humeur": str(one)}),
        "value of another": merge(client, "contact", one, other, choices={"email": str(organisation)}),
        "stale": merge(client, "contact", one, other, versions={str(one): 7}),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "itself": 422, "twice": 422, "across kinds": 404, "other workspace": 404, "trash": 409, "unknown kind": 422,
        "deals": 422, "unknown field": 422, "value of another": 422, "stale": 412,
    }  # fmt: skip
    assert answers["itself"].json()["fields"][0]["message"] == "Une fiche ne se fusionne pas avec elle-même"
    assert answers["trash"].json()["code"] == "record_in_trash"
    assert fingerprint(actor) == before


def test_both_records_must_be_open_to_editing(admin: Any) -> None:
    actor = actor_of(admin)
    workspace = make_workspace("Équipes")
    north = make_team(workspace)
    boss, seller = make_member(workspace, "administrator"), make_member(workspace, "sales", team=north)
    own = make_contact(actor_of(seller))
    foreign = make_contact(actor_of(boss))
    reader = make_member(workspace, "read_only")
    before = fingerprint(actor_of(boss))

    by_seller = merge(client_of(seller), "contact", own, foreign)
    by_reader = merge(client_of(reader), "contact", own, foreign)

    assert by_seller.status_code == 404
    assert by_reader.status_code == 403
    assert fingerprint(actor_of(boss)) == before
    assert actor.workspace_id != workspace.id


def test_a_person_chooses_field_by_field(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept = make_contact(actor, job_title="Directrice", email="claire@a.example")
    gone = make_contact(actor, job_title="Acheteuse", email="claire@b.example")
    chosen = {"job_title": str(gone), "email": str(kept)}

    made(merge(client, "contact", kept, gone, choices=chosen))

    after = made(client.get(f"/contacts/{kept}"))
    assert (after["job_title"], after["email"]) == ("Acheteuse", "claire@a.example")


def test_the_proposal_prefers_filled_then_typed_by_a_person_then_recent(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept = make_contact(actor, job_title="Directrice", city="Rennes")
    gone = make_contact(actor, job_title="Acheteuse", city="Nantes", email="claire@b.example")
    client.patch(f"/contacts/{gone}", {"city": "Brest"})

    shown = made(client.get(f"/duplicates/comparison?object=contact&ids={kept},{gone}&survivor_id={kept}"))

    proposed = {field["name"]: field["proposed"] for field in shown["fields"]}
    assert proposed["email"] == str(gone)
    assert proposed["city"] == str(gone)
    assert proposed["owner_id"] == str(kept)
    city = next(field for field in shown["fields"] if field["name"] == "city")
    assert (city["values"], city["differs"]) == (["Rennes", "Brest"], True)


def test_a_merge_into_a_merge_leads_to_the_last_and_is_undone_from_the_last(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    first, second, third = (make_contact(actor) for _ in range(3))
    early = made(merge(client, "contact", second, first))
    late = made(merge(client, "contact", third, second))

    refused = client.post(f"/merges/{early['id']}/undo", {})
    leads_to = client.get(f"/contacts/{first}").json()["merged_into"]["id"]
    client.post(f"/merges/{late['id']}/undo", {})
    then = client.post(f"/merges/{early['id']}/undo", {})

    assert (refused.status_code, refused.json()["code"]) == (409, "merged_since")
    assert leads_to == str(third)
    assert then.status_code == 200
    assert client.get(f"/contacts/{first}").status_code == 200


def test_a_merged_record_is_in_no_list_and_no_trash_and_cannot_be_restored(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor)

    merge(client, "contact", kept, gone)

    assert [item["id"] for item in made(client.get("/contacts"))["items"]] == [str(kept)]
    assert made(client.get("/trash"))["items"] == []
    assert client.patch(f"/contacts/{gone}", {"city": "Lyon"}).status_code == 404


def test_three_become_one_and_three_again(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    one, two, three = (make_contact(actor, email=f"{name}@x.example") for name in "abc")

    merged = made(merge(client, "contact", one, two, three))
    report = made(client.post(f"/merges/{merged['id']}/undo", {}))

    assert (len(merged["losers"]), report["undone"], report["conflicts"]) == (2, 3, [])
    emails = sorted(item["email"] for item in made(client.get("/contacts"))["items"])
    assert emails == ["a@x.example", "b@x.example", "c@x.example"]


def test_after_thirty_days_a_merge_stays_and_what_it_kept_is_forgotten(
    client: ApiClient, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor)
    merged = made(merge(client, "contact", kept, gone))
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    jobs.forget_old_merges.run()

    with workspace_transaction(actor.workspace_id):
        assert list(MergedRow.objects.all()) == []
        row = MergedRecord.objects.get()
        assert (row.row, row.title) == (None, "")
        with pytest.raises(Exception, match="merge_expired"):
            undo_merge(actor, UUID(merged["id"]))
    assert client.get(f"/contacts/{gone}").json()["merged_into"]["id"] == str(kept)


def test_actions_refuse_a_reader_who_looks_as_somebody_else(admin: Any) -> None:
    import dataclasses

    actor = actor_of(admin)
    kept, gone = make_contact(actor), make_contact(actor)
    watching = dataclasses.replace(actor, read_only=True)

    with workspace_transaction(actor.workspace_id), pytest.raises(Exception, match="forbidden"):
        merge_records(watching, "contact", kept, [gone])

    with workspace_transaction(actor.workspace_id):
        assert MergedRecord.objects.count() == 0


def test_a_deal_with_both_keeps_one_and_its_role(client: ApiClient, admin: Any) -> None:
    actor = actor_of(admin)
    with workspace_transaction(actor.workspace_id):
        kept = create_contact(actor, {"last_name": "Vasseur"})
        gone = create_contact(actor, {"last_name": "Vaseur"})
        update_contact(actor, kept, {"city": "Lyon"})
    stages = [
        {"name": "Lead", "colour": "#0E5A78", "probability": 10, "kind": "open"},
        {"name": "Signé", "colour": "#17734A", "probability": 100, "kind": "won"},
        {"name": "Perdu", "colour": "#B42828", "probability": 0, "kind": "lost"},
    ]
    pipeline = made(client.post("/pipelines", {"name": "Ventes", "stages": stages}))
    people = [{"id": str(kept)}, {"id": str(gone), "role": "decider"}]
    deal = made(client.post("/deals", {"name": "Audit", "pipeline_id": pipeline["id"], "contacts": people}))

    merged = made(merge(client, "contact", kept, gone))

    contacts = made(client.get(f"/deals/{deal['id']}"))["contacts"]
    assert [(each["id"], each["role"]) for each in contacts] == [(str(kept), "decider")]
    client.post(f"/merges/{merged['id']}/undo", {})
    contacts = made(client.get(f"/deals/{deal['id']}"))["contacts"]
    assert {(each["id"], each["role"]) for each in contacts} == {(str(kept), None), (str(gone), "decider")}
