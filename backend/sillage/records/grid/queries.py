"""Reading records of any kind: a page, a count, one record, and the ids a selection means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sillage.kernel.errors import InvalidFields, NotFound
from sillage.kernel.http.listing import Condition, fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.permissions.checks import covers
from sillage.kernel.registry import Field
from sillage.kernel.text import Text
from sillage.records.filters.queries import filter_conditions, read_filter
from sillage.records.filters.types import ME, Leaf
from sillage.records.grid.layout import Layout, layout_of
from sillage.records.grid.values import extra_values, labels_of, shown_value, side_values
from sillage.records.objects.queries import require_known
from sillage.records.search.queries import matching_ids

MOST_FOUND = 1_000
MOST_LISTED = 1_000
_NOT_A_SELECTION = Text(
    fr="Une sélection est une liste « ids » ou un « filter », avec « q » et « except »",
    en="A selection is a list of “ids” or a “filter”, with “q” and “except”",
)
_TOO_MANY_IDS = Text(fr="Au plus 1 000 fiches à la fois", en="At most 1,000 records at a time")


def record_page(
    actor: Actor,
    object: str,
    *,
    filter: Any = None,
    q: str | None = None,
    sort: str | None = None,
    fields: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """A page of the records of a kind that the actor may see.

    Raises `NotFound` for an unknown kind, `Forbidden`, and `InvalidFields` naming what is wrong.
    """
    layout = layout_of(actor, object)
    chosen = layout.chosen(fields)
    conditions = asked_conditions(layout, filter, q)
    order = sort or layout.default_sort
    reach = layout.reach(owner=owner_asked(layout, filter))
    rows, token = layout.listing(chosen).page(reach, conditions, sort=order, cursor=cursor, limit=limit)
    return {"items": documents(layout, chosen, rows), "next_cursor": token}


def record_count(actor: Actor, object: str, *, filter: Any = None, q: str | None = None) -> dict[str, Any]:
    """How many records a filter finds, counted to 10,000. Raises what `record_page` raises."""
    layout = layout_of(actor, object)
    conditions = asked_conditions(layout, filter, q)
    return layout.listing(()).count(layout.reach(owner=owner_asked(layout, filter)), conditions)


def owner_asked(layout: Layout, filter: Any) -> UUID | None:
    """The only owner a filter lets through: his records are one branch, and no other is read in vain."""
    found = read_filter(layout.actor, layout.name, filter)
    leaves = [node for node in found.nodes if isinstance(node, Leaf)] if found.joiner == "and" else []
    for leaf in leaves:
        if leaf.name == "owner_id" and leaf.operator == "is":
            # An API key without a member owns nothing, so no row has this owner.
            owner: UUID = (layout.actor.member_id or UUID(int=0)) if leaf.value == ME else leaf.value
            return owner
    return None


def record_details(actor: Actor, object: str, record_id: UUID, *, after_write: bool = False) -> dict[str, Any]:
    """One living record with all its fields.

    After a write also one that left the writer's reach. Raises `NotFound` or `Forbidden`.
    """
    layout = layout_of(actor, object, "see") if not after_write else Layout(actor, require_known(object))
    chosen = list(layout.fields.values())
    columns = ["id", "version", layout.title_column, *layout.columns(chosen).values()]
    only = layout.only
    rows = fetch(
        f"SELECT r.owner_id, r.team_id, {', '.join(f'r.{name}' for name in columns)}"  # noqa: S608
        f" FROM {layout.table} r WHERE r.id = %s AND r.deleted_at IS NULL{only.sql}",
        [record_id, *only.values],
    )
    if not rows:
        raise NotFound
    owner_id, team_id, *row = rows[0]
    owned = SimpleNamespace(owner_id=owner_id, team_id=team_id)
    if not after_write and not covers(actor, f"{object}.see", owned):
        raise NotFound
    return documents(layout, chosen, [tuple(row)])[0]


def documents(layout: Layout, fields: Sequence[Field], rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Rows of a listing as the API shows them, with labels."""
    names = list(layout.columns(fields))
    ids = [row[0] for row in rows]
    beside, extras = side_values(fields, ids), extra_values(layout.entry, fields, ids)
    values = [
        {name: shown_value(layout.fields[name], value) for name, value in zip(names, row[3:], strict=True)}
        | beside[row[0]]
        | extras[row[0]]
        for row in rows
    ]
    labels = labels_of(layout.actor, fields, values)
    return [
        {"id": row[0], "version": row[1], "title": row[2] or "", "values": value, "labels": label}
        for row, value, label in zip(rows, values, labels, strict=True)
    ]


def asked_conditions(layout: Layout, filter: Any, q: str | None, *, path: str = "filter") -> list[Condition]:
    """What a filter and words typed ask for, as conditions. Raises `InvalidFields` naming `path`."""
    found = filter_conditions(layout.actor, read_filter(layout.actor, layout.name, filter, path=path))
    if q and q.strip():
        ids = matching_ids(layout.actor, layout.name, q, limit=MOST_FOUND)
        found.append(Condition("r.id = ANY(%s)", (ids,)))
    return found


def selection_ids(
    actor: Actor, object: str, verb: str, selection: Mapping[str, Any], limit: int, *, path: str = "selection"
) -> list[UUID]:
    """The records of a selection within what `verb` reaches, by id; at most `limit`, so ask for one more.

    A selection is `{"ids": […]}` or `{"filter": {…}, "q": "…", "except": […]}`. Raises `NotFound`,
    `Forbidden` or `InvalidFields` naming `path`.
    """
    layout = layout_of(actor, object, verb)
    conditions = selection_conditions(layout, selection, path=path)
    found: list[UUID] = []
    for branch in layout.reach(verb):
        whole = [Condition("r.deleted_at IS NULL"), branch, *conditions]
        statement = (
            f"SELECT r.id FROM {layout.table} r WHERE {' AND '.join(part.sql for part in whole)}"  # noqa: S608
            f" ORDER BY r.id LIMIT {limit}"
        )
        found += [row[0] for row in fetch(statement, [value for part in whole for value in part.values])]
    return sorted(found)[:limit]


def selection_conditions(layout: Layout, selection: Mapping[str, Any], *, path: str = "selection") -> list[Condition]:
    """A selection as conditions. Raises `InvalidFields` naming `path`."""
    ids, others = selection.get("ids"), set(selection) - {"ids"}
    if ids is not None:
        if others and any(selection[name] for name in others):
            raise InvalidFields.one(path, "not_a_selection", _NOT_A_SELECTION)
        return [Condition("r.id = ANY(%s)", (_identifiers(ids, f"{path}.ids"),))]
    if others - {"filter", "q", "except"}:
        raise InvalidFields.one(path, "not_a_selection", _NOT_A_SELECTION)
    found = asked_conditions(layout, selection.get("filter"), selection.get("q"), path=f"{path}.filter")
    if left_out := selection.get("except"):
        found.append(Condition("r.id <> ALL(%s)", (_identifiers(left_out, f"{path}.except"),)))
    return found


def _identifiers(values: Any, path: str) -> list[UUID]:
    if not isinstance(values, list):
        raise InvalidFields.one(path, "not_a_selection", _NOT_A_SELECTION)
    if len(values) > MOST_LISTED:
        raise InvalidFields.one(path, "too_many_ids", _TOO_MANY_IDS)
    try:
        return [value if isinstance(value, UUID) else UUID(str(value)) for value in values]
    except ValueError as error:
        raise InvalidFields.one(path, "uuid_parsing", _NOT_A_SELECTION) from error
