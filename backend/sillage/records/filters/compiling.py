"""Filters as SQL over the row `r`.

Only operators PostgreSQL calls leakproof stand where an index matters: `=`, `<`, ranges of text in C
collation. What cannot have an index ("contains") runs over rows already found in order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sillage.kernel import clock
from sillage.kernel.http.listing import Condition
from sillage.kernel.permissions import Actor, Scope
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.records.filters.columns import (
    Column,
    column_of,
    only_of,
    side_column,
    side_rows,
    table_of,
    through_of,
)
from sillage.records.filters.matching import today_for
from sillage.records.filters.periods import days_meant, midnight
from sillage.records.filters.types import CANONICAL, ME, OPPOSITES, Family, Group, Leaf

_LAST = "\U0010ffff"
_NEVER, _ALWAYS = Condition("false"), Condition("true")
_STEPS = {"greater": ">", "at_least": ">=", "less": "<", "at_most": "<="}


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and which day it is for him."""

    actor: Actor
    today: date

    @classmethod
    def now(cls, actor: Actor) -> Asking:
        """The actor, today."""
        return cls(actor, today_for(clock.now(), actor.time_zone))


def condition_of(asking: Asking, node: Group | Leaf, alias: str = "r") -> Condition:
    """The filter as a condition on the row `alias`."""
    if isinstance(node, Leaf):
        return _leaf(asking, node, alias)
    return _joined([condition_of(asking, each, alias) for each in node.nodes], node.joiner)


def conditions_of(asking: Asking, node: Group) -> list[Condition]:
    """The filter as conditions that must all hold, so that each may lead to an index."""
    if node.joiner == "or" and len(node.nodes) > 1:
        return [condition_of(asking, node)]
    return [condition_of(asking, each) for each in node.nodes]


def _joined(parts: Sequence[Condition], joiner: str) -> Condition:
    if not parts:
        return _ALWAYS
    if len(parts) == 1:
        return parts[0]
    sql = f" {joiner.upper()} ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.values))


def _leaf(asking: Asking, leaf: Leaf, alias: str) -> Condition:
    operator = OPPOSITES.get(leaf.operator, leaf.operator)
    found = _positive(asking, leaf, operator, alias)
    if leaf.operator == operator:
        return found
    if found.sql.startswith("EXISTS "):
        return Condition(f"NOT {found.sql}", found.values)
    if found.sql.endswith(" IS NOT NULL"):
        return Condition(found.sql.removesuffix("NOT NULL") + "NULL", found.values)
    return Condition(f"({found.sql}) IS NOT TRUE", found.values)


def _positive(asking: Asking, leaf: Leaf, operator: str, alias: str) -> Condition:
    entry = registry.object(leaf.objects[0])
    if len(leaf.fields) == 1:
        return _own(asking, entry, leaf.field, operator, leaf.value, alias)
    relation, target = leaf.fields[0], registry.object(leaf.objects[1])
    inner = _own(asking, target, leaf.field, operator, leaf.value, "x")
    seen = seen_by(asking.actor, target, "x")
    table = table_of(target.model)
    if relation.through is None:
        link = Condition(f"x.workspace_id = {alias}.workspace_id AND x.id = {alias}.{relation.column_name}")
        start = f"EXISTS (SELECT 1 FROM {table} x WHERE"  # noqa: S608
    else:
        side = through_of(relation)
        link = side_rows(relation, "l", alias)
        start = (
            f"EXISTS (SELECT 1 FROM {side.table} l JOIN {table} x ON x.workspace_id = l.workspace_id"  # noqa: S608
            f" AND x.id = l.{side.value_column} WHERE"
        )
    sql = f"{start} {link.sql} AND x.deleted_at IS NULL AND {seen.sql} AND {inner.sql})"
    return Condition(sql, (*link.values, *seen.values, *inner.values))


def seen_by(actor: Actor, entry: RecordObject, alias: str) -> Condition:
    """What the actor may see of a kind of record: nobody filters by what is hidden from him."""
    scope = actor.scope(f"{entry.name}.see")
    if scope is None:
        return _NEVER
    parts = [part for part in (only_of(entry, alias), _reached(actor, scope, alias)) if part is not None]
    return _joined(parts, "and")


def _reached(actor: Actor, scope: Scope, alias: str) -> Condition | None:
    if scope is Scope.ALL:
        return None
    own = Condition(f"{alias}.owner_id = %s", (actor.member_id,))
    if scope is Scope.OWN or not actor.team_ids:
        return own
    return Condition(f"({own.sql} OR {alias}.team_id = ANY(%s))", (*own.values, sorted(actor.team_ids)))


