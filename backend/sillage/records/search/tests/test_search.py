"""Search over records, as their owners, teams and strangers find them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from sillage.identity.testing import (
    actor_of,
    anonymous_client,
    client_of,
    make_member,
    make_role,
    make_team,
    make_workspace,
)
from sillage.kernel.db import new_id, workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.records.search.actions import forget_records, forget_unused_words, hand_over_records, index_records
from sillage.records.search.queries import search_records
from sillage.records.search.types import SearchEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Any:
    return make_workspace()


@pytest.fixture
def admin(workspace: Any) -> Actor:
    return actor_of(make_member(workspace, "administrator"))


def add(actor: Actor, title: str, **more: Any) -> UUID:
    entry = SearchEntry(**{"object": "contact", "record_id": new_id(), "title": title, **more})
    with workspace_transaction(actor.workspace_id):
        index_records([entry])
    return entry.record_id


def found(actor: Actor, query: str, limit: int = 20) -> list[str]:
    with workspace_transaction(actor.workspace_id):
        return [hit.title for hit in search_records(actor, query, limit=limit)]


@pytest.mark.parametrize(
    "query",
    [
        "claire", "CLAIRE", "clai", "vasseur cl", "Vasséur", "claire.v", "solhene", "claire.vasseur@solhene.fr",
        "Claire.Vass", "claire.vasseur@sol", "@solhene", "vasseur @solhene.fr",
        "06 12 34", "0612345678", "+33 6 12", "0033612", "33612345678", "552 100 554", "5521",
    ],
)  # fmt: skip
def test_a_record_is_found_by_any_of_its_words(admin: Actor, query: str) -> None:
    add(admin, "Claire Vasseur", texts=("claire.vasseur@solhene.fr", "552100554"), phones=("+33612345678",))
    add(admin, "Paul Merle", texts=("paul@merle.fr",), phones=("+33799999999",))

    assert found(admin, query) == ["Claire Vasseur"]


@pytest.mark.parametrize("query", ["vaseur", "vasesur", "clare vasseur", "vasseurr", "bvasseur"])
def test_a_slip_of_one_letter_still_finds_the_name(admin: Actor, query: str) -> None:
    add(admin, "Claire Vasseur")
    add(admin, "Paul Merle")

    assert found(admin, query) == ["Claire Vasseur"]


def test_every_word_must_match(admin: Actor) -> None:
    add(admin, "Claire Vasseur")

    assert found(admin, "claire merle") == []


def test_the_same_title_comes_first_then_ones_own_then_the_most_recent(admin: Actor, workspace: Any) -> None:
    other = make_member(workspace, "sales").id
    add(admin, "Martin", owner_id=other)
    add(admin, "Martin Sophie", owner_id=admin.member_id)
    add(admin, "Martin Paul", owner_id=other)
    add(admin, "Martin Anne", owner_id=other)

    assert found(admin, "martin") == ["Martin", "Martin Sophie", "Martin Anne", "Martin Paul"]


def test_a_record_called_so_comes_before_those_that_only_mention_it(admin: Actor) -> None:
    add(admin, "Fret Maravelle", object="organisation")
    add(admin, "Cabinet Fret", object="organisation")
    for name in ("Mehdi Benoist", "Hélène Pouliot", "Claire Vivier"):
        add(admin, name, subtitle="Fret Maravelle", texts=("Fret Maravelle",), owner_id=admin.member_id)

    assert found(admin, "fret", limit=3) == ["Cabinet Fret", "Fret Maravelle", "Claire Vivier"]
    assert found(admin, "Fret Mara", limit=2) == ["Fret Maravelle", "Claire Vivier"]


def test_a_record_called_so_is_found_among_a_thousand_newer_ones_that_mention_it(admin: Actor) -> None:
    add(admin, "Fret Maravelle", object="organisation")
    newer = [
        SearchEntry(object=kind, record_id=new_id(), title=f"Aménagement {number}", texts=("Fret Maravelle",))
        for kind in ("organisation", "deal")
        for number in range(500)
    ]
    with workspace_transaction(admin.workspace_id):
        index_records(newer)

    assert found(admin, "fret", limit=5)[0] == "Fret Maravelle"


def test_the_value_that_matched_is_told(admin: Actor) -> None:
    add(admin, "Claire Vasseur", subtitle="Solhène", texts=("c.v@solhene.fr",))

    with workspace_transaction(admin.workspace_id):
        (hit,) = search_records(admin, "solhene")

    assert (hit.subtitle, hit.matched) == ("Solhène", "c.v@solhene.fr")


def test_who_sees_his_own_records_only_finds_them_among_a_thousand_others(admin: Actor, workspace: Any) -> None:
    own = actor_of(make_member(workspace, make_role(workspace, {"contact.see": "own"})))
    with workspace_transaction(workspace.id):
        index_records([SearchEntry("contact", new_id(), f"Martin {number}") for number in range(1_200)])
        index_records([SearchEntry("contact", new_id(), "Martin à moi", owner_id=own.member_id)])
        index_records([SearchEntry("contact", new_id(), f"Martin {number}") for number in range(1_200)])

    assert found(own, "martin") == ["Martin à moi"]
    assert len(found(admin, "martin")) == 20


def test_a_team_member_finds_the_records_of_the_team_and_his_own(workspace: Any, admin: Actor) -> None:
    team, other_team = make_team(workspace, "Nord"), make_team(workspace, "Sud")
    seller = actor_of(make_member(workspace, "sales", team=team))
    add(admin, "Martin du Nord", team_id=team.id)
    add(admin, "Martin du Sud", team_id=other_team.id)
    add(admin, "Martin à moi", owner_id=seller.member_id, team_id=other_team.id)
    add(admin, "Martin sans personne")

    assert sorted(found(seller, "martin")) == ["Martin du Nord", "Martin à moi"]


def test_scopes_may_differ_by_kind_of_record(workspace: Any, admin: Actor) -> None:
    role = make_role(workspace, {"contact.see": "all", "deal.see": "own"})
    actor = actor_of(make_member(workspace, role))
    add(admin, "Martin contact")
    add(admin, "Martin deal", object="deal")
    add(admin, "Martin deal à moi", object="deal", owner_id=actor.member_id)
    add(admin, "Martin organisation", object="organisation")

    assert sorted(found(actor, "martin")) == ["Martin contact", "Martin deal à moi"]


def test_who_sees_no_kind_of_record_finds_nothing(workspace: Any, admin: Actor) -> None:
    add(admin, "Claire Vasseur")

    assert found(actor_of(make_member(workspace, make_role(workspace, {}))), "claire") == []


def test_another_workspace_finds_nothing_of_this_one(admin: Actor) -> None:
    elsewhere = actor_of(make_member(make_workspace("Ailleurs"), "administrator"))
    add(admin, "Claire Vasseur")

    assert found(elsewhere, "claire") == []
    assert found(elsewhere, "clairr") == []


def test_the_search_function_gives_no_ids_without_a_workspace(admin: Actor) -> None:
    add(admin, "Claire Vasseur")
    query = f"'{admin.workspace_id.hex}claire':*"

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.workspace', '', true)")
        cursor.execute("SELECT sillage_search(%s, '', 'x', '{contact}', '{}', '{}', NULL, '{}', 20)", [query])
        assert cursor.fetchone() == ([],)


def test_the_search_function_looks_only_in_the_entered_workspace(admin: Actor) -> None:
    other = make_workspace("Ailleurs")
    add(admin, "Claire Vasseur")
    query = f"'{admin.workspace_id.hex}claire':*"

    with workspace_transaction(other.id), connection.cursor() as cursor:
        cursor.execute("SELECT sillage_search(%s, '', 'x', '{contact}', '{}', '{}', NULL, '{}', 20)", [query])
        assert cursor.fetchone() == ([],)


def test_a_changed_record_is_found_by_its_new_words_only(admin: Actor) -> None:
    record_id = add(admin, "Claire Vasseur")
    add(admin, "Claire Dubreuil", record_id=record_id)

    assert found(admin, "claire") == ["Claire Dubreuil"]
    assert found(admin, "vasseur") == []


def test_a_forgotten_record_is_not_found_and_its_words_go_with_the_night(admin: Actor) -> None:
    gone, stays = add(admin, "Claire Vasseur"), add(admin, "Claire Merle")

    with workspace_transaction(admin.workspace_id):
        forget_records("contact", [gone])
        forgotten = forget_unused_words()

    assert found(admin, "claire") == ["Claire Merle"]
    assert forgotten == 1
    assert stays


def test_records_handed_over_are_found_by_their_new_owner(workspace: Any, admin: Actor) -> None:
    role = make_role(workspace, {"contact.see": "own"})
    before, after = (actor_of(make_member(workspace, role)) for _ in range(2))
    record_id = add(admin, "Claire Vasseur", owner_id=before.member_id)

    with workspace_transaction(admin.workspace_id):
        hand_over_records("contact", [record_id], after.member_id, None)

    assert found(before, "claire") == []
    assert found(after, "claire") == ["Claire Vasseur"]


def test_one_search_is_one_statement(admin: Actor, django_assert_num_queries: Any) -> None:
    add(admin, "Claire Vasseur")
    with workspace_transaction(admin.workspace_id), django_assert_num_queries(1):
        search_records(admin, "claire")


def test_the_api_finds_records(workspace: Any, admin: Actor) -> None:
    client = client_of(make_member(workspace, "administrator"))
    record_id = add(admin, "Claire Vasseur", subtitle="Solhène")

    answer = client.get("/search?q=vass")

    assert answer.status_code == 200
    assert answer.json() == {
        "items": [
            {
                "object": "contact",
                "id": str(record_id),
                "title": "Claire Vasseur",
                "subtitle": "Solhène",
                "matched": "Claire Vasseur",
            }
        ]
    }


@pytest.mark.parametrize(
    "query", ["", "%20", "'", "%5C", "%3A*", "%00", "a" * 201, "%F0%9F%98%80", "%26%7C!", "limit=0"]
)
def test_odd_queries_are_answered_or_refused(workspace: Any, query: str) -> None:
    client = client_of(make_member(workspace, "administrator"))

    assert client.get(f"/search?q={query}").status_code in (200, 422)


def test_nobody_searches_without_signing_in() -> None:
    assert anonymous_client().get("/search?q=claire").status_code == 401
