"""A board of open deals on any single-choice field: one column per choice, and one for deals without.

Choices are kept in a side table (custom fields) or in a column; columns and cards are read in two statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.listing import Condition, equals, fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, registry
from sillage.kernel.text import Text
from sillage.sales.currencies.queries import rates_of
from sillage.sales.currencies.types import Sum
from sillage.sales.deals.board import CARDS, COLUMN, READ, card_of, cut_page, shown
from sillage.sales.deals.narrowing import OPEN, Quick, all_of, reach_of

_NOT_A_CHOICE = Text(
    fr="Un tableau se fait sur un champ à choix unique des deals : {fields}",
    en="A board is made on a single-choice field of deals: {fields}",
)
_UNKNOWN_VALUE = Text(fr="Ce choix n’existe pas", en="This choice does not exist")
NONE = ""


def board_fields(actor: Actor) -> list[dict[str, Any]]:
    """The fields a board may be made on, with their labels."""
    return [{"name": field.name, "label": field.label.in_language(actor.language)} for field in _choices()]


def choice_board(
    actor: Actor, by: str, *, pipeline_id: UUID | None = None, owner: str = "all", quick: Quick
) -> dict[str, Any]:
    """Open deals by the choices of a field, those of one pipeline when it is given.

    Raises `Forbidden`, or `InvalidFields` naming `by` or `owner`.
    """
    field, reach, rates = _field(by), reach_of(actor, owner), rates_of(actor)
    narrowed = [Condition(OPEN), *equals(pipeline_id=pipeline_id), *quick.conditions(actor)]
    rows, values = _rows(field, reach, narrowed)
    totals = (
        "SELECT x.value, x.currency, count(*), sum(x.amount_minor),"  # noqa: S608
        f" sum(x.amount_minor * coalesce(x.probability, x.usual)) FROM ({rows}) x GROUP BY 1, 2"
    )
    known = [(choice.value, choice.label.in_language(actor.language)) for choice in field.choices]
    sums: dict[str, list[Sum]] = {}
    for value, currency, count, amount, weighted in fetch(totals, values):
        sums.setdefault(value, []).append(Sum(currency, None, count, int(amount), int(weighted)))
    # A choice that was removed since still holds its deals.
    known += [(value, value) for value in sorted(sums) if value and value not in dict(known)]
    columns = {
        value: {"value": value or None, "label": label, **shown(rates.total(sums.get(value, ()))), "cards": []}
        for value, label in [*known, (NONE, None)]
    }
    for value, *row in fetch(_first_cards(rows), values):
        columns[value]["cards"].append(card_of(row))
    for entry in columns.values():
        entry["next_cursor"] = cut_page(entry["cards"])
    return {
        "by": field.name,
        "label": field.label.in_language(actor.language),
        "columns": list(columns.values()),
        "currency": rates.base,
    }


def choice_column(
    actor: Actor,
    by: str,
    value: str | None,
    *,
    pipeline_id: UUID | None = None,
    owner: str = "all",
    quick: Quick,
    cursor: str | None = None,
    limit: int = CARDS,
) -> dict[str, Any]:
    """Further cards of one choice, or of deals without one. Raises `Forbidden` or `InvalidFields`."""
    field, reach = _field(by), reach_of(actor, owner)
    if value and value not in {choice.value for choice in field.choices}:
        raise InvalidFields.one("value", "unknown_value", _UNKNOWN_VALUE)
    if quick.rotting:
        limited = "EXISTS (SELECT 1 FROM sales_stage s WHERE s.id = r.stage_id AND {sql})"
        narrowed = [
            Condition(limited.format(sql=part.sql), part.values) if "s.rotting_days" in part.sql else part
            for part in quick.conditions(actor)
        ]
    else:
        narrowed = quick.conditions(actor)
    within = [Condition(OPEN), *equals(pipeline_id=pipeline_id), *narrowed, _chosen(field, value)]
    rows, token = COLUMN.page(reach, within, sort="position", cursor=cursor, limit=limit)
    return {"items": [card_of(row) for row in rows], "next_cursor": token}


def _choices() -> list[Field]:
    return [field for field in registry.object("deal").fields if field.kind is FieldKind.CHOICE and field.writable]


def _field(by: str) -> Field:
    offered = _choices()
    for field in offered:
        if field.name == by:
            return field
    names = ", ".join(field.name for field in offered) or "–"
    raise InvalidFields.one("by", "not_a_choice", _NOT_A_CHOICE.format(fields=names))


def _chosen(field: Field, value: str | None) -> Condition:
    """Deals whose field holds the value, or nothing."""
    through = field.through
    if through is None:
        return (
            Condition(f"r.{field.column_name} = %s", (value,)) if value else Condition(f"r.{field.column_name} IS NULL")
        )
    keys, values = _fixed(field)
    there = f"SELECT 1 FROM {through.table} v WHERE v.{through.record_column} = r.id{keys}"  # noqa: S608
    if value:
        return Condition(f"EXISTS ({there} AND v.{through.value_column} = %s)", (*values, value))
    return Condition(f"NOT EXISTS ({there})", tuple(values))


def _fixed(field: Field) -> tuple[str, list[Any]]:
    assert field.through is not None, "kept in a side table"
    pairs = field.through.fixed
    return "".join(f" AND v.{column} = %s" for column, _ in pairs), [value for _, value in pairs]


def _rows(field: Field, reach: Sequence[Condition], narrowed: Sequence[Condition]) -> tuple[str, list[Any]]:
    """Every deal of the board once, with its `value` and the probability `usual` in its stage."""
    more, values = all_of(narrowed)
    through, joined = field.through, ""
    keys: list[Any] = []
    value = f"coalesce(r.{field.column_name}, '')" if through is None else f"coalesce(v.{through.value_column}, '')"
    if through is not None:
        fixed, keys = _fixed(field)
        held = f"v.workspace_id = r.workspace_id AND v.{through.record_column} = r.id{fixed}"
        joined = f" LEFT JOIN {through.table} v ON {held}"
    columns = ", ".join(f"r.{name}" for name in READ)
    parts = [
        f"SELECT {columns}, s.probability AS usual, {value} AS value FROM sales_deal r"  # noqa: S608
        f" JOIN sales_stage s ON s.workspace_id = r.workspace_id AND s.id = r.stage_id{joined}"
        f" WHERE r.deleted_at IS NULL AND {part.sql}{more}"
        for part in reach
    ]
    if not parts:
        nothing = f"SELECT {columns}, 0 AS usual, '' AS value FROM sales_deal r WHERE false"  # noqa: S608
        return nothing, []
    return " UNION ALL ".join(parts), [one for part in reach for one in (*keys, *part.values, *values)]


def _first_cards(rows: str) -> str:
    ranked = f"SELECT x.*, row_number() OVER (PARTITION BY x.value ORDER BY x.position, x.id) AS rank FROM ({rows}) x"  # noqa: S608
    return (
        f"SELECT r.value, {COLUMN.select} FROM ({ranked}) r {COLUMN.joins} WHERE r.rank <= {CARDS + 1}"  # noqa: S608
        " ORDER BY r.value, r.position, r.id"
    )
