"""Sorting by several keys: whatever they are, pages follow one another without gap or double."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cmp_to_key
from typing import Any

import pytest

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_team, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import normalise
from sillage.records.fields.models import FieldDefinition
from sillage.records.grid.queries import record_page
from sillage.records.objects.stamp import renew_stamp

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def seller() -> Actor:
    """A salesperson of a team with 17 contacts, half of them a colleague's, many with the same values or none."""
    workspace = make_workspace()
    team = make_team(workspace)
    member, mate = make_member(workspace, "sales", team=team), make_member(workspace, "sales", team=team)
    actor, admin = actor_of(member), actor_of(make_member(workspace, "administrator"))
    with workspace_transaction(workspace.id):
        FieldDefinition.objects.create(
            object="contact", key="score", label="Score", kind="number", created_at=NOW, updated_at=NOW
        )
        renew_stamp()
        organisations = [make_organisation(admin, name, owner_id=member.id) for name in ("Vilcha", "kergal")]
        # The title of a record out of sight says nothing about the order.
        organisations.append(make_organisation(admin, "Hors de vue"))
        for number in range(17):
            values: dict[str, Any] = {"owner_id": [member.id, mate.id][number % 2]}
            values |= {"city": f"Ville {number % 3}"} if number % 4 else {}
            values |= {"custom.score": number % 5} if number % 3 else {}
            values |= {"organisation_id": organisations[number % 3]} if number % 5 else {}
            with clock.at(NOW - timedelta(hours=number // 2)):
                make_contact(admin, "Claire", f"Nom {number % 6}", **values)
    return actor


def key_of(item: dict[str, Any], name: str) -> Any:
    value = item["labels"][name] if name in ("organisation_id", "owner_id") else item["values"].get(name)
    return normalise(value) if isinstance(value, str) else value


def compared(one: dict[str, Any], other: dict[str, Any], sort: str) -> int:
    """Key by key, what has no value last both ways; then by id."""
    for name in sort.split(","):
        first, second = key_of(one, name.removeprefix("-")), key_of(other, name.removeprefix("-"))
        if first == second:
            continue
        if first is None or second is None:
            return 1 if first is None else -1
        return (1 if first > second else -1) * (-1 if name.startswith("-") else 1)
    return (1 if one["id"] > other["id"] else -1) * (-1 if sort.startswith("-") else 1)


def pages(actor: Actor, sort: str, limit: int) -> list[dict[str, Any]]:
    """Every record, page after page."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = record_page(actor, "contact", sort=sort, cursor=cursor, limit=limit)
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize(
    "sort",
    [
        "name",
        "-name",
        "city",
        "-city,name",
        "custom.score",
        "-custom.score",
        "-custom.score,city,-created_at",
        "organisation_id,-custom.score",
        "-organisation_id",
        "owner_id,-city,custom.score",
        "created_at,-organisation_id,city",
    ],
)
def test_pages_follow_one_another_in_the_order_asked_for(seller: Actor, sort: str) -> None:
    with workspace_transaction(seller.workspace_id, seller.user_id):
        found = pages(seller, sort, 4)

    assert len(found) == 17
    assert [item["id"] for item in found] == [
        item["id"] for item in sorted(found, key=cmp_to_key(lambda one, other: compared(one, other, sort)))
    ]


def test_a_cursor_of_another_sort_is_refused(seller: Actor) -> None:
    with workspace_transaction(seller.workspace_id, seller.user_id):
        token = record_page(seller, "contact", sort="city,name", limit=2)["next_cursor"]

        for sort in ("name,city", "city", "-city,name"):
            with pytest.raises(InvalidFields) as refused:
                record_page(seller, "contact", sort=sort, cursor=token)
            assert [problem.path for problem in refused.value.fields] == ["cursor"]


@pytest.mark.parametrize("sort", ["licorne", "name,name", "name,city,created_at,updated_at", "tags", "description"])
def test_a_sort_that_is_not_offered_is_refused(seller: Actor, sort: str) -> None:
    with workspace_transaction(seller.workspace_id, seller.user_id), pytest.raises(InvalidFields) as refused:
        record_page(seller, "contact", sort=sort)

    assert [problem.path for problem in refused.value.fields] == ["sort"]


def test_own_records_are_a_branch_of_their_own(seller: Actor) -> None:
    with workspace_transaction(seller.workspace_id, seller.user_id):
        everything = pages(seller, "name", 50)
        mine = record_page(
            seller, "contact", filter={"and": [{"field": "owner_id", "operator": "is", "value": "me"}]}, sort="name"
        )["items"]

    assert len(mine) == 9
    assert [item["id"] for item in mine] == [
        item["id"] for item in everything if item["values"]["owner_id"] == seller.member_id
    ]
