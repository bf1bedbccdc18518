"""Extras: the tags and custom values that records of any kind take besides their own columns.

The modules' own actions call these between checking permission and recording the event, so that one event,
and one undo, covers own fields and extras alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sillage.identity.users.queries import active_main_teams
from sillage.kernel.db import current_workspace_id
from sillage.kernel.db.records import insert_many
from sillage.kernel.errors import FieldProblem, InvalidFields
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.kernel.values import WrongValue, identifier, missing
from sillage.records.fields.models import FieldValue
from sillage.records.fields.queries import extras_of
from sillage.records.fields.rules import empty, stored
from sillage.records.fields.schema import ObjectFields, present_schema
from sillage.records.fields.types import PREFIX, TAGS, Definition, Kind
from sillage.records.objects.queries import linkable_ids
from sillage.records.tags.models import RecordTag
from sillage.records.tags.queries import known_tags

MAX_TAGS = 50
_UNKNOWN_FIELD = ("extra_forbidden", "Ce champ est inconnu", "This field is unknown")
_COMPUTED = ("computed", "Ce champ se calcule seul", "This field is computed")
_NO_TAG = ("unknown_tag", "Cette étiquette n’existe pas", "This tag does not exist")
_TOO_MANY_TAGS = ("too_long", f"Au plus {MAX_TAGS} étiquettes", f"At most {MAX_TAGS} tags")
_NO_LIST = ("list_type", "Une liste est attendue", "A list is expected")
_NO_MEMBER = Text(
    fr="Cette personne n’est pas un membre actif de cet espace", en="This person is no active member of this workspace"
)
_NO_RECORD = Text(
    fr="Cette fiche n’existe pas ou ne vous est pas ouverte en modification",
    en="This record does not exist or is not open to you for editing",
)


def split_extras(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The own fields of a record, and its extras as flat keys (`tags`, `custom.<key>`).

    A nested `custom` mapping, as the typed API takes it, is flattened.
    """
    own: dict[str, Any] = {}
    extras: dict[str, Any] = {}
    for name, value in values.items():
        if name == TAGS or name.startswith(PREFIX):
            extras[name] = value
        elif name == "custom":
            extras |= {PREFIX + key: each for key, each in (value or {}).items()}
        else:
            own[name] = value
    return own, extras