def _own(asking: Asking, entry: RecordObject, field: Field, operator: str, value: Any, alias: str) -> Condition:
    if field.through is None:
        return _compared(asking, field, column_of(entry, field), operator, value, alias)
    if operator == "has_all":
        return _joined([_through(asking, field, "any_of", (each,), alias) for each in value], "and")
    if field.kind is FieldKind.BOOLEAN:
        ticked = _through(asking, field, "is", True, alias)
        return ticked if value else Condition(f"NOT {ticked.sql}", ticked.values)
    return _through(asking, field, "any_of" if operator == "has_any" else operator, value, alias)


def _through(asking: Asking, field: Field, operator: str, value: Any, alias: str) -> Condition:
    """One row of the side table compares as asked."""
    rows = side_rows(field, "v", alias)
    inner = _ALWAYS if operator == "not_empty" else _compared(asking, field, side_column(field), operator, value, "v")
    start = f"EXISTS (SELECT 1 FROM {through_of(field).table} v WHERE"  # noqa: S608
    return Condition(f"{start} {rows.sql} AND {inner.sql})", (*rows.values, *inner.values))


def _compared(asking: Asking, field: Field, column: Column, operator: str, value: Any, alias: str) -> Condition:
    """A positive comparison of one column."""
    name = f"{alias}.{column.name}"
    if operator == "not_empty":
        return Condition(f"{name} IS NOT NULL")
    leaf = Leaf(field.name, (field,), ("",), operator, value)
    if leaf.family is Family.TEXT:
        return _text(field, column, name, operator, value)
    if leaf.family is Family.NUMBER:
        return _number(column, name, operator, value)
    if leaf.family is Family.DATE:
        return _date(asking, column, name, operator, value)
    if leaf.family is Family.FLAG:
        if column.type is int:
            return Condition(f"{name} = %s", (int(value),))
        return Condition(f"{name} IS TRUE" if value else f"{name} IS NOT TRUE")
    wanted = [_settled(asking.actor, each) for each in (value if isinstance(value, tuple) else (value,))]
    if len(wanted) == 1:
        return Condition(f"{name} = %s", (wanted[0],))
    return Condition(f"{name} = ANY(%s)", (wanted,))


def _settled(actor: Actor, value: Any) -> Any:
    # An API key without a member owns nothing, so no row has this owner.
    return (actor.member_id or UUID(int=0)) if value == ME else value


def text_expression(field: Field, column: Column, name: str) -> str:
    """A text as filters compare it."""
    return name if column.keyed or field.kind in CANONICAL else f"sillage_normalise({name})"


def _text(field: Field, column: Column, name: str, operator: str, value: Any) -> Condition:
    expression = text_expression(field, column, name)
    if operator == "contains":
        return Condition(f"strpos({expression}, %s) > 0", (value,))
    if operator == "starts_with":
        if column.keyed:
            return Condition(f"{expression} >= %s AND {expression} < %s", (value, value + _LAST))
        return Condition(f"starts_with({expression}, %s)", (value,))
    if operator == "any_of":
        return Condition(f"{expression} = ANY(%s)", (list(value),))
    return Condition(f"{expression} = %s", (value,))


def _number(column: Column, name: str, operator: str, value: Any) -> Condition:
    if operator == "between":
        low, high = _number(column, name, "at_least", value[0]), _number(column, name, "at_most", value[1])
        return Condition(f"({low.sql} AND {high.sql})", (*low.values, *high.values))
    if column.type is int:
        return _whole(name, operator, value)
    typed = float(value) if column.type is float else value
    return Condition(f"{name} {_STEPS.get(operator, '=')} %s", (typed,))


def _whole(name: str, operator: str, value: Decimal) -> Condition:
    """Whole numbers against any number: a comparison with a decimal would be a numeric one, without index."""
    if operator == "is":
        return Condition(f"{name} = %s", (int(value),)) if value == value.to_integral_value() else _NEVER
    bound = math.ceil(value) if operator in ("at_least", "less") else math.floor(value)
    return Condition(f"{name} {_STEPS[operator]} %s", (bound,))


def _date(asking: Asking, column: Column, name: str, operator: str, value: Any) -> Condition:
    first, after = days_meant(operator, value, asking.today)
    bounds = [(">=", first), ("<", after)]
    limits = [
        (step, midnight(day, asking.actor.time_zone) if column.type is datetime else day)
        for step, day in bounds
        if day is not None
    ]
    sql = " AND ".join(f"{name} {step} %s" for step, _ in limits)
    return Condition(f"({sql})", tuple(limit for _, limit in limits))
