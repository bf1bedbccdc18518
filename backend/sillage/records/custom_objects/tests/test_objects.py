"""Kinds of record that administrators make are served like the built-in ones."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from sillage.identity.testing import ApiClient, actor_of, client_of, make_member, make_role, make_workspace
from sillage.identity.users.models import Member
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields
from sillage.kernel.registry import RecordObject, registry
from sillage.records.custom_objects.models import CustomRecord
from sillage.records.fields.tests.factories import add_field, made, problem_paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Member:
    return make_member(make_workspace(), "administrator")


@pytest.fixture
def admin(administrator: Member) -> ApiClient:
    return client_of(administrator)


def add_object(client: ApiClient, label: str = "Chantier", plural: str = "Chantiers", **more: Any) -> dict[str, Any]:
    return made(client.post("/custom-objects", {"label": label, "plural": plural, **more}))


def chantier() -> RecordObject:
    return registry.object("chantier")


def make_record(member: Member, **values: Any) -> UUID:
    with workspace_transaction(member.workspace_id):
        return chantier().create(actor_of(member), values)


def test_a_new_object_is_known_everywhere_at_once(admin: ApiClient) -> None:
    made_object = add_object(admin, label_en="Site", plural_en="Sites", icon="truck")

    objects = {each["name"]: each for each in made(admin.get("/objects"))["items"]}

    assert (made_object["name"], made_object["icon"], made_object["title_label"]) == ("chantier", "truck", "Nom")
    assert (objects["chantier"]["plural"], objects["chantier"]["custom"]) == ("Chantiers", True)
    assert [field["name"] for field in objects["chantier"]["fields"]] == [
        "name",
        "owner_id",
        "team_id",
        "created_at",
        "updated_at",
        "tags",
    ]


def test_built_in_roles_may_use_it_and_custom_roles_as_far_as_they_may_use_the_others(administrator: Member) -> None:
    workspace = make_workspace()
    admin = client_of(make_member(workspace, "administrator"))
    wide = {f"{name}.see": "all" for name in ("organisation", "contact", "deal")} | {"contact.edit": "all"}
    custom = client_of(make_member(workspace, make_role(workspace, wide, "Large")))
    narrow = client_of(make_member(workspace, make_role(workspace, {"deal.see": "all"}, "Étroit")))
    seller = client_of(make_member(workspace, "sales"))

    add_object(admin)

    def known(client: ApiClient) -> bool:
        return "chantier" in {each["name"] for each in made(client.get("/objects"))["items"]}

    assert (known(admin), known(seller), known(custom), known(narrow)) == (True, True, True, False)
    roles = {role["name"]: role["permissions"] for role in made(admin.get("/roles"))["items"]}
    assert roles["Large"]["chantier.see"] == "all"
    assert "chantier.edit" not in roles["Large"]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"label": "Contact", "plural": "Personnes"}, "label"),
        ({"label": "Boîte", "plural": "Entreprises"}, "plural"),
        ({"label": "chantier", "plural": "Autres"}, "label"),
        ({"label": "X", "plural": "Y", "name": "invoice"}, "name"),
        ({"label": "X", "plural": "Y", "name": "deal"}, "name"),
        ({"label": "X", "plural": "Y", "name": "Majuscules"}, "name"),
        ({"label": "x" * 10_000, "plural": "Y"}, "label"),
        ({"label": "X", "plural": "Y", "icon": "inconnue"}, "icon"),
    ],
)
def test_a_name_that_collides_is_refused(admin: ApiClient, values: dict[str, Any], path: str) -> None:
    add_object(admin)

    assert problem_paths(admin.post("/custom-objects", values)) == [path]
    assert len(made(admin.get("/custom-objects"))["items"]) == 1


def test_only_who_may_manage_fields_makes_objects() -> None:
    workspace = make_workspace()
    manager = client_of(make_member(workspace, "manager"))
    admin = client_of(make_member(workspace, "administrator"))
    made_object = add_object(admin)

    assert manager.post("/custom-objects", {"label": "X", "plural": "Y"}).status_code == 403
    assert manager.patch(f"/custom-objects/{made_object['id']}", {"label": "X"}).status_code == 403
    assert manager.delete(f"/custom-objects/{made_object['id']}").status_code == 403


def test_a_record_is_written_found_trashed_and_brought_back(administrator: Member, admin: ApiClient) -> None:
    add_object(admin)
    add_field(admin, "chantier", "Budget", "money")

    record_id = make_record(administrator, name="Pont de Normandie", **{"custom.budget": "10"})

    hits = made(admin.get("/search?q=normandie"))["items"]
    assert [(hit["object"], hit["id"]) for hit in hits] == [("chantier", str(record_id))]
    timeline = made(admin.get(f"/timeline/chantier/{record_id}"))
    assert [item["kind"] for item in timeline["items"]] == ["custom_record.created"]
    with workspace_transaction(administrator.workspace_id):
        chantier().delete(actor_of(administrator), record_id, 1)
    assert made(admin.get("/search?q=normandie"))["items"] == []
    assert [item["name"] for item in made(admin.get("/trash?object=chantier"))["items"]] == ["Pont de Normandie"]
    with workspace_transaction(administrator.workspace_id):
        chantier().restore(actor_of(administrator), record_id, 2)
    assert len(made(admin.get("/search?q=normandie"))["items"]) == 1


def test_a_record_obeys_permissions_and_needs_a_name(administrator: Member, admin: ApiClient) -> None:
    add_object(admin)
    workspace_id = administrator.workspace_id
    record_id = make_record(administrator, name="Pont")
    from sillage.identity.workspaces.models import Workspace

    reader = make_member(Workspace.objects.get(id=workspace_id), "read_only")

    with workspace_transaction(workspace_id):
        with pytest.raises(Forbidden):
            chantier().update(actor_of(reader), record_id, {"name": "X"}, None)
        with pytest.raises(Forbidden):
            chantier().create(actor_of(reader), {"name": "X"})
        with pytest.raises(InvalidFields):
            chantier().create(actor_of(administrator), {"name": " "})
        assert [row.name for row in CustomRecord.objects.all()] == ["Pont"]


def test_notes_and_relations_reach_records_of_an_own_object(administrator: Member, admin: ApiClient) -> None:
    add_object(admin)
    add_field(admin, "chantier", "Client", "relation", target="organisation")
    organisation = made(admin.post("/organisations", {"name": "Ours"}))
    record_id = make_record(administrator, name="Pont", **{"custom.client": organisation["id"]})

    made(admin.post("/notes", {"body": "Vu sur place", "about": [{"object": "chantier", "id": str(record_id)}]}))

    timeline = made(admin.get(f"/timeline/chantier/{record_id}"))
    assert [item["kind"] for item in timeline["items"]] == ["note.created", "custom_record.created"]
    seen = made(admin.get(f"/timeline/organisation/{organisation['id']}"))
    assert "custom_record.created" in [item["kind"] for item in seen["items"]]


def test_a_deleted_object_comes_back_with_its_records(administrator: Member, admin: ApiClient) -> None:
    made_object = add_object(admin)
    record_id = make_record(administrator, name="Pont de Normandie")

    deleted = admin.delete(f"/custom-objects/{made_object['id']}")

    assert deleted.status_code == 204
    assert "chantier" not in {each["name"] for each in made(admin.get("/objects"))["items"]}
    assert made(admin.get("/search?q=normandie"))["items"] == []
    made(admin.post(f"/change-sets/{deleted['X-Change-Set']}/undo"))
    assert [hit["id"] for hit in made(admin.get("/search?q=normandie"))["items"]] == [str(record_id)]


def test_renaming_an_object_keeps_its_name_in_addresses(admin: ApiClient) -> None:
    made_object = add_object(admin)

    renamed = made(admin.patch(f"/custom-objects/{made_object['id']}", {"label": "Site", "plural": "Sites"}))

    assert (renamed["name"], renamed["plural"], renamed["version"]) == ("chantier", "Sites", 2)


def test_two_workspaces_may_name_their_objects_alike_and_share_nothing(administrator: Member, admin: ApiClient) -> None:
    add_object(admin)
    make_record(administrator, name="Pont de Normandie")
    elsewhere = make_member(make_workspace("Ailleurs"), "administrator")
    other = client_of(elsewhere)

    assert "chantier" not in {each["name"] for each in made(other.get("/objects"))["items"]}
    add_object(other)

    assert made(other.get("/search?q=normandie"))["items"] == []
    with workspace_transaction(elsewhere.workspace_id):
        assert CustomRecord.objects.count() == 0
