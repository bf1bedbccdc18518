"""Records counted and summed by the values of a field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.listing import Condition, fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import Text
from sillage.kernel.values import amount_text
from sillage.records.filters.columns import BY_MONTH, filterable, groupable, side_rows
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.grid.queries import asked_conditions
from sillage.records.grid.values import titles_of

MOST_GROUPS = 200
_NOT_GROUPED = Text(fr="On ne groupe pas par ce champ", en="One does not group by this field")
_NOT_SUMMED = Text(fr="On n’additionne que des nombres et des montants", en="Only numbers and amounts are summed")
_SUMMED = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
_CURRENCY = "currency"


@dataclass(slots=True)
class _Bucket:
    count: int = 0
    sums: list[dict[str, Any]] = field(default_factory=list)


def record_groups(
    actor: Actor, object: str, *, by: str, sum: Sequence[str] = (), filter: Any = None, q: str | None = None
) -> dict[str, Any]:
    """How many records each value of a field has, with sums (of money by currency); months for dates.

    A record with several tags counts in each. The first 200 groups: choices in their order, months in
    time, others by count. Raises what `record_page` raises, naming `by` or `sum`.
    """
    layout = layout_of(actor, object)
    grouped = layout.fields.get(by)
    if grouped is None or not groupable(layout.entry, grouped):
        raise InvalidFields.one("by", "not_groupable", _NOT_GROUPED)
    summed = [_summed(layout, name) for name in sum]
    buckets = _counted(layout, grouped, summed, asked_conditions(layout, filter, q))
    values = _in_order(grouped, buckets)
    shown = values[:MOST_GROUPS]
    titles = titles_of(actor, grouped, shown)
    groups = [_group(grouped, value, titles.get(value), buckets[value]) for value in shown]
    return {"groups": groups, "truncated": len(values) > MOST_GROUPS}


def _group(grouped: Field, value: Any, label: str | None, bucket: _Bucket) -> dict[str, Any]:
    text = value if value is None or grouped.kind is FieldKind.BOOLEAN else str(value)
    return {"value": text, "label": label, "count": bucket.count, "sums": bucket.sums}


def _summed(layout: Layout, name: str) -> Field:
    found = layout.fields.get(name)
    if found is None or found.kind not in _SUMMED or not filterable(layout.entry, found):
        raise InvalidFields.one("sum", "not_summable", _NOT_SUMMED)
    return found


def _counted(
    layout: Layout, grouped: Field, summed: Sequence[Field], conditions: Sequence[Condition]
) -> dict[Any, _Bucket]:
    key = _key(layout, grouped)
    totals = [_total_of(each, place) for place, each in enumerate(summed)]
    by_currency = any(each.kind is FieldKind.MONEY and not each.custom for each in summed)
    currency = "r.currency" if by_currency and _CURRENCY in layout.fields else "NULL"
    sums = "".join(f", sum({each.sql})" for each in totals)
    joins = "".join(each.join for each in (key, *totals))
    parts: list[str] = []
    parameters: list[Any] = []
    for branch in layout.reach():
        whole = [Condition("r.deleted_at IS NULL"), branch, *conditions]
        parts.append(
            f"SELECT {key.sql} AS value, {currency} AS currency, count(*) AS counted{sums}"  # noqa: S608
            f" FROM {layout.table} r{joins} WHERE {' AND '.join(part.sql for part in whole)} GROUP BY 1, 2"
        )
        parameters += [*key.values, *key.joined, *(value for each in totals for value in each.joined)]
        parameters += [value for part in whole for value in part.values]
    return _gathered(summed, fetch(" UNION ALL ".join(parts), parameters) if parts else [])


def _gathered(summed: Sequence[Field], rows: Sequence[tuple[Any, ...]]) -> dict[Any, _Bucket]:
    """Rows of (value, currency, count, totals…), some of them of the same group, as one bucket a group."""
    added: dict[tuple[Any, Any], list[Any]] = {}
    for value, currency, *figures in rows:
        row = added.setdefault((value, currency), [0] * len(figures))
        added[value, currency] = [one + (other or 0) for one, other in zip(row, figures, strict=True)]
    buckets: dict[Any, _Bucket] = {}
    for (value, currency), (count, *totals) in sorted(added.items(), key=lambda each: str(each[0][1])):
        bucket = buckets.setdefault(value, _Bucket())
        bucket.count += count
        bucket.sums += [_sum(each, currency, total) for each, total in zip(summed, totals, strict=True)]
    return buckets


@dataclass(frozen=True, slots=True)
class _Expression:
    """A value over `r` with its parameters, and what to join for it with the parameters of that."""

    sql: str
    values: tuple[Any, ...] = ()
    join: str = ""
    joined: tuple[Any, ...] = ()


def _key(layout: Layout, grouped: Field) -> _Expression:
    """The value of the group."""
    column, join, joined = f"r.{grouped.column_name}", "", ()
    if grouped.through is not None:
        rows = side_rows(grouped, "v", "r")
        column = f"v.{grouped.through.value_column}"
        join, joined = f" LEFT JOIN {grouped.through.table} v ON {rows.sql}", rows.values
    if grouped.kind is FieldKind.BOOLEAN:
        ticked = f"coalesce({column}, 0) = 1" if grouped.through else f"coalesce({column}, false)"
        return _Expression(ticked, (), join, joined)
    if grouped.kind is FieldKind.DATE:
        return _Expression(f"to_char({column}, 'YYYY-MM')", (), join, joined)
    if grouped.kind is FieldKind.DATETIME:
        return _Expression(f"to_char({column} AT TIME ZONE %s, 'YYYY-MM')", (layout.actor.time_zone,), join, joined)
    return _Expression(column, (), join, joined)


def _total_of(summed: Field, place: int) -> _Expression:
    if summed.through is None:
        return _Expression(f"r.{summed.column_name}")
    alias = f"s{place}"
    rows = side_rows(summed, alias, "r")
    join = f" LEFT JOIN {summed.through.table} {alias} ON {rows.sql}"
    return _Expression(f"{alias}.{summed.through.value_column}", (), join, rows.values)


def _sum(summed: Field, currency: str | None, total: Any) -> dict[str, Any]:
    if summed.kind is not FieldKind.MONEY:
        return {"field": summed.name, "currency": None, "amount": str(total)}
    return {"field": summed.name, "currency": summed.currency or currency, "amount": amount_text(int(total))}


def _in_order(grouped: Field, buckets: dict[Any, _Bucket]) -> list[Any]:
    """Choices as declared, months in time, others by count; records without a value last."""
    present = [value for value in buckets if value is not None]
    if grouped.choices:
        places = {choice.value: place for place, choice in enumerate(grouped.choices)}
        present.sort(key=lambda value: places.get(value, len(places)))
    elif grouped.kind in BY_MONTH:
        present.sort()
    else:
        present.sort(key=lambda value: (-buckets[value].count, str(value)))
    return present + ([None] if None in buckets else [])
