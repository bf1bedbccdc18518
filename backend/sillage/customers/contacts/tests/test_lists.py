"""Several addresses, numbers and organisations of a contact, and what it refuses."""

from urllib.parse import quote

import pytest
from django.db import connection

from sillage.customers.contacts import actions
from sillage.customers.contacts.models import Affiliation, ContactEmail, ContactPhone, OptOut
from sillage.customers.contacts.queries import contact_after_write, contacts_by_email
from sillage.customers.migrations._first_values import STATEMENTS
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, client_of, make_member, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.events.models import FieldChange, StoredEvent
from sillage.kernel.permissions.actor import system_actor
from sillage.records.trash.actions import undo_change_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_member(make_workspace(), "administrator", name="Camille Jourdan")


@pytest.fixture
def admin(member):
    return actor_of(member)


@pytest.fixture
def unit(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


@pytest.fixture
def client(member):
    return client_of(member)


def changes():
    event = StoredEvent.objects.filter(kind__startswith="contact.").latest("occurred_at")
    return {row.field: (row.before, row.after) for row in FieldChange.objects.filter(event_id=event.id)}


def test_single_values_and_lists_say_the_same(client, admin):
    solhene, alba = make_organisation(admin, "Solhène"), make_organisation(admin, "Alba")

    made = client.post(
        "/contacts",
        json={
            "last_name": "Vasseur",
            "emails": [
                {"address": "perso@v.example", "kind": "personal"},
                {"address": "pro@v.example", "primary": True},
            ],
            "phones": [{"number": "0262 10 20 30", "kind": "work"}, {"number": "06 39 98 20 74"}],
            "affiliations": [
                {"organisation_id": str(alba), "role": "Conseil", "ends_on": "2024-06-30"},
                {"organisation_id": str(solhene), "role": "Achats"},
            ],
        },
    ).json()

    assert (made["email"], made["phone"], made["mobile"]) == ("pro@v.example", "+262262102030", "+33639982074")
    assert made["organisation_name"] == "Solhène"
    assert [(each["organisation_name"], each["main"]) for each in made["affiliations"]] == [
        ("Alba", False),
        ("Solhène", True),
    ]
    people = client.get(f"/organisations/{alba}/contacts").json()["items"]
    assert [(each["name"], each["affiliation"]["ends_on"]) for each in people] == [("Vasseur", "2024-06-30")]
    for typed in ("perso@v.example", "0262102030", "06 39 98 20 74", "alba"):
        found = client.get(f"/search?q={quote(typed)}").json()
        assert "Vasseur" in str(found), typed


def test_a_list_change_is_one_change_with_before_and_after_and_undo_takes_it_back(admin, unit):
    contact_id = make_contact(admin, email="a@x.example")
    unit.change_set_id = None

    actions.update_contact(admin, contact_id, {"emails": ["a@x.example", "b@x.example"]})

    before, after = changes()["emails"]
    assert [each["address"] for each in before] == ["a@x.example"]
    assert [each["address"] for each in after] == ["a@x.example", "b@x.example"]

    change_set, unit.change_set_id = unit.change_set_id, None
    assert undo_change_set(admin, change_set).undone == 1
    assert list(ContactEmail.objects.values_list("address", flat=True)) == ["a@x.example"]


def test_changing_the_only_address_stays_a_change_of_one_field(admin, unit):
    contact_id = make_contact(admin, email="a@x.example")

    actions.update_contact(admin, contact_id, {"email": "b@x.example"})

    assert changes() == {"email": ("a@x.example", "b@x.example")}
    assert list(ContactEmail.objects.values_list("address", flat=True)) == ["b@x.example"]


def test_values_given_bare_keep_what_is_known_of_them(admin, unit):
    known = {"address": "a@x.example", "kind": "personal", "validity": "valid"}
    contact_id = make_contact(admin, emails=[known])

    actions.update_contact(admin, contact_id, {"emails": ["a@x.example", "b@x.example"]})

    rows = ContactEmail.objects.order_by("position").values_list("address", "kind", "validity", "is_primary")
    assert list(rows) == [("a@x.example", "personal", "valid", True), ("b@x.example", "work", "unknown", False)]


def test_a_place_at_another_workspaces_organisation_is_refused(client, admin):
    contact_id = make_contact(admin)
    foreign = make_organisation(actor_of(make_member(make_workspace(), "administrator")))

    refused = client.patch(f"/contacts/{contact_id}", json={"affiliations": [{"organisation_id": str(foreign)}]})

    problems = [(each["path"], each["code"]) for each in refused.json()["fields"]]
    assert problems == [("organisation_id", "unknown_organisation")]
    assert client.get(f"/contacts/{contact_id}").json()["affiliations"] == []


def test_an_organisation_left_ends_no_sooner_than_it_began(admin, unit):
    place = {"organisation_id": str(make_organisation(admin)), "starts_on": "2024-02-01", "ends_on": "2024-01-01"}

    with pytest.raises(InvalidFields) as refused:
        actions.create_contact(admin, {"last_name": "Roux", "affiliations": [place]})

    assert [(each.path, each.code) for each in refused.value.fields] == [("affiliations", "ends_before_it_starts")]


def refuse(admin, contact_id, *channels):
    actions.opt_out(admin, contact_id, channels, source="phone_call", note="Ne veut plus d'appels")


def test_an_objection_is_kept_with_date_source_and_who(client, admin):
    contact_id = make_contact(admin)

    body = client.post(
        f"/contacts/{contact_id}/opt-out", json={"channels": ["phone", "sms"], "source": "phone_call", "note": "Stop"}
    ).json()

    refused = {each["channel"]: each for each in body["consents"] if each["opted_out"]}
    assert sorted(refused) == ["phone", "sms"]
    assert (refused["phone"]["source"], refused["phone"]["by"], refused["phone"]["note"]) == (
        "phone_call",
        "Camille Jourdan",
        "Stop",
    )
    assert refused["phone"]["since"]
    assert [act["act"] for act in client.get(f"/contacts/{contact_id}/consents").json()["items"]] == ["opt_out"] * 2


@pytest.mark.parametrize("values", [{"opt_outs": ["email"]}, {"opt_outs": ["phone"]}, {"last_name": "Roux"}])
def test_no_update_import_or_bulk_edit_takes_an_objection_away(admin, unit, values):
    contact_id = make_contact(admin)
    refuse(admin, contact_id, "phone")

    actions.update_contact(admin, contact_id, values)

    assert "phone" in set(OptOut.objects.values_list("channel", flat=True))


def test_emptying_the_list_of_objections_is_refused_in_words(admin, unit):
    contact_id = make_contact(admin)
    refuse(admin, contact_id, "phone")

    with pytest.raises(InvalidFields) as refused:
        actions.update_contact(admin, contact_id, {"opt_outs": []})

    assert [each.code for each in refused.value.fields] == ["lifted_by_hand_only"]
    assert OptOut.objects.count() == 1


def test_undoing_the_objection_itself_does_not_take_it_away(admin, unit):
    contact_id = make_contact(admin)
    unit.change_set_id = None
    refuse(admin, contact_id, "email")
    change_set, unit.change_set_id = unit.change_set_id, None

    report = undo_change_set(admin, change_set)

    assert (report.undone, len(report.conflicts)) == (0, 1)
    assert OptOut.objects.count() == 1


def test_a_person_lifts_an_objection_with_a_reason_and_the_proof_stays(client, admin):
    contact_id = make_contact(admin)
    client.post(f"/contacts/{contact_id}/opt-out", json={"channels": ["email"]})

    without = client.post(f"/contacts/{contact_id}/lift-opt-out", json={"channel": "email", "reason": " "})
    lifted = client.post(
        f"/contacts/{contact_id}/lift-opt-out", json={"channel": "email", "reason": "Demande écrite du 3 mai"}
    ).json()

    assert without.status_code == 422
    assert [each["channel"] for each in lifted["consents"] if each["opted_out"]] == []
    acts = client.get(f"/contacts/{contact_id}/consents").json()["items"]
    assert [(act["act"], act["reason"]) for act in acts] == [
        ("lifted", "Demande écrite du 3 mai"),
        ("opt_out", None),
    ]


def test_only_a_person_who_may_edit_lifts_an_objection(admin, unit):
    contact_id = make_contact(admin)
    refuse(admin, contact_id, "email")
    reader = actor_of(make_member(Workspace.objects.get(id=admin.workspace_id), "read_only"))

    for actor in (system_actor(admin.workspace_id), reader):
        with pytest.raises(Forbidden):
            actions.lift_opt_out(actor, contact_id, "email", "Parce que")

    assert OptOut.objects.count() == 1


def test_contacts_are_found_by_any_of_their_addresses(admin, unit):
    one = make_contact(admin, emails=["a@x.example", "b@x.example"])
    gone = make_contact(admin, email="b@x.example")
    actions.delete_contact(admin, gone)

    assert contacts_by_email(["B@x.example", "z@x.example"]) == {"b@x.example": [one]}


def test_records_made_before_lists_get_their_first_entries(admin, unit):
    contact_id = make_contact(
        admin, email="a@x.example", phone="0241000001", mobile="0639982074", organisation_id=make_organisation(admin)
    )
    for model in (ContactEmail, ContactPhone, Affiliation):
        model.objects.all().delete()

    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            if "customers_contact" in statement:
                cursor.execute(statement)

    document = contact_after_write(admin, contact_id)
    assert [each["address"] for each in document["emails"]] == ["a@x.example"]
    assert [(each["number"], each["kind"]) for each in document["phones"]] == [
        ("+33241000001", "work"),
        ("+33639982074", "mobile"),
    ]
    assert [each["main"] for each in document["affiliations"]] == [True]
