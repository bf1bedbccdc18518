import pytest

from sillage.customers.contacts import actions
from sillage.customers.contacts.models import Contact
from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_team, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events.models import EventLink, FieldChange, StoredEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with entered(admin) as running:
        yield running


def test_a_new_contact_is_cleaned_and_named(admin, unit):
    organisation_id = make_organisation(admin)
    values = {
        "civility": "mme",
        "first_name": "Hélène",
        "last_name": "Aubertin",
        "mobile": "06 39 98 20 74",
        "phone": "0262 10 20 30",
        "email": "Helene@Aubrac.example",
        "organisation_id": organisation_id,
    }

    made = Contact.objects.get(id=actions.create_contact(admin, values))

    assert (made.name, made.sort_name) == ("Hélène Aubertin", "helene aubertin")
    assert (made.mobile, made.phone, made.email) == ("+33639982074", "+262262102030", "helene@aubrac.example")
    assert EventLink.objects.filter(record_id=organisation_id).count() == 2


def test_a_contact_without_any_name_is_refused(admin, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.create_contact(admin, {"email": "claire@solhene.example"})

    assert [(field.path, field.code) for field in refused.value.fields] == [("last_name", "missing")]
    assert not Contact.objects.exists()


def test_an_organisation_of_another_workspace_is_refused_by_name(admin):
    foreign = make_organisation(actor_of(make_member(make_workspace(), "administrator")))

    with entered(admin), pytest.raises(InvalidFields) as refused:
        actions.create_contact(admin, {"last_name": "Vasseur", "organisation_id": foreign})

    assert [(field.path, field.code) for field in refused.value.fields] == [("organisation_id", "unknown_organisation")]


def test_sales_may_not_tie_a_contact_to_an_organisation_they_cannot_edit(admin, unit):
    organisation_id = make_organisation(admin)
    seller = actor_of(make_member_in(admin, "sales"))

    with pytest.raises(InvalidFields) as refused:
        actions.create_contact(seller, {"last_name": "Vasseur", "organisation_id": organisation_id})

    assert [field.path for field in refused.value.fields] == ["organisation_id"]
    assert not Contact.objects.exists()


def test_a_reader_may_not_create(admin, unit):
    reader = actor_of(make_member_in(admin, "read_only"))

    with pytest.raises(Forbidden):
        actions.create_contact(reader, {"last_name": "Vasseur"})

    assert not Contact.objects.exists()


def test_a_change_of_name_and_organisation_is_told_to_both_organisations(admin, unit):
    first, second = make_organisation(admin, "Première"), make_organisation(admin, "Seconde")
    contact_id = make_contact(admin, organisation_id=first)

    actions.update_contact(admin, contact_id, {"last_name": "Le Guen", "organisation_id": second}, 1)

    changed = Contact.objects.get(id=contact_id)
    event = StoredEvent.objects.get(kind="contact.updated")
    changes = {row.field: (row.before, row.after) for row in FieldChange.objects.filter(event_id=event.id)}
    assert (changed.name, changed.sort_name, changed.version) == ("Claire Le Guen", "claire le guen", 2)
    assert changes == {"last_name": ("Vasseur", "Le Guen"), "organisation_id": (str(first), str(second))}
    assert set(EventLink.objects.filter(event_id=event.id).values_list("record_id", flat=True)) == {
        contact_id,
        first,
        second,
    }


def test_the_last_name_left_cannot_be_removed(admin, unit):
    contact_id = make_contact(admin, first_name=None)

    with pytest.raises(InvalidFields) as refused:
        actions.update_contact(admin, contact_id, {"last_name": ""})

    assert [field.path for field in refused.value.fields] == ["last_name"]
    assert Contact.objects.get(id=contact_id).name == "Vasseur"


def test_a_stale_version_changes_nothing(admin, unit):
    contact_id = make_contact(admin)

    with pytest.raises(StaleVersion) as stale:
        actions.update_contact(admin, contact_id, {"job_title": "Gérante"}, 7)

    assert stale.value.extra["current"]["version"] == 1
    assert Contact.objects.get(id=contact_id).job_title is None


def test_a_deleted_contact_comes_back(admin, unit):
    contact_id = make_contact(admin)

    actions.delete_contact(admin, contact_id, 1)
    with pytest.raises(StaleVersion):
        actions.restore_contact(admin, contact_id, 1)
    actions.restore_contact(admin, contact_id, 2)

    assert Contact.objects.get(id=contact_id).deleted_at is None


def test_sales_may_not_delete_what_a_colleague_of_the_team_owns(admin, unit):
    workspace = Workspace.objects.get(id=admin.workspace_id)
    team = make_team(workspace)
    owner = actor_of(make_member(workspace, "sales", team=team))
    colleague = actor_of(make_member(workspace, "sales", team=team))
    contact_id = make_contact(owner)

    with pytest.raises(Forbidden):
        actions.delete_contact(colleague, contact_id)
    actions.update_contact(colleague, contact_id, {"job_title": "Gérante"})

    kept = Contact.objects.get(id=contact_id)
    assert (kept.deleted_at, kept.job_title) == (None, "Gérante")


def test_another_workspace_does_not_exist(admin):
    contact_id = make_contact(admin)
    stranger = actor_of(make_member(make_workspace(), "administrator"))

    with entered(stranger):
        for write in (actions.delete_contact, actions.restore_contact):
            with pytest.raises(NotFound):
                write(stranger, contact_id)
        with pytest.raises(NotFound):
            actions.update_contact(stranger, contact_id, {"last_name": "Autre"})

    with entered(admin):
        assert Contact.objects.get(id=contact_id).version == 1


def test_contacts_are_found_by_full_name_else_created(admin, unit):
    known = make_contact(admin)

    found = actions.find_or_create_by_name(admin, ["VASSEUR Claire", "Julien Morvan"])

    assert found["VASSEUR Claire"] == known
    assert Contact.objects.get(id=found["Julien Morvan"]).last_name == "Morvan"
    assert Contact.objects.count() == 2


def test_a_leaving_colleagues_contacts_go_to_the_next(admin, unit):
    leaver, heir = actor_of(make_member_in(admin, "sales")), make_member_in(admin, "sales")
    contact_id = make_contact(leaver)

    preview = actions.hand_over(admin, leaver.member_id, heir.id, dry_run=True)
    moved = actions.hand_over(admin, leaver.member_id, heir.id, dry_run=False)

    assert (preview, moved) == (1, 1)
    assert Contact.objects.get(id=contact_id).owner_id == heir.id


def make_member_in(actor, role):
    return make_member(Workspace.objects.get(id=actor.workspace_id), role)


def entered(actor):
    return workspace_transaction(actor.workspace_id, actor.user_id)


def test_many_are_deleted_at_once_and_what_changed_since_or_is_out_of_reach_stays() -> None:
    workspace = make_workspace()
    seller = make_member(workspace, "sales")
    colleague = make_member(workspace, "sales")
    mine, stale = (make_contact(actor_of(seller), last_name=name) for name in ("Roux", "Petit"))
    theirs = make_contact(actor_of(colleague), last_name="Durand")

    with workspace_transaction(workspace.id):
        gone = actions.delete_contacts(actor_of(seller), {mine: 1, stale: 7, theirs: 1})

    with workspace_transaction(workspace.id):
        left = Contact.objects.filter(deleted_at__isnull=True).values_list("id", "version")
        deleted = StoredEvent.objects.filter(kind="contact.deleted").values_list("record_id", "record_version")
        assert gone == {mine}
        assert sorted(left) == sorted([(stale, 1), (theirs, 1)])
        assert list(deleted) == [(mine, 2)]
