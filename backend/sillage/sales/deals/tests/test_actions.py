from datetime import date
from uuid import uuid4

import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_team, make_workspace
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import Forbidden, InvalidFields, NotFound, StaleVersion
from sillage.kernel.events.models import EventLink, FieldChange, StoredEvent
from sillage.sales.deals import actions, upkeep
from sillage.sales.deals.models import Deal, DealContact
from sillage.sales.deals.narrowing import today
from sillage.sales.pipelines.actions import delete_pipeline
from sillage.sales.pipelines.stages import replace_stages
from sillage.sales.testing import STAGES, make_deal, make_pipeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return actor_of(make_member(make_workspace(), "administrator"))


@pytest.fixture
def unit(admin):
    with entered(admin) as running:
        yield running


@pytest.fixture
def pipeline(admin):
    return make_pipeline(admin)


def entered(actor):
    return workspace_transaction(actor.workspace_id, actor.user_id)


def member_of(actor, role, **values):
    return make_member(Workspace.objects.get(id=actor.workspace_id), role, **values)


def order(stage_id):
    return list(Deal.objects.filter(stage_id=stage_id).order_by("position", "id").values_list("name", flat=True))


def changes_of(kind):
    event = StoredEvent.objects.get(kind=kind)
    return {row.field: (row.before, row.after) for row in FieldChange.objects.filter(event_id=event.id)}


def test_a_new_deal_starts_on_top_of_the_first_open_stage(admin, pipeline, unit):
    make_deal(admin, "Ancien")

    made = Deal.objects.get(id=actions.create_deal(admin, {"name": "Nouveau", "amount": "48600"}))

    assert order(pipeline.stages["Lead"]) == ["Nouveau", "Ancien"]
    assert (made.amount_minor, made.currency, made.status, made.probability) == (4_860_000, "EUR", "open", None)
    assert (made.opened_on, made.closed_on, made.pipeline_id) == (today(admin), None, pipeline.id)


def test_a_deal_created_as_won_is_closed_on_its_day(admin, pipeline, unit):
    values = {"name": "Signé en mars", "stage_id": pipeline.stages["Signé"], "closed_on": "2026-03-01"}

    made = Deal.objects.get(id=actions.create_deal(admin, values))

    assert (made.status, made.closed_on, made.opened_on) == ("won", date(2026, 3, 1), date(2026, 3, 1))


def test_an_open_deal_has_no_closing_date_and_no_lost_reason(admin, pipeline, unit):
    for values, path in (({"closed_on": "2026-03-01"}, "closed_on"), ({"lost_reason": "Prix"}, "lost_reason")):
        with pytest.raises(InvalidFields) as refused:
            actions.create_deal(admin, {"name": "Ouvert", **values})
        assert [field.path for field in refused.value.fields] == [path]

    assert not Deal.objects.exists()


def test_ids_of_another_workspace_are_refused_by_name(admin, pipeline):
    stranger = actor_of(make_member(make_workspace(), "administrator"))
    foreign = make_pipeline(stranger)
    wrong = {
        "stage_id": foreign.stages["Lead"],
        "pipeline_id": foreign.id,
        "organisation_id": make_organisation(stranger),
        "owner_id": stranger.member_id,
        "contacts": [{"id": make_contact(stranger)}],
    }

    with entered(admin):
        for name, value in wrong.items():
            with pytest.raises(InvalidFields) as refused:
                actions.create_deal(admin, {"name": "Deal", name: value})
            expected = "contacts.0.id" if name == "contacts" else name
            assert [field.path for field in refused.value.fields] == [expected]

        assert not Deal.objects.exists()


def test_a_stage_and_a_pipeline_must_go_together(admin, pipeline, unit):
    other = make_pipeline(admin, "Autre")

    with pytest.raises(InvalidFields) as refused:
        actions.create_deal(admin, {"name": "Deal", "pipeline_id": other.id, "stage_id": pipeline.stages["Lead"]})

    assert [(field.path, field.code) for field in refused.value.fields] == [("stage_id", "other_pipeline")]


def test_deals_are_kept_in_the_currency_of_the_workspace(admin, pipeline, unit):
    with pytest.raises(InvalidFields) as refused:
        actions.create_deal(admin, {"name": "Deal", "currency": "USD"})

    assert [(field.path, field.code) for field in refused.value.fields] == [("currency", "other_currency")]


