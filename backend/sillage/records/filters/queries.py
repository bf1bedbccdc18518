"""The door of filters: reading a document, and what it means in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.listing import Condition
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, registry
from sillage.kernel.text import Text
from sillage.records.filters.columns import filterable
from sillage.records.filters.compiling import Asking, conditions_of
from sillage.records.filters.matching import Setting, holds
from sillage.records.filters.rules import FieldsOf, parse
from sillage.records.filters.types import EVERYTHING, Group

_NOT_JSON = Text(fr="Le filtre n’est pas un JSON valide", en="The filter is not valid JSON")


def filterable_fields(actor: Actor) -> FieldsOf:
    """The fields an actor may filter by, for each kind of record he may see."""
    known: dict[str, Mapping[str, Field] | None] = {}

    def fields_of(name: str) -> Mapping[str, Field] | None:
        if name not in known:
            entry = registry.objects().get(name)
            seen = entry is not None and entry.own_permissions and actor.can(f"{name}.see")
            known[name] = (
                {field.name: field for field in entry.fields if filterable(entry, field)}
                if entry is not None and seen
                else None
            )
        return known[name]

    return fields_of


def read_filter(actor: Actor, object: str, document: Any, *, path: str = "filter") -> Group:
    """The filter a document (a mapping, JSON text or None) describes. Raises `InvalidFields`."""
    if isinstance(document, str):
        try:
            document = orjson.loads(document) if document.strip() else None
        except orjson.JSONDecodeError as error:
            raise InvalidFields.one(path, "invalid_json", _NOT_JSON) from error
    if document is None or document == {}:
        return EVERYTHING
    return parse(document, object, filterable_fields(actor), path=path)


def filter_conditions(actor: Actor, found: Group) -> list[Condition]:
    """A filter as conditions over the row `r`, which must all hold."""
    return conditions_of(Asking.now(actor), found)


def matches(actor: Actor, found: Group, values: Mapping[str, Any]) -> bool:
    """True when plain values fit the filter, as SQL would have it; `holds` says what shape they have."""
    asking = Asking.now(actor)
    return holds(found, values, Setting(actor.member_id, asking.today, actor.time_zone))
