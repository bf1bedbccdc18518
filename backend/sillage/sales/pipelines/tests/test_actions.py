from uuid import uuid4

import pytest

from sillage.identity.testing import actor_of, make_member, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events.models import StoredEvent
from sillage.records.imports.types import NewValue
from sillage.sales.deals.models import Deal
from sillage.sales.pipelines import actions, queries, stages
from sillage.sales.pipelines.errors import LastPipeline, PipelineHasDeals, StageHasDeals, StageKindInUse
from sillage.sales.testing import STAGES, make_deal, make_pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with workspace_transaction(admin.workspace_id, admin.user_id) as running:
        yield running


def entries(admin, pipeline):
    kept = ("id", "name", "colour", "probability", "kind")
    return [{name: stage[name] for name in kept} for stage in queries.pipeline(admin, pipeline.id)["stages"]]


def test_a_pipeline_without_stages_gets_the_usual_six(admin, unit):
    pipeline_id = actions.create_pipeline(admin, "Nouveaux clients")

    made = queries.pipeline(admin, pipeline_id)
    assert [stage["name"] for stage in made["stages"]] == ["Lead", "RDV", "Pitch", "Proposition", "Signé", "Perdu"]
    assert [stage["kind"] for stage in made["stages"]][-2:] == ["won", "lost"]
    assert StoredEvent.objects.get(record_id=pipeline_id).kind == "pipeline.created"


def test_a_new_workspace_gets_two_pipelines_in_order(admin, unit):
    actions.create_ready_pipelines(admin)

    assert [(entry["name"], entry["position"]) for entry in queries.pipelines(admin)] == [
        ("Nouveaux clients", 0),
        ("Prospection", 1),
    ]


def test_only_who_manages_pipelines_may_edit_them(admin, unit):
    pipeline = make_pipeline(admin)
    seller = actor_of(make_member(Workspace.objects.get(id=admin.workspace_id), "sales"))

    for refused in (
        lambda: actions.create_pipeline(seller, "Autre"),
        lambda: actions.update_pipeline(seller, pipeline.id, {"name": "Autre"}),
        lambda: actions.delete_pipeline(seller, pipeline.id),
        lambda: actions.restore_pipeline(seller, pipeline.id),
        lambda: stages.replace_stages(seller, pipeline.id, entries(admin, pipeline)),
    ):
        with pytest.raises(Forbidden):
            refused()

    assert queries.pipeline(admin, pipeline.id)["version"] == 1


def test_another_workspace_does_not_exist(admin):
    pipeline = make_pipeline(admin)
    stranger = actor_of(make_member(make_workspace(), "administrator"))

    with workspace_transaction(stranger.workspace_id, stranger.user_id):
        for write in (
            lambda: actions.update_pipeline(stranger, pipeline.id, {"name": "Autre"}),
            lambda: actions.delete_pipeline(stranger, pipeline.id),
            lambda: actions.restore_pipeline(stranger, pipeline.id),
            lambda: stages.replace_stages(stranger, pipeline.id, STAGES),
            lambda: queries.pipeline(stranger, pipeline.id),
        ):
            with pytest.raises(NotFound):
                write()

    with workspace_transaction(admin.workspace_id, admin.user_id):
        assert queries.pipeline(admin, pipeline.id)["version"] == 1


def test_a_pipeline_is_renamed_and_moved_among_the_others(admin, unit):
    first, second = make_pipeline(admin, "Un"), make_pipeline(admin, "Deux")

    actions.update_pipeline(admin, second.id, {"name": "Zéro", "position": 0}, 1)

    assert [(entry["id"], entry["name"]) for entry in queries.pipelines(admin)] == [
        (second.id, "Zéro"),
        (first.id, "Un"),
    ]
    with pytest.raises(StaleVersion):
        actions.update_pipeline(admin, second.id, {"name": "Trois"}, 1)


def test_stages_are_renamed_reordered_and_added_at_once(admin, unit):
    pipeline = make_pipeline(admin)
    lead, proposal, won, lost = entries(admin, pipeline)
    wanted = [proposal, lead | {"name": "Piste", "colour": "#123456"}, {"name": "Essai", "probability": 80}, won, lost]

    stages.replace_stages(admin, pipeline.id, wanted, expected_version=1)

    after = queries.pipeline(admin, pipeline.id)
    assert [(stage["name"], stage["position"], stage["probability"]) for stage in after["stages"]] == [
        ("Proposition", 0, 60),
        ("Piste", 1, 10),
        ("Essai", 2, 80),
        ("Signé", 3, 100),
        ("Perdu", 4, 0),
    ]
    assert (after["version"], after["stages"][1]["id"]) == (2, lead["id"])


def test_the_same_stages_again_write_nothing(admin, unit):
    pipeline = make_pipeline(admin)

    stages.replace_stages(admin, pipeline.id, entries(admin, pipeline))

    assert queries.pipeline(admin, pipeline.id)["version"] == 1