def clean_extras(actor: Actor, object: str, extras: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """The extras given, fit to keep; None and [] empty a field. Raises `InvalidFields` naming each wrong one."""
    return _clean(actor, object, [(path, extras)], creating=False)[0]


def clean_new_extras(
    actor: Actor, object: str, rows: Sequence[Mapping[str, Any]], *, many: bool, required: bool = True
) -> list[dict[str, Any]]:
    """The extras of new records, fit to keep, with default values where nothing is given.

    With `many` the path of a wrong field starts with its row. `required` refuses rows without a value in a
    required field; records made in passing (found or created by name) go without. Raises `InvalidFields`.
    """
    paths = [f"{index}." if many else "" for index in range(len(rows))]
    return _clean(actor, object, list(zip(paths, rows, strict=True)), creating=True, required=required)


def write_extras(object: str, record_id: UUID, extras: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Write clean extras of one record, whose row the caller has locked; gives what changed, before and after."""
    if not extras:
        return {}
    before = extras_of(object, [record_id])[record_id]
    changes = {
        name: (_or_none(before.get(name)), _or_none(value))
        for name, value in extras.items()
        if _or_none(before.get(name)) != _or_none(value)
    }
    if TAGS in changes:
        _replace_tags(object, record_id, before[TAGS], extras[TAGS] or [])
    by_name = present_schema().of(object).by_name
    touched = [by_name[name] for name in changes if name != TAGS]
    if touched:
        FieldValue.objects.filter(record_id=record_id, field_id__in=[each.id for each in touched]).delete()
        insert_many([row for each in touched for row in value_rows(each, record_id, extras[each.name])])
    return changes


def insert_extras(object: str, rows: Sequence[tuple[UUID, Mapping[str, Any]]]) -> None:
    """Write the clean extras of records that are new."""
    by_name = present_schema().of(object).by_name
    workspace_id = current_workspace_id()
    ties = [
        RecordTag(workspace_id=workspace_id, record_id=record_id, tag_id=UUID(tag_id), object=object)
        for record_id, extras in rows
        for tag_id in extras.get(TAGS) or ()
    ]
    values = [
        row
        for record_id, extras in rows
        for name, value in extras.items()
        if name != TAGS
        for row in value_rows(by_name[name], record_id, value)
    ]
    insert_many(ties)
    insert_many(values)


def value_rows(definition: Definition, record_id: UUID, value: Any) -> list[FieldValue]:
    """The rows, not yet written, that keep a clean value."""
    workspace_id = current_workspace_id()
    return [
        FieldValue(workspace_id=workspace_id, record_id=record_id, field_id=definition.id, position=position, **columns)
        for position, columns in enumerate(stored(definition.value_kind, value))
    ]


def _replace_tags(object: str, record_id: UUID, before: Sequence[str], after: Sequence[str]) -> None:
    gone = [UUID(each) for each in before if each not in after]
    if gone:
        RecordTag.objects.filter(record_id=record_id, tag_id__in=gone).delete()
    workspace_id = current_workspace_id()
    added = [
        RecordTag(workspace_id=workspace_id, record_id=record_id, tag_id=UUID(each), object=object)
        for each in after
        if each not in before
    ]
    RecordTag.objects.bulk_create(added, ignore_conflicts=True)


def _or_none(value: Any) -> Any:
    return None if value == [] else value


def _clean(
    actor: Actor,
    object: str,
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    creating: bool,
    required: bool = True,
) -> list[dict[str, Any]]:
    fields = present_schema().of(object)
    problems: list[FieldProblem] = []
    cleaned = [_clean_row(fields, path, extras, problems) for path, extras in rows]
    for (path, _), row in zip(rows, cleaned, strict=True):
        if creating:
            for each in fields.definitions:
                if row.get(each.name) is None and each.default is not None:
                    row[each.name] = each.default
        wanted = [each.name for each in fields.definitions if each.required and not each.computed]
        if required:
            given = wanted if creating else [name for name in wanted if name in row]
            problems += missing(given, {name: _or_none(value) for name, value in row.items()}, path=path)
    paths = [path for path, _ in rows]
    problems += _unknown_references(actor, fields, list(zip(paths, cleaned, strict=True)))
    if problems:
        raise InvalidFields(fields=problems)
    if creating:
        return [{name: value for name, value in row.items() if not empty(value)} for row in cleaned]
    return cleaned


def _clean_row(
    fields: ObjectFields, path: str, extras: Mapping[str, Any], problems: list[FieldProblem]
) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    for name, value in extras.items():
        try:
            cleaned[name] = _clean_one(fields, name, value)
        except WrongValue as wrong:
            problems.append(FieldProblem(path + name[:100], wrong.code, wrong.message))
    return cleaned


def _clean_one(fields: ObjectFields, name: str, value: Any) -> Any:
    if name == TAGS:
        return _clean_tags(value)
    definition = fields.by_name.get(name)
    if definition is None:
        raise WrongValue(*_UNKNOWN_FIELD)
    if definition.computed:
        raise WrongValue(*_COMPUTED)
    return None if empty(value) else fields.cleaners[name](value)


def _clean_tags(value: Any) -> list[str]:
    """Ids of living tags in order of name."""
    if empty(value):
        return []
    if not isinstance(value, list | tuple):
        raise WrongValue(*_NO_LIST)
    wanted = {identifier(each) for each in value[: MAX_TAGS * 10]}
    if len(wanted) > MAX_TAGS:
        raise WrongValue(*_TOO_MANY_TAGS)
    known = known_tags()
    if not wanted <= set(known):
        raise WrongValue(*_NO_TAG)
    return [str(tag_id) for tag_id in known if tag_id in wanted]


def _unknown_references(
    actor: Actor, fields: ObjectFields, rows: Sequence[tuple[str, Mapping[str, Any]]]
) -> list[FieldProblem]:
    """The problems of members and linked records that do not exist or are out of reach, asked once per field."""
    problems = []
    for definition in fields.definitions:
        if definition.kind not in (Kind.MEMBER, Kind.RELATION):
            continue
        named = [(path, UUID(row[definition.name])) for path, row in rows if row.get(definition.name)]
        if not named:
            continue
        wanted = {each for _, each in named}
        if definition.kind is Kind.MEMBER:
            known, code, message = set(active_main_teams(wanted)), "unknown_member", _NO_MEMBER
        else:
            known, code, message = linkable_ids(actor, definition.target or "", wanted), "unknown_record", _NO_RECORD
        problems += [FieldProblem(path + definition.name, code, message) for path, each in named if each not in known]
    return problems
