"""Values of records as the API shows them, and the names that go with ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.identity.teams.queries import team_names
from sillage.identity.users.queries import member_names
from sillage.kernel.http.listing import fetch
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.values import amount_text
from sillage.records.fields.queries import extras_of
from sillage.records.filters.columns import through_of
from sillage.records.tags.queries import tag_names

Titles = dict[Any, str]
_POINTING = frozenset({FieldKind.RELATION, FieldKind.MEMBER, FieldKind.TEAM, FieldKind.TAGS})
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.MULTI_CHOICE})


def shown_value(field: Field, value: Any) -> Any:
    """A value in the shape of the API: amounts as decimal text."""
    if field.kind is FieldKind.MONEY and isinstance(value, int):
        return amount_text(value)
    return value


def side_values(fields: Iterable[Field], ids: Sequence[UUID]) -> dict[UUID, dict[str, list[Any]]]:
    """The values that these records have in side tables, by field."""
    found: dict[UUID, dict[str, list[Any]]] = {record_id: {} for record_id in ids}
    for field in fields:
        if field.through is None or field.custom:
            continue
        side = through_of(field)
        for values in found.values():
            values[field.name] = []
        rows = fetch(
            f"SELECT v.{side.record_column}, v.{side.value_column} FROM {side.table} v"  # noqa: S608
            f" WHERE v.{side.record_column} = ANY(%s) ORDER BY 1, 2",
            [list(ids)],
        )
        for record_id, value in rows:
            found[record_id][field.name].append(value)
    return found


def extra_values(entry: RecordObject, fields: Iterable[Field], ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The tags and custom values of these records, None where there is none."""
    names = [field.name for field in fields if field.custom]
    if not names:
        return {record_id: {} for record_id in ids}
    found = extras_of(entry.name, ids)
    return {record_id: {name: found[record_id].get(name) for name in names} for record_id in ids}


def titles_of(actor: Actor, field: Field, values: Iterable[Any]) -> Titles:
    """What these values of a field are called, where they have a name the actor may see."""
    wanted = {value for value in values if value is not None}
    if not wanted:
        return {}
    if field.kind in _CHOSEN:
        return {choice.value: choice.label.in_language(actor.language) for choice in field.choices}
    if field.kind is FieldKind.MEMBER:
        return dict(member_names(wanted))
    if field.kind is FieldKind.TEAM:
        return dict(team_names(wanted))
    if field.kind is FieldKind.TAGS:
        return dict(tag_names(wanted))
    if field.kind is not FieldKind.RELATION:
        return {}
    target = registry.objects().get(field.target or "")
    if target is not None:
        return dict(target.titles(actor, wanted))
    offered = registry.offer(f"names:{field.target}")
    return dict(offered(wanted)) if offered else {}


def labels_of(
    actor: Actor, fields: Sequence[Field], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, str | list[str] | None]]:
    """For each row the names of its relations, members, teams and choices; one question per kind of record."""
    wanted: dict[tuple[FieldKind, str | None], set[Any]] = defaultdict(set)
    named = [field for field in fields if field.kind in _CHOSEN or field.kind in _POINTING]
    for field in named:
        for row in rows:
            value = row.get(field.name)
            wanted[field.kind, field.target].update(map(_known, value if isinstance(value, list) else [value]))
    known: dict[str, Titles] = {}
    asked: dict[tuple[FieldKind, str | None], Titles] = {}
    for field in named:
        key = (field.kind, field.target)
        if field.kind in _CHOSEN:
            known[field.name] = titles_of(actor, field, wanted[key])
            continue
        if key not in asked:
            asked[key] = titles_of(actor, field, wanted[key])
        known[field.name] = asked[key]
    return [{field.name: _label(known[field.name], row.get(field.name)) for field in named} for row in rows]


def _known(value: Any) -> Any:
    """An id given as text, as custom fields keep it, as the id it is."""
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else value
    except ValueError:
        return value


def _label(titles: Titles, value: Any) -> str | list[str] | None:
    if isinstance(value, list):
        return [titles[_known(each)] for each in value if _known(each) in titles]
    return titles.get(_known(value))