def test_a_stage_with_deals_is_not_removed_before_their_new_stage_is_chosen(admin, unit):
    pipeline = make_pipeline(admin)
    deal_id = make_deal(admin, stage_id=pipeline.stages["Proposition"])
    lead, proposal, won, lost = entries(admin, pipeline)

    with pytest.raises(StageHasDeals) as refused:
        stages.replace_stages(admin, pipeline.id, [lead, won, lost])
    with pytest.raises(InvalidFields) as wrong:
        stages.replace_stages(admin, pipeline.id, [lead, won, lost], moves={proposal["id"]: uuid4()})

    assert refused.value.extra["stages"] == [{"id": proposal["id"], "name": "Proposition", "count": 1}]
    assert [field.path for field in wrong.value.fields] == [f"moves.{proposal['id']}"]
    assert Deal.objects.get(id=deal_id).version == 1


def test_the_deals_of_a_removed_stage_go_where_one_chose(admin, unit):
    pipeline = make_pipeline(admin)
    bottom = make_deal(admin, "Bas", stage_id=pipeline.stages["Proposition"])
    top = make_deal(admin, "Haut", stage_id=pipeline.stages["Proposition"])
    there = make_deal(admin, "Déjà là", stage_id=pipeline.stages["Lead"])
    lead, proposal, won, lost = entries(admin, pipeline)

    stages.replace_stages(admin, pipeline.id, [lead, won, lost], moves={proposal["id"]: lead["id"]})

    order = Deal.objects.filter(stage_id=lead["id"]).order_by("position").values_list("id", "version")
    assert list(order) == [(top, 2), (bottom, 2), (there, 1)]
    assert StoredEvent.objects.filter(kind="deal.moved").count() == 2
    assert [stage["name"] for stage in queries.pipeline(admin, pipeline.id)["stages"]] == ["Lead", "Signé", "Perdu"]


def test_a_removed_stage_comes_back_with_its_id(admin, unit):
    pipeline = make_pipeline(admin)
    before = entries(admin, pipeline)
    stages.replace_stages(admin, pipeline.id, [before[0], *before[2:]])

    stages.replace_stages(admin, pipeline.id, before)

    assert entries(admin, pipeline) == before


def test_the_kind_of_a_stage_with_deals_does_not_change(admin, unit):
    pipeline = make_pipeline(admin)
    make_deal(admin, stage_id=pipeline.stages["Proposition"])
    lead, proposal, won, lost = entries(admin, pipeline)

    with pytest.raises(StageKindInUse):
        stages.replace_stages(admin, pipeline.id, [lead, proposal | {"kind": "won"}, won, lost])

    stages.replace_stages(admin, pipeline.id, [lead | {"kind": "lost"}, proposal, won, lost])
    assert queries.pipeline(admin, pipeline.id)["stages"][0]["probability"] == 0


def test_a_stage_of_another_pipeline_is_refused(admin, unit):
    pipeline, other = make_pipeline(admin, "Un"), make_pipeline(admin, "Deux")
    wanted = entries(admin, pipeline)
    wanted[0]["id"] = other.stages["Lead"]

    with pytest.raises(InvalidFields) as refused:
        stages.replace_stages(admin, pipeline.id, wanted)

    assert [field.path for field in refused.value.fields] == ["stages.0.id"]


def test_a_pipeline_with_deals_and_the_last_one_stay(admin, unit):
    pipeline = make_pipeline(admin, "Un")
    make_deal(admin, stage_id=pipeline.stages["Lead"])
    with pytest.raises(PipelineHasDeals):
        actions.delete_pipeline(admin, pipeline.id)

    empty = make_pipeline(admin, "Deux")
    actions.delete_pipeline(admin, empty.id, 1)
    assert [entry["name"] for entry in queries.pipelines(admin)] == ["Un"]

    actions.restore_pipeline(admin, empty.id)
    assert [entry["name"] for entry in queries.pipelines(admin)] == ["Un", "Deux"]


def test_the_only_pipeline_cannot_be_removed(admin, unit):
    pipeline = make_pipeline(admin)

    with pytest.raises(LastPipeline):
        actions.delete_pipeline(admin, pipeline.id)


def test_an_import_adds_the_stages_it_names_before_those_that_close(admin, unit):
    pipeline = make_pipeline(admin)
    fixed = {"pipeline_id": pipeline.id}

    made = stages.create_import_stages(admin, fixed, [NewValue("Engaging", "open"), NewValue("LEAD", "open")])

    options = queries.stage_options(admin, fixed)
    assert [option.label for option in options] == ["Lead", "Proposition", "Engaging", "Signé", "Perdu"]
    assert made["LEAD"] == str(pipeline.stages["Lead"])
    assert made["Engaging"] == options[2].id