def test_a_reader_may_not_create_and_sales_only_for_themselves(admin, pipeline, unit):
    reader, seller = actor_of(member_of(admin, "read_only")), actor_of(member_of(admin, "sales"))

    with pytest.raises(Forbidden):
        actions.create_deal(reader, {"name": "Deal"})
    with pytest.raises(InvalidFields):
        actions.create_deal(seller, {"name": "Deal", "owner_id": admin.member_id})

    assert not Deal.objects.exists()


def test_many_deals_keep_the_order_of_the_file_and_their_dates(admin, pipeline, unit):
    make_deal(admin, "Ancien")
    lead, lost = pipeline.stages["Lead"], pipeline.stages["Perdu"]
    rows = [
        {"name": "Un", "stage_id": lead, "closed_on": date(2026, 12, 24)},
        {"name": "Deux", "stage_id": lead},
        {"name": "Trois", "stage_id": lost, "closed_on": date(2017, 3, 1), "lost_reason": "Prix"},
    ]

    ids = actions.create_deals(admin, rows)

    made = {deal.id: deal for deal in Deal.objects.filter(id__in=ids)}
    assert order(lead) == ["Un", "Deux", "Ancien"]
    assert (made[ids[0]].closed_on, made[ids[0]].expected_close_on) == (None, date(2026, 12, 24))
    assert (made[ids[2]].closed_on, made[ids[2]].lost_reason) == (date(2017, 3, 1), "Prix")


def test_a_move_records_both_stages_and_follows_the_probability(admin, pipeline, unit):
    organisation_id, contact_id = make_organisation(admin), make_contact(admin)
    deal_id = make_deal(
        admin, amount="100", probability=33, organisation_id=organisation_id, contacts=[{"id": contact_id}]
    )

    card = actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Proposition"], expected_version=1)

    assert (card["stage_id"], card["probability"], card["version"]) == (pipeline.stages["Proposition"], 60, 2)
    event = StoredEvent.objects.get(kind="deal.moved")
    assert event.payload == {
        "pipeline_id": str(pipeline.id),
        "from_stage_id": str(pipeline.stages["Lead"]),
        "to_stage_id": str(pipeline.stages["Proposition"]),
        "from_status": "open",
        "status": "open",
        "amount_minor": 10000,
        "currency": "EUR",
    }
    changes = changes_of("deal.moved")
    assert changes["probability"] == (33, None)
    assert set(changes) == {"stage_id", "probability", "stage_entered_at"}
    about = EventLink.objects.filter(event_id=event.id).values_list("record_id", flat=True)
    assert set(about) == {deal_id, organisation_id, contact_id}


def test_winning_closes_a_deal_and_moving_on_reopens_it(admin, pipeline, unit):
    deal_id = make_deal(admin)

    actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Signé"])
    won = Deal.objects.get(id=deal_id)
    actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Lead"])
    reopened = Deal.objects.get(id=deal_id)

    assert (won.status, won.closed_on) == ("won", today(admin))
    assert (reopened.status, reopened.closed_on) == ("open", None)


def test_a_lost_deal_keeps_its_reason_and_an_open_one_takes_none(admin, pipeline, unit):
    deal_id = make_deal(admin)

    with pytest.raises(InvalidFields):
        actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Proposition"], lost_reason="Prix")
    card = actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Perdu"], lost_reason="Prix")

    lost = Deal.objects.get(id=deal_id)
    assert (lost.lost_reason, card["status"], card["probability"], lost.version) == ("Prix", "lost", 0, 2)


def test_a_deal_is_dropped_before_or_after_another(admin, pipeline, unit):
    ids = {name: make_deal(admin, name) for name in ("C", "B", "A")}
    lead = pipeline.stages["Lead"]

    actions.move_deal(admin, ids["C"], to_stage=lead, before=ids["B"])
    assert order(lead) == ["A", "C", "B"]
    actions.move_deal(admin, ids["A"], to_stage=lead, after=ids["B"])
    assert order(lead) == ["C", "B", "A"]
    actions.move_deal(admin, ids["B"], to_stage=lead, before=ids["C"])
    assert order(lead) == ["B", "C", "A"]

    ranked = StoredEvent.objects.filter(kind="deal.ranked")
    assert (ranked.count(), StoredEvent.objects.filter(kind="deal.moved").count()) == (3, 0)


