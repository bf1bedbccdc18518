from uuid import uuid4

import pytest

from sillage.identity.testing import actor_of, make_member, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events.models import FieldChange, StoredEvent
from sillage.products.catalogue import actions
from sillage.products.catalogue.models import Product
from sillage.records.trash.actions import undo_change_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


def colleague(admin, role):
    return actor_of(make_member(Workspace.objects.get(id=admin.workspace_id), role))


AUDIT = {"reference": "AUD-1", "name": "Audit énergétique", "price": "1250.00", "unit": "jour", "vat_rate": "20"}


def test_a_new_product_is_in_the_workspace_s_currency_and_belongs_to_nobody(admin, unit):
    made = Product.objects.get(id=actions.create_product(admin, AUDIT))

    assert (made.reference_key, made.sort_name, made.price_minor) == ("aud-1", "audit energetique", 125000)
    assert (made.currency, made.vat_rate, made.kind, made.active) == ("EUR", "20", "service", True)
    assert (made.owner_id, made.version) == (None, 1)
    assert StoredEvent.objects.get(record_id=made.id).kind == "product.created"


def test_a_reference_is_given_once_whatever_its_case_and_accents(admin, unit):
    actions.create_product(admin, AUDIT)

    with pytest.raises(InvalidFields) as refused:
        actions.create_products(admin, [{"reference": "B-1", "name": "B"}, {"reference": " áud-1", "name": "C"}])

    assert [(field.path, field.code) for field in refused.value.fields] == [("1.reference", "reference_taken")]
    assert Product.objects.count() == 1


def test_two_rows_of_one_file_cannot_share_a_reference(admin, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.create_products(admin, [{"reference": "B-1", "name": "B"}, {"reference": "b-1", "name": "C"}])

    assert [field.path for field in refused.value.fields] == ["1.reference"]
    assert not Product.objects.exists()


def test_a_reference_in_the_trash_is_free_and_blocks_the_return(admin, unit):
    first = actions.create_product(admin, AUDIT)
    actions.delete_product(admin, first)
    actions.create_product(admin, AUDIT)

    with pytest.raises(InvalidFields) as refused:
        actions.restore_product(admin, first)

    assert [(field.path, field.code) for field in refused.value.fields] == [("reference", "reference_taken")]
    assert Product.objects.get(id=first).deleted_at is not None


def test_a_change_is_recorded_and_undone(admin, unit):
    product_id = actions.create_product(admin, AUDIT)
    unit.change_set_id = None
    actions.update_product(admin, product_id, {"price": "1400.00", "name": "Audit énergétique"}, 1)

    event = StoredEvent.objects.get(record_id=product_id, kind="product.updated")
    change = FieldChange.objects.get(event_id=event.id)
    assert (change.field, change.before, change.after) == ("price", "1250.00", "1400.00")

    undo_change_set(admin, unit.change_set_id)
    assert Product.objects.get(id=product_id).price_minor == 125000


def test_a_stale_editor_is_told_and_nothing_changes(admin, unit):
    product_id = actions.create_product(admin, AUDIT)
    actions.update_product(admin, product_id, {"price": "1400.00"})

    with pytest.raises(StaleVersion):
        actions.update_product(admin, product_id, {"price": "1.00"}, 1)

    assert Product.objects.get(id=product_id).price_minor == 140000


def test_sales_see_the_whole_catalogue_and_change_nothing(admin, unit):
    product_id = actions.create_product(admin, AUDIT)
    seller = colleague(admin, "sales")

    assert seller.can("product.see")
    with pytest.raises(Forbidden):
        actions.create_product(seller, AUDIT | {"reference": "X"})
    with pytest.raises(Forbidden):
        actions.update_product(seller, product_id, {"price": "1.00"})
    with pytest.raises(Forbidden):
        actions.delete_product(seller, product_id)
    assert Product.objects.get().price_minor == 125000


def test_managers_keep_the_catalogue(admin, unit):
    product_id = actions.create_product(admin, AUDIT)
    manager = colleague(admin, "manager")

    actions.update_product(manager, product_id, {"active": False})

    assert Product.objects.get(id=product_id).active is False


def test_another_workspace_finds_no_product(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id):
        product_id = actions.create_product(admin, AUDIT)
    stranger = actor_of(make_member(make_workspace("Autre"), "administrator"))

    with workspace_transaction(stranger.workspace_id, stranger.user_id):
        for refused in (actions.delete_product, actions.restore_product):
            with pytest.raises(NotFound):
                refused(stranger, product_id)
        with pytest.raises(NotFound):
            actions.update_product(stranger, product_id, {"name": "Volé"})
    with workspace_transaction(admin.workspace_id, admin.user_id):
        assert Product.objects.get(id=product_id).name == "Audit énergétique"


def test_many_go_to_the_trash_at_once_except_those_changed_since(admin, unit):
    first, second = actions.create_products(admin, [AUDIT, AUDIT | {"reference": "AUD-2"}])

    gone = actions.delete_products(admin, {first: 1, second: 7, uuid4(): None})

    assert gone == {first}
