from uuid import uuid4

import pytest

from sillage.customers.organisations import actions
from sillage.customers.organisations.models import Organisation
from sillage.customers.testing import make_organisation
from sillage.identity.testing import actor_of, make_member, make_team, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events.models import FieldChange, StoredEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


def test_a_new_organisation_is_cleaned_and_belongs_to_its_creator(admin, unit):
    values = {
        "name": "  Groupe   Solhène ",
        "siren": "732 829 320",
        "vat_number": "fr 44 732829320",
        "phone": "02 41 00 00 01",
        "email": "Contact@Solhene.example",
        "website": "solhene.example",
        "revenue": "1250000.50",
    }

    made = Organisation.objects.get(id=actions.create_organisation(admin, values))

    assert (made.name, made.sort_name) == ("Groupe Solhène", "groupe solhene")
    assert (made.siren, made.vat_number) == ("732829320", "FR44732829320")
    assert (made.phone, made.email) == ("+33241000001", "contact@solhene.example")
    assert (made.website, made.revenue_minor) == ("https://solhene.example", 125_000_050)
    assert (made.owner_id, made.version, made.kind, made.country) == (admin.member_id, 1, "prospect", "FR")


def test_creating_records_one_event_of_the_creation(admin, unit):
    organisation_id = make_organisation(admin)

    event = StoredEvent.objects.get(record_id=organisation_id)

    assert (event.kind, event.operation, event.record_version) == ("organisation.created", "created", 1)
    assert event.payload == {"owner_id": str(admin.member_id)}


def test_every_wrong_field_is_named_and_nothing_is_written(admin, unit):
    values = {"name": "Solhène", "siren": "123456789", "email": "claire@", "phone": "12", "mystery": 1}

    with pytest.raises(InvalidFields) as refused:
        actions.create_organisation(admin, values)

    assert {(field.path, field.code) for field in refused.value.fields} == {
        ("siren", "not_a_siren"),
        ("email", "not_an_email"),
        ("phone", "not_a_phone"),
        ("mystery", "extra_forbidden"),
    }
    assert not Organisation.objects.exists()


def test_a_reader_may_not_create(admin, unit):
    reader = actor_of(make_member_in(admin, "read_only"))

    with pytest.raises(Forbidden):
        actions.create_organisation(reader, {"name": "Solhène"})

    assert not Organisation.objects.exists()


def test_sales_may_not_create_for_a_colleague(admin, unit):
    seller = actor_of(make_member_in(admin, "sales"))

    with pytest.raises(InvalidFields) as refused:
        actions.create_organisation(seller, {"name": "Solhène", "owner_id": admin.member_id})

    assert [(field.path, field.code) for field in refused.value.fields] == [("owner_id", "out_of_reach")]