def test_neighbours_grown_too_close_are_spaced_out_again(admin, pipeline, unit):
    lead = pipeline.stages["Lead"]
    ids = {name: make_deal(admin, name) for name in ("C", "B", "A")}
    Deal.objects.filter(id=ids["A"]).update(position=1.0)
    Deal.objects.filter(id=ids["B"]).update(position=1.0 + 1e-9)
    Deal.objects.filter(id=ids["C"]).update(position=2.0)

    actions.move_deal(admin, ids["C"], to_stage=lead, before=ids["B"])

    assert order(lead) == ["A", "C", "B"]
    assert Deal.objects.get(id=ids["A"]).version == 1


def test_a_neighbour_outside_the_stage_is_refused(admin, pipeline, unit):
    deal_id = make_deal(admin)
    elsewhere = make_deal(admin, stage_id=pipeline.stages["Proposition"])

    for wrong in (elsewhere, uuid4(), deal_id):
        with pytest.raises(InvalidFields) as refused:
            actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Lead"], before=wrong)
        assert [field.path for field in refused.value.fields] == ["before_id"]

    assert Deal.objects.get(id=deal_id).version == 1


def test_a_move_to_where_the_deal_is_writes_nothing(admin, pipeline, unit):
    deal_id = make_deal(admin)

    card = actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Lead"])

    assert card["version"] == 1
    assert StoredEvent.objects.filter(record_id=deal_id).count() == 1


def test_a_stale_move_changes_nothing(admin, pipeline, unit):
    deal_id = make_deal(admin)

    with pytest.raises(StaleVersion) as stale:
        actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Signé"], expected_version=9)

    assert stale.value.extra["current"]["stage_id"] == pipeline.stages["Lead"]
    assert Deal.objects.get(id=deal_id).status == "open"


def test_sales_move_their_teams_deals_but_not_those_of_others(admin, pipeline, unit):
    team = make_team(Workspace.objects.get(id=admin.workspace_id))
    owner, colleague = (actor_of(member_of(admin, "sales", team=team)) for _ in range(2))
    theirs, others = make_deal(owner), make_deal(admin)

    actions.move_deal(colleague, theirs, to_stage=pipeline.stages["Signé"])
    with pytest.raises(NotFound):
        actions.move_deal(colleague, others, to_stage=pipeline.stages["Signé"])
    with pytest.raises(Forbidden):
        actions.delete_deal(colleague, theirs)

    assert list(Deal.objects.order_by("id").values_list("status", "deleted_at")) == [("won", None), ("open", None)]


def test_another_workspace_does_not_exist(admin, pipeline):
    deal_id = make_deal(admin)
    stranger = actor_of(make_member(make_workspace(), "administrator"))

    with entered(stranger):
        for write in (
            lambda: actions.move_deal(stranger, deal_id, to_stage=pipeline.stages["Signé"]),
            lambda: actions.update_deal(stranger, deal_id, {"name": "Autre"}),
            lambda: actions.delete_deal(stranger, deal_id),
            lambda: actions.restore_deal(stranger, deal_id),
        ):
            with pytest.raises(NotFound):
                write()

    with entered(admin):
        assert Deal.objects.get(id=deal_id).version == 1


def test_a_change_keeps_amounts_and_contacts_before_and_after(admin, pipeline, unit):
    first, second = make_contact(admin), make_contact(admin, "Julien", "Morvan")
    deal_id = make_deal(admin, amount="45000", contacts=[{"id": first, "role": "decider"}])
    wanted = [{"id": second, "role": "payer"}, {"id": first, "role": "decider"}]

    actions.update_deal(admin, deal_id, {"amount": "48600", "contacts": wanted}, 1)

    assert changes_of("deal.updated") == {
        "amount": ("45000.00", "48600.00"),
        "contacts": (
            [{"id": str(first), "role": "decider"}],
            [{"id": str(second), "role": "payer"}, {"id": str(first), "role": "decider"}],
        ),
    }
    ties = DealContact.objects.filter(deal_id=deal_id).order_by("position").values_list("contact_id", "role")
    assert list(ties) == [(second, "payer"), (first, "decider")]


