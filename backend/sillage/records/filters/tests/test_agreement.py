"""SQL and plain values answer alike, whatever the filter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sillage.customers.testing import make_contact, make_organisation
from sillage.identity.testing import actor_of, make_member, make_workspace
from sillage.kernel import clock
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import FieldKind, registry
from sillage.kernel.text import normalise
from sillage.records.fields.models import FieldDefinition
from sillage.records.filters.queries import matches, read_filter
from sillage.records.filters.types import FAMILIES, OPERATORS, Family
from sillage.records.grid.queries import record_details, selection_ids
from sillage.records.objects.stamp import renew_stamp
from sillage.records.tags.actions import create_tag

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
CUSTOM = {
    "motto": "text",
    "score": "number",
    "budget": "money",
    "met_on": "date",
    "level": "choice",
    "likes": "multi_choice",
    "vip": "boolean",
}
CHOICES = [{"value": value, "label": value.upper()} for value in ("a", "b", "c")]
ASKED = (
    "city", "email", "mobile", "civility", "created_at", "owner_id", "organisation_id", "organisation_id.city",
    "organisation_id.headcount", "organisation_id.revenue", "tags", *(f"custom.{key}" for key in CUSTOM),
)  # fmt: skip
WORDS = ["Saint-Étienne", "saint", "RENNES", "L’Haÿ", "cœur", "a", "b@", "+336", "0639", "Cœur d’Œuvre", "zz"]
NUMBERS = [0, 1, 2.5, "10", 49.99, 50, "1200.50", -3]
DAYS = ["2026-03-15", "2026-03-16", "2026-01-31", "2025-12-25", "2027-01-01"]


@dataclass(frozen=True)
class World:
    """A workspace with contacts, and what each has by the names filters use."""

    actor: Actor
    records: dict[UUID, dict[str, Any]]
    ids: dict[FieldKind, list[str]]


def define_fields() -> None:
    for place, (key, kind) in enumerate(CUSTOM.items()):
        FieldDefinition.objects.create(
            object="contact",
            key=key,
            label=key,
            kind=kind,
            choices=CHOICES if "choice" in kind else [],
            currency="EUR" if kind == "money" else None,
            position=place,
            created_at=NOW,
            updated_at=NOW,
        )
    renew_stamp()


def people(organisations: list[UUID], tags: list[str], owners: list[UUID]) -> list[dict[str, Any]]:
    return [
        {"city": "Saint-Étienne", "email": "ab@exemple.fr", "custom.motto": "Cœur d’Œuvre", "custom.score": 2.5},
        {"city": "RENNES", "mobile": "06 39 98 11 22", "custom.budget": "1200.50", "custom.likes": ["a", "b"]},
        {"organisation_id": organisations[0], "custom.met_on": "2026-03-16", "custom.vip": True, "civility": "mme"},
        {"organisation_id": organisations[1], "tags": tags[:1], "custom.vip": False, "owner_id": None},
        {"city": "rennes", "tags": tags, "custom.level": "b", "custom.score": 50, "owner_id": owners[1]},
        {"city": "L'Haÿ", "custom.met_on": "2025-12-25", "custom.budget": "0.00", "civility": "m"},
        {},
    ]


def make_world() -> World:
    workspace = make_workspace()
    member = make_member(workspace, "administrator")
    other = make_member(workspace, "sales")
    actor = actor_of(member)
    with workspace_transaction(workspace.id, member.user_id):
        define_fields()
        organisations = [
            make_organisation(actor, "Kergal", city="Rennes", headcount=50, revenue="1200.50"),
            make_organisation(actor, "Vilcha", city="Saint-Étienne", headcount=10),
        ]
        tags = [str(create_tag(actor, {"name": name})) for name in ("Salon", "Presse")]
        made = []
        for place, values in enumerate(people(organisations, tags, [member.id, other.id])):
            with clock.at(NOW - timedelta(days=place * 40, hours=place)):
                made.append(make_contact(actor, "Claire", f"Nom {place}", **values))
        records = {record_id: with_related(actor, record_id) for record_id in made}
    ids = {
        FieldKind.MEMBER: ["me", str(member.id), str(other.id)],
        FieldKind.RELATION: [str(each) for each in organisations],
        FieldKind.TAGS: tags,
    }
    return World(actor, records, ids)


def with_related(actor: Actor, record_id: UUID) -> dict[str, Any]:
    values = dict(record_details(actor, "contact", record_id)["values"])
    if values["organisation_id"]:
        related = record_details(actor, "organisation", values["organisation_id"])["values"]
        values |= {f"organisation_id.{name}": value for name, value in related.items()}
    return values


def leaves(world: World) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.name: field for field in registry.object("contact").fields}
    fields |= {f"organisation_id.{field.name}": field for field in registry.object("organisation").fields}

    def asked(name: str) -> st.SearchStrategy[dict[str, Any]]:
        kind, choices = fields[name].kind, [choice.value for choice in fields[name].choices]
        family = FAMILIES[kind]
        return st.sampled_from(OPERATORS[family]).flatmap(
            lambda operator: st.fixed_dictionaries(
                {
                    "field": st.just(name),
                    "operator": st.just(operator),
                    "value": values_for(world, kind, family, operator, choices),
                }
            )
        )

    return st.sampled_from(ASKED).flatmap(asked)


def values_for(world: World, kind: FieldKind, family: Family, operator: str, choices: list[str]) -> Any:
    if operator in ("empty", "not_empty"):
        return st.none()
    if family is Family.FLAG:
        return st.booleans()
    if family is Family.DATE:
        return date_values(operator)
    if family is Family.TEXT:
        one = st.sampled_from(["0639", "+33639981122", "98 11"] if kind is FieldKind.PHONE else WORDS)
    elif family is Family.NUMBER:
        one = st.sampled_from(NUMBERS)
    else:
        one = st.sampled_from(choices or world.ids[kind])
    if operator == "between":
        return st.lists(one, min_size=2, max_size=2).map(lambda pair: sorted(pair, key=float))
    if operator in ("any_of", "none_of", "has_any", "has_all", "has_none"):
        return st.lists(one, min_size=1, max_size=3)
    return one


def date_values(operator: str) -> Any:
    if operator in ("within_last", "within_next", "older_than"):
        return st.fixed_dictionaries(
            {"amount": st.integers(0, 90), "unit": st.sampled_from(["day", "week", "month", "quarter", "year"])}
        )
    if operator in ("this", "previous", "next"):
        return st.sampled_from(["day", "week", "month", "quarter", "year"])
    if operator == "between":
        return st.lists(st.sampled_from(DAYS), min_size=2, max_size=2).map(sorted)
    return st.sampled_from(DAYS)


def filters(world: World) -> Any:
    leaf = leaves(world)
    inner = st.builds(lambda joiner, parts: {joiner: parts}, st.sampled_from(["and", "or"]), st.lists(leaf, max_size=3))
    return st.builds(
        lambda joiner, parts: {joiner: parts}, st.sampled_from(["and", "or"]), st.lists(leaf | inner, max_size=4)
    )


def test_sql_and_plain_values_answer_alike() -> None:
    world = make_world()
    actor = world.actor

    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(st.data())
    def check(data: st.DataObject) -> None:
        with workspace_transaction(actor.workspace_id, actor.user_id), clock.at(NOW):
            document = data.draw(filters(world))
            found = read_filter(actor, "contact", document)

            by_sql = set(selection_ids(actor, "contact", "see", {"filter": document}, 100))
            by_values = {record_id for record_id, values in world.records.items() if matches(actor, found, values)}

        assert by_sql == by_values

    check()


LETTERS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=("Cc", "Cf"))
    | st.sampled_from("œŒæÆßẞøØłŁđĐ’‘“” \u00a0\u202f\u2009ﬁⅷ…€ạẽ"),
    max_size=40,
)


def test_sql_normalises_as_python_does() -> None:
    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(LETTERS)
    def check(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sillage_normalise(%s)", [text])
            assert cursor.fetchone()[0] == normalise(text)

    check()
