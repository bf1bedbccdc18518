"""Field changes as a person reads them: labels in his language, names instead of ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sillage.activities.timeline.rows import EventRow
from sillage.identity.teams.queries import team_names
from sillage.identity.users.queries import member_names
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, RecordObject, registry
from sillage.kernel.text import Text

_YES = Text(fr="Oui", en="Yes")
_NO = Text(fr="Non", en="No")
_HIDDEN = Text(fr="Fiche non accessible", en="Record out of reach")
_MEMBER, _TEAM = "member", "team"
# Everybody may read the names of tags; the kind of record `tag` is for who sets them up.
_TAG = "tag_label"


class Names:
    """The names of everything a page of a timeline mentions, asked for once per kind of thing."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._wanted: dict[str, set[UUID]] = defaultdict(set)
        self._found: dict[str, dict[UUID, str]] = {}

    def want(self, kind: str, ids: Iterable[UUID]) -> None:
        """Note ids to ask for; `kind` is a kind of record, `member`, `team` or an offered `names:` kind."""
        self._wanted[kind].update(ids)

    def load(self) -> None:
        """Ask for everything noted, one query per kind."""
        for kind, ids in self._wanted.items():
            if ids:
                self._found[kind] = self._ask(kind, ids)

    def of(self, kind: str, record_id: UUID) -> str | None:
        """The name, or None when there is none for this actor."""
        return self._found.get(kind, {}).get(record_id)

    def _ask(self, kind: str, ids: set[UUID]) -> dict[UUID, str]:
        if kind == _MEMBER:
            return member_names(ids)
        if kind == _TEAM:
            return team_names(ids)
        entry = registry.objects().get(kind)
        if entry is not None:
            titles = entry.titles(self.actor, ids)
            return titles | self._merged(entry, ids - titles.keys())
        offered = registry.offer(f"names:{kind}")
        found: dict[UUID, str] = offered(ids) if offered else {}
        return found

    def _merged(self, entry: RecordObject, ids: set[UUID]) -> dict[UUID, str]:
        """Records merged into others, by the name of the one that is left: their history is its history."""
        offered = registry.offer("merged_into") if ids else None
        into = {gone: left for gone, (_, left) in offered(ids).items()} if offered else {}
        names = entry.titles(self.actor, set(into.values())) if into else {}
        return {gone: names[left] for gone, left in into.items() if left in names}


def _named_kind(field: Field) -> str | None:
    """What kind of thing the ids in a field name; None for plain values."""
    if field.kind is FieldKind.MEMBER:
        return _MEMBER
    if field.kind is FieldKind.TEAM:
        return _TEAM
    if field.kind is FieldKind.TAGS:
        return _TAG
    return field.target if field.kind is FieldKind.RELATION else None


def shown_fields(entry: RecordObject | None) -> dict[str, Field]:
    """The fields whose changes are shown, by the name changes are kept under.

    Some changes are kept for undo only: where a card stands on the board is no history.
    """
    if entry is None:
        return {}
    return {field.name: field for field in entry.fields if field.column_name not in entry.hidden_columns}


def want_changes(names: Names, rows: Iterable[EventRow]) -> None:
    """Note every id that the changes of these events mention."""
    known = registry.objects()
    for row in rows:
        fields = shown_fields(known.get(row.object)) if row.changes else {}
        for name, before, after in row.changes:
            kind = _named_kind(fields[name]) if name in fields else None
            if kind is not None:
                names.want(kind, {each for value in (before, after) for each in _ids(value)})


def _ids(value: Any) -> list[UUID]:
    """The ids a value of a relation holds: one, several, or several with more said about each."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        try:
            found.append(UUID(each["id"] if isinstance(each, dict) else each))
        except (ValueError, TypeError, AttributeError, KeyError):
            continue
    return found


def readable_changes(names: Names, entry: RecordObject | None, changes: list[list[Any]]) -> list[dict[str, Any]]:
    """The changes of one event; fields that no longer exist are left out."""
    fields = shown_fields(entry)
    language = names.actor.language
    return [
        {
            "field": name,
            "label": fields[name].label.in_language(language),
            "kind": fields[name].kind.value,
            "before": _readable(names, fields[name], before),
            "after": _readable(names, fields[name], after),
        }
        for name, before, after in changes
        if name in fields
    ]


def _readable(names: Names, field: Field, value: Any) -> str | None:
    if value is None or value == "" or value == []:
        return None
    language = names.actor.language
    kind = _named_kind(field)
    if kind is not None:
        hidden = _HIDDEN.in_language(language)
        return ", ".join(names.of(kind, each) or hidden for each in _ids(value)) or None
    if field.kind is FieldKind.BOOLEAN:
        return (_YES if value else _NO).in_language(language)
    labels = {choice.value: choice.label.in_language(language) for choice in field.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(each, str(each)) for each in value)
    return labels.get(value, str(value)) if isinstance(value, str) else str(value)
