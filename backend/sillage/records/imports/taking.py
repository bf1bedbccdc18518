"""Taking a file: reading it apart, choosing what it holds, proposing where its columns go."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import IO, Any

from sillage.kernel import clock
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import registry
from sillage.records.imports.mapping import first_fixed
from sillage.records.imports.models import Import, ImportMapping
from sillage.records.imports.presets import Preset, preset_of
from sillage.records.imports.proposing import heading, propose_fields, propose_match_field
from sillage.records.imports.sources import forget_file, read_apart
from sillage.records.imports.targets import Target, target_of

READ_AGAIN = ("encoding", "separator", "sheet", "has_header", "header_line")
SIGNS = ("decimal_sign", "date_order", "phone_country")
KEPT_RULES = ("match_field", "when_matched", "when_new", "when_trashed")
DEFAULT_OBJECT = "contact"


def read_file_into(actor: Actor, entry: Import, content: IO[bytes], wanted: Mapping[str, Any]) -> None:
    """Read the file, except as `wanted` settles, and note layout, columns and rows. Raises `UnreadableFile`."""
    found = read_apart(actor.workspace_id, content, wanted)
    forget_file(entry.rows_name)
    entry.layout, entry.columns, entry.rows_total = found.layout, found.columns, found.rows_total
    entry.rows_name = found.rows_name
    entry.corrections, entry.rows_checked = {}, 0
    preset = preset_of({heading(column["header"]) for column in entry.columns})
    entry.preset = preset.key if preset else None


def guessed_object(actor: Actor, entry: Import) -> str:
    """What the file holds: as its headers were mapped before, as its program says, else what fits most columns."""
    able = importable_objects(actor)
    remembered = remembered_mapping(entry)
    if remembered is not None and remembered.object in able:
        return remembered.object
    preset = preset_of({heading(column["header"]) for column in entry.columns})
    if preset is not None and preset.object in able:
        return preset.object
    scores = {name: _score(entry.columns, target_of(name)) for name in able}
    best = max(scores, key=lambda name: scores[name], default=DEFAULT_OBJECT)
    return best if scores.get(best, 0) > 0 or DEFAULT_OBJECT not in able else DEFAULT_OBJECT


def importable_objects(actor: Actor) -> list[str]:
    """The kinds of record the actor may import, contacts first: they win when a file fits several."""
    names = [
        name
        for name, item in registry.objects().items()
        if item.create_many is not None and item.own_permissions and actor.can(f"{name}.create")
    ]
    return sorted(names, key=lambda name: name != DEFAULT_OBJECT)


def _score(columns: Sequence[dict[str, Any]], target: Target) -> float:
    own = list(target.own.values())
    proposed = propose_fields(columns, own)
    return sum(float(column["confidence"]) for column in proposed if column["field"] is not None)


def propose_mapping(actor: Actor, entry: Import, target: Target) -> None:
    """Say where each column goes: as this workspace last said, as the program's export is known, else by likeness."""
    fields = list(target.fields.values())
    preset = preset_of({heading(column["header"]) for column in entry.columns})
    if preset is not None and preset.object == entry.object:
        entry.columns = _by_preset(entry.columns, preset, target)
    else:
        entry.columns = propose_fields(entry.columns, fields, target.own)
    entry.fixed, entry.choices = first_fixed(actor, target), {}
    mapped = [column["field"] for column in entry.columns]
    entry.match_field = propose_match_field(mapped, target.match_fields(mapped))
    remembered = remembered_mapping(entry)
    if remembered is not None and remembered.object == entry.object:
        _apply_remembered(entry, target, remembered.document)


def _by_preset(columns: Sequence[dict[str, Any]], preset: Preset, target: Target) -> list[dict[str, Any]]:
    taken: set[str] = set()
    placed: list[dict[str, Any]] = []
    for column in columns:
        field = preset.fields.get(heading(column["header"]))
        if field in target.fields and field not in taken:
            taken.add(field)
            placed.append(column | {"field": field, "confidence": 1.0})
        else:
            placed.append(column)
    left = [item for name, item in target.fields.items() if name not in taken]
    unnamed = [column for column in placed if heading(column["header"]) not in preset.fields]
    proposed = {column["index"]: column for column in propose_fields(unnamed, left, target.own)}
    return [proposed.get(column["index"], column) for column in placed]


def signature_of(columns: Sequence[Mapping[str, Any]]) -> str:
    """What files with the same headers in the same order share."""
    headings = "\n".join(heading(column["header"]) for column in columns)
    return hashlib.sha256(headings.encode()).hexdigest()


def remembered_mapping(entry: Import) -> ImportMapping | None:
    """How this workspace last mapped a file with these headers."""
    if not entry.layout.get("has_header", True):
        return None
    return ImportMapping.objects.filter(signature=signature_of(entry.columns)).first()


def remember_mapping(entry: Import) -> None:
    """Keep the mapping of an import that starts, for the next file with the same headers."""
    if not entry.layout.get("has_header", True):
        return
    columns = {
        str(column["index"]): {name: column.get(name) for name in ("field", "rule", "invalid")}
        for column in entry.columns
    }
    document = {"columns": columns, **{name: getattr(entry, name) for name in KEPT_RULES}}
    ImportMapping.objects.update_or_create(
        signature=signature_of(entry.columns),
        defaults={"object": entry.object, "document": document, "used_at": clock.now()},
    )


def _apply_remembered(entry: Import, target: Target, document: Mapping[str, Any]) -> None:
    """Map as before, except to fields that are no more."""
    known = document["columns"]
    for column in entry.columns:
        before = known.get(str(column["index"]), {})
        field = before.get("field")
        column["field"] = field if field in target.fields else None
        column["confidence"] = 1.0 if column["field"] else 0.0
        column |= {name: before[name] for name in ("rule", "invalid") if before.get(name)}
    mapped = [column["field"] for column in entry.columns]
    able = {item.name for item in target.match_fields(mapped)}
    for name in KEPT_RULES:
        value = document.get(name)
        if name != "match_field" or value is None or value in able:
            setattr(entry, name, value)