def test_before_values_of_a_move_put_the_deal_back_where_it_was(admin, pipeline, unit):
    make_deal(admin, "Sous")
    deal_id = make_deal(admin, "Déplacé", probability=33)
    make_deal(admin, "Sur")
    original = Deal.objects.get(id=deal_id)
    actions.move_deal(admin, deal_id, to_stage=pipeline.stages["Perdu"], lost_reason="Prix")
    before = {name: old for name, (old, _) in changes_of("deal.moved").items()}

    actions.update_deal(admin, deal_id, before, 2)

    back = Deal.objects.get(id=deal_id)
    assert order(pipeline.stages["Lead"]) == ["Sur", "Déplacé", "Sous"]
    assert (back.status, back.closed_on, back.lost_reason, back.probability) == ("open", None, None, 33)
    assert (back.stage_entered_at, back.version) == (original.stage_entered_at, 3)


def test_closing_values_must_fit_the_status(admin, pipeline, unit):
    open_id = make_deal(admin)
    won_id = make_deal(admin, stage_id=pipeline.stages["Signé"])

    for deal_id, values in (
        (open_id, {"closed_on": "2026-01-01"}),
        (open_id, {"lost_reason": "Prix"}),
        (won_id, {"closed_on": None}),
        (won_id, {"probability": 50}),
    ):
        with pytest.raises(InvalidFields) as refused:
            actions.update_deal(admin, deal_id, values)
        assert [field.path for field in refused.value.fields] == list(values)

    actions.update_deal(admin, won_id, {"closed_on": "2026-01-01"})
    assert Deal.objects.get(id=won_id).closed_on == date(2026, 1, 1)


def test_a_deleted_deal_comes_back_in_its_stage(admin, pipeline, unit):
    deal_id = make_deal(admin, stage_id=pipeline.stages["Proposition"])

    actions.delete_deal(admin, deal_id, 1)
    actions.restore_deal(admin, deal_id, 2)

    back = Deal.objects.get(id=deal_id)
    assert (back.deleted_at, back.stage_id, back.version) == (None, pipeline.stages["Proposition"], 3)


def test_a_deal_whose_stage_is_gone_comes_back_in_the_first_one(admin, pipeline, unit):
    deal_id = make_deal(admin, stage_id=pipeline.stages["Proposition"])
    actions.delete_deal(admin, deal_id)
    kept = [{"id": pipeline.stages[stage["name"]], **stage} for stage in STAGES if stage["name"] != "Proposition"]
    replace_stages(admin, pipeline.id, kept)

    actions.restore_deal(admin, deal_id)

    assert Deal.objects.get(id=deal_id).stage_id == pipeline.stages["Lead"]


def test_a_deal_whose_pipeline_is_gone_stays_in_the_trash(admin, pipeline, unit):
    make_pipeline(admin, "Autre")
    deal_id = make_deal(admin, stage_id=pipeline.stages["Lead"])
    actions.delete_deal(admin, deal_id)
    delete_pipeline(admin, pipeline.id)

    with pytest.raises(InvalidFields):
        actions.restore_deal(admin, deal_id)

    assert Deal.objects.get(id=deal_id).deleted_at is not None


def test_a_note_moves_the_last_exchange_of_the_deals_it_is_about(admin, pipeline, unit):
    deal_id, other = make_deal(admin), make_deal(admin)
    event = StoredEvent.objects.get(record_id=deal_id)

    upkeep.note_activity([event])
    upkeep.note_activity([event])

    assert Deal.objects.get(id=deal_id).last_interaction_at == event.occurred_at
    assert Deal.objects.get(id=other).last_interaction_at is None


def test_a_leaving_colleagues_deals_go_to_the_next(admin, pipeline, unit):
    leaver, heir = actor_of(member_of(admin, "sales")), member_of(admin, "sales")
    deal_id = make_deal(leaver)

    preview = upkeep.hand_over(admin, leaver.member_id, heir.id, dry_run=True)
    moved = upkeep.hand_over(admin, leaver.member_id, heir.id, dry_run=False)

    assert (preview, moved) == (1, 1)
    assert Deal.objects.get(id=deal_id).owner_id == heir.id
