"""What becomes of each row: read, completed, compared with what exists, refused with every reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import Text, plain_line
from sillage.kernel.values import Cleaner, WrongValue
from sillage.records.imports.associating import Association, association_of
from sillage.records.imports.models import Import
from sillage.records.imports.parsing import MAX_LINE, parser_of
from sillage.records.imports.targets import (
    LISTED_KINDS,
    Target,
    current_values,
    existing_by,
    match_column,
    match_key,
    target_of,
)
from sillage.records.imports.types import FileRow, Judged, Layout, PendingValue, Reason, lowered, shortened

_TOO_MANY = Text(
    fr="La ligne compte {count} cellules pour {width} colonnes", en="The row has {count} cells for {width} columns"
)
_REPEATS = Text(
    fr="{label} : « {value} » répète la ligne {line} du fichier",
    en="{label}: “{value}” repeats line {line} of the file",
)
_SEVERAL = Text(
    fr="{label} : « {value} » désigne plusieurs fiches existantes",
    en="{label}: “{value}” names several existing records",
)
_MISSING = Text(fr="{label} : valeur manquante, le champ est obligatoire", en="{label}: missing, the field is required")
_EMPTY = Text(fr="Aucune colonne associée n’est remplie", en="No mapped column is filled")


@dataclass
class Judge:
    """Decides what becomes of rows, some hundreds at a time. Reads, never writes."""

    actor: Actor
    target: Target
    width: int
    columns: Mapping[int, Field]
    parsers: Mapping[int, Cleaner]
    associations: dict[str, Association]
    fixed: Mapping[str, Any]
    match: Field | None
    when_matched: str
    # The line each match value was first met on.
    seen: dict[str, int] = field(default_factory=dict)

    def judge(self, rows: Sequence[FileRow]) -> list[Judged]:
        """What becomes of these rows, in order; call it with every row of the file once."""
        self._look_up(rows)
        judged = [self._read(row) for row in rows]
        existing = self._existing(judged)
        for entry in judged:
            self._recognise(entry, existing)
            if not entry.reasons and entry.existing is None:
                self._prepare_creation(entry)
            if entry.reasons:
                entry.outcome = "refuse"
        return judged

    def note_lines(self, rows: Sequence[FileRow]) -> None:
        """Remember the match values of rows done before an interruption, without judging them."""
        for row in rows:
            entry = self._read(row)
            if (key := self._key(entry)) is not None:
                self.seen.setdefault(key, row.line)

    def _look_up(self, rows: Sequence[FileRow]) -> None:
        for index, item in self.columns.items():
            association = self.associations.get(item.name)
            if association is not None and association.lists_records:
                association.look_up({cell for row in rows if (cell := plain_line(row.cells[index]))})

    def _read(self, row: FileRow) -> Judged:
        entry = Judged(row)
        if len(row.cells) > self.width:
            message = _TOO_MANY.format(count=len(row.cells), width=self.width)
            entry.reasons.append(Reason("too_many_cells", message))
        for index, item in self.columns.items():
            cell = plain_line(row.cells[index])
            if not cell:
                continue
            entry.texts[item.name] = cell
            try:
                value = self.parsers[index](cell)
            except WrongValue as wrong:
                entry.reasons.append(_wrong_cell(item, cell, wrong))
                continue
            if isinstance(value, Reason):
                entry.reasons.append(value)
            elif value is not None:
                entry.values[item.name] = value
        if not entry.texts:
            entry.reasons.append(Reason("empty_row", _EMPTY))
        return entry

    def _key(self, entry: Judged) -> str | None:
        if self.match is None or (value := entry.values.get(self.match.name)) is None:
            return None
        return match_key(value, normalised=match_column(self.target, self.match)[1])

    def _existing(self, judged: Sequence[Judged]) -> dict[str, list[Any]]:
        if self.match is None or self.when_matched == "create":
            return {}
        name = self.match.name
        values = [entry.values[name] for entry in judged if name in entry.values]
        return existing_by(self.actor, self.target, self.match, values)

    def _recognise(self, entry: Judged, existing: Mapping[str, list[Any]]) -> None:
        """Find the record the row means, and the row of the file it repeats."""
        key = self._key(entry)
        if key is None or self.match is None or self.when_matched == "create":
            return
        first = self.seen.setdefault(key, entry.row.line)
        if first != entry.row.line:
            entry.reasons.append(self._match_reason("repeated", _REPEATS, entry, line=first))
            return
        found = existing.get(key, [])
        if len(found) > 1:
            entry.reasons.append(self._match_reason("several_records", _SEVERAL, entry))
        elif found:
            self._compare(entry, found[0])

    def _match_reason(self, code: str, text: Text, entry: Judged, **more: object) -> Reason:
        item = self.match
        assert item is not None
        value = entry.texts[item.name]
        message = Text(
            fr=text.fr.format(label=item.label.fr, value=shortened(value, 80), **more),
            en=text.en.format(label=item.label.en, value=shortened(value, 80), **more),
        )
        return Reason(code, message, item.name, item.label, value)

    def _compare(self, entry: Judged, record: Any) -> None:
        entry.existing = record
        own = {item.name: item for item in self.target.entry.fields}
        values = {name: value for name, value in entry.values.items() if name in own}
        before = current_values(record, own, values)
        if self.when_matched == "update":
            entry.changes = {
                name: (before[name], value) for name, value in values.items() if not _same(before[name], value)
            }
        entry.outcome = "update" if entry.changes else "identical"

    def _prepare_creation(self, entry: Judged) -> None:
        values = {**self.fixed, **entry.values}
        if self.target.shape.complete is not None:
            values = self.target.shape.complete(values, entry.texts)
        entry.values = values
        for item in self.target.entry.fields:
            if item.required and item.importable and item.writable and values.get(item.name) in (None, ""):
                message = Text(fr=_MISSING.fr.format(label=item.label.fr), en=_MISSING.en.format(label=item.label.en))
                entry.reasons.append(Reason("missing", message, item.name, item.label))


def _wrong_cell(item: Field, cell: str, wrong: WrongValue) -> Reason:
    """The sentence "E-mail « x@y » : cette adresse n’est pas complète"."""
    shown = shortened(" ".join(cell.replace("\x00", "␀").split()), 80)
    message = Text(
        fr=f"{item.label.fr} « {shown} » : {lowered(wrong.message.fr)}",
        en=f"{item.label.en} “{shown}”: {lowered(wrong.message.en)}",
    )
    return Reason(wrong.code, message, item.name, item.label, cell.replace("\x00", "␀"))


def _same(before: Any, after: Any) -> bool:
    if isinstance(after, PendingValue):
        return False
    if isinstance(before, int | Decimal) and isinstance(after, Decimal):
        return Decimal(before) == after
    return bool((before or None) == (after or None)) if not isinstance(after, bool) else before is after


def layout_of(document: Mapping[str, Any]) -> Layout:
    """The stored layout of a file."""
    return Layout(**document)


def fixed_values(target: Target, stored: Mapping[str, str]) -> dict[str, Any]:
    """The values that apply to every row, typed."""
    return {
        name: value if item.kind is FieldKind.CHOICE else UUID(value)
        for name, item in target.fixed.items()
        if (value := stored.get(name))
    }


def judge_of(actor: Actor, entry: Import) -> Judge:
    """The judge of an import as it is mapped now."""
    target = target_of(entry.object)
    layout = layout_of(entry.layout)
    fixed = fixed_values(target, entry.fixed)
    columns = {
        column["index"]: target.fields[column["field"]] for column in entry.columns if column["field"] in target.fields
    }
    associations = {
        item.name: association_of(actor, target, item.name, entry.choices, fixed)
        for item in columns.values()
        if item.kind in LISTED_KINDS
    }
    parsers = {
        index: _association_parser(associations[item.name])
        if item.name in associations
        else parser_of(item.kind, layout, actor.time_zone, target.max_length(item), whole=target.holds_integers(item))
        for index, item in columns.items()
    }
    match = target.fields.get(entry.match_field or "")
    return Judge(actor, target, len(entry.columns), columns, parsers, associations, fixed, match, entry.when_matched)


def _association_parser(association: Association) -> Cleaner:
    line = parser_of(FieldKind.TEXT, Layout("utf-8", ","), "UTC", MAX_LINE)
    known: dict[str, Any] = {}

    def parse(cell: str) -> Any:
        label = line(cell)
        if label in known:
            return known[label]
        value = association.resolve(label)
        if not isinstance(value, PendingValue):
            known[label] = value
        return value

    return parse