def test_the_owner_must_be_a_member_of_this_workspace(admin, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.create_organisation(admin, {"name": "Solhène", "owner_id": uuid4(), "team_id": uuid4()})

    assert {field.path for field in refused.value.fields} == {"owner_id", "team_id"}


def test_a_change_keeps_the_values_before_and_after(admin, unit):
    organisation_id = make_organisation(admin, revenue="1000")

    actions.update_organisation(admin, organisation_id, {"name": "Solhène SA", "revenue": "2000.5"}, 1)

    event = StoredEvent.objects.get(record_id=organisation_id, kind="organisation.updated")
    changes = {row.field: (row.before, row.after) for row in FieldChange.objects.filter(event_id=event.id)}
    assert changes == {"name": ("Groupe Solhène", "Solhène SA"), "revenue": ("1000.00", "2000.50")}
    assert (event.record_version, event.payload) == (2, {"fields": ["name", "revenue"]})


def test_an_equal_value_writes_nothing(admin, unit):
    organisation_id = make_organisation(admin)

    actions.update_organisation(admin, organisation_id, {"name": "Groupe Solhène"}, 1)

    assert Organisation.objects.get(id=organisation_id).version == 1
    assert StoredEvent.objects.filter(record_id=organisation_id).count() == 1


def test_a_stale_version_shows_the_present_value_and_changes_nothing(admin, unit):
    organisation_id = make_organisation(admin)
    actions.update_organisation(admin, organisation_id, {"name": "Solhène SA"}, 1)

    with pytest.raises(StaleVersion) as stale:
        actions.update_organisation(admin, organisation_id, {"name": "Autre"}, 1)

    assert (stale.value.extra["current"]["version"], stale.value.extra["current"]["name"]) == (2, "Solhène SA")
    assert Organisation.objects.get(id=organisation_id).name == "Solhène SA"


def test_a_name_cannot_be_emptied(admin, unit):
    organisation_id = make_organisation(admin)

    with pytest.raises(InvalidFields) as refused:
        actions.update_organisation(admin, organisation_id, {"name": "   "})

    assert [(field.path, field.code) for field in refused.value.fields] == [("name", "missing")]


def test_the_team_follows_a_new_owner(admin, unit):
    organisation_id = make_organisation(admin)
    workspace = workspace_of(admin)
    team = make_team(workspace)
    colleague = make_member(workspace, "sales", team=team)

    actions.update_organisation(admin, organisation_id, {"owner_id": colleague.id})

    changed = Organisation.objects.get(id=organisation_id)
    assert (changed.owner_id, changed.team_id) == (colleague.id, team.id)


def test_sales_may_not_change_what_another_team_owns(admin, unit):
    organisation_id = make_organisation(admin)
    seller = actor_of(make_member_in(admin, "sales"))

    with pytest.raises(NotFound):
        actions.update_organisation(seller, organisation_id, {"name": "Autre"})

    assert Organisation.objects.get(id=organisation_id).name == "Groupe Solhène"


def test_a_deleted_organisation_waits_in_the_trash_and_comes_back(admin, unit):
    organisation_id = make_organisation(admin)

    actions.delete_organisation(admin, organisation_id, 1)
    with pytest.raises(NotFound):
        actions.update_organisation(admin, organisation_id, {"name": "Autre"})
    actions.restore_organisation(admin, organisation_id, 2)

    back = Organisation.objects.get(id=organisation_id)
    assert (back.deleted_at, back.version) == (None, 3)
    kinds = StoredEvent.objects.filter(record_id=organisation_id).order_by("id").values_list("operation", flat=True)
    assert list(kinds) == ["created", "deleted", "restored"]


def test_sales_may_not_delete_what_a_colleague_of_the_team_owns(admin, unit):
    workspace = workspace_of(admin)
    team = make_team(workspace)
    owner = actor_of(make_member(workspace, "sales", team=team))
    colleague = actor_of(make_member(workspace, "sales", team=team))
    organisation_id = make_organisation(owner)

    with pytest.raises(Forbidden):
        actions.delete_organisation(colleague, organisation_id)

    assert Organisation.objects.get(id=organisation_id).deleted_at is None


def test_another_workspace_does_not_exist(admin):
    organisation_id = make_organisation(admin)
    stranger = actor_of(make_member(make_workspace(), "administrator"))

    with entered(stranger):
        for write in (actions.delete_organisation, actions.restore_organisation):
            with pytest.raises(NotFound):
                write(stranger, organisation_id)
        with pytest.raises(NotFound):
            actions.update_organisation(stranger, organisation_id, {"name": "Autre"})

    with entered(admin):
        assert Organisation.objects.get(id=organisation_id).version == 1


def test_many_are_created_at_once_and_a_wrong_row_is_named(admin, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.create_organisations(admin, [{"name": "Un"}, {"name": "Deux", "siren": "1"}])

    assert [field.path for field in refused.value.fields] == ["1.siren"]
    assert len(actions.create_organisations(admin, [{"name": "Un"}, {"name": "Deux"}])) == 2
    assert StoredEvent.objects.filter(kind="organisation.created").count() == 2


def test_organisations_are_found_by_name_without_case_and_accents_else_created(admin, unit):
    known = make_organisation(admin, "Société Générale d’Énergie")

    found = actions.find_or_create_by_name(admin, ["SOCIETE GENERALE D'ENERGIE", "Nouvelle", "nouvelle"])

    assert found["SOCIETE GENERALE D'ENERGIE"] == known
    assert found["Nouvelle"] == found["nouvelle"]
    assert Organisation.objects.count() == 2


def test_a_leaving_colleagues_organisations_go_to_the_next(admin, unit):
    workspace = workspace_of(admin)
    team = make_team(workspace)
    leaver = actor_of(make_member(workspace, "sales"))
    heir = make_member(workspace, "sales", team=team)
    organisation_id = make_organisation(leaver)

    preview = actions.hand_over(admin, leaver.member_id, heir.id, dry_run=True)
    moved = actions.hand_over(admin, leaver.member_id, heir.id, dry_run=False)

    handed = Organisation.objects.get(id=organisation_id)
    assert (preview, moved) == (1, 1)
    assert (handed.owner_id, handed.team_id, handed.version) == (heir.id, team.id, 2)


def workspace_of(actor):
    return Workspace.objects.get(id=actor.workspace_id)


def make_member_in(actor, role):
    return make_member(workspace_of(actor), role)


def entered(actor):
    return workspace_transaction(actor.workspace_id, actor.user_id)
