"""What becomes of each row: read, completed, compared with what exists, refused with every reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind
from sillage.kernel.text import Text, normalise, plain_line
from sillage.kernel.values import Cleaner, WrongValue
from sillage.records.imports.associating import Association, association_of
from sillage.records.imports.comparing import same
from sillage.records.imports.models import Import
from sillage.records.imports.parsing import MAX_LINE, country_code, parser_of
from sillage.records.imports.targets import (
    LISTED_KINDS,
    Target,
    current_values,
    existing_by,
    match_column,
    match_key,
    side_values,
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
_EXISTS = Text(fr="Une fiche existe déjà : elle reste telle quelle", en="A record exists already: it stays as it is")
_IN_TRASH = Text(
    fr="La fiche est dans la corbeille : elle y reste, sauf si vous choisissez de la restaurer",
    en="The record is in the trash: it stays there unless you choose to restore it",
)
_UNKNOWN = Text(fr="Aucune fiche existante ne correspond", en="No existing record matches")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person chose for rows: recognised by what, and what then."""

    match: Field | None = None
    when_matched: str = "update"
    when_new: str = "create"
    when_trashed: str = "skip"
    # Fields that are only filled where the record holds nothing.
    fill_only: frozenset[str] = frozenset()
    # Columns whose unreadable cells are left out rather than refusing the row.
    lenient: frozenset[int] = frozenset()


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
    rules: Rules
    # The line each match value was first met on.
    seen: dict[str, int] = field(default_factory=dict)
    # What the records met hold in side tables: tags, custom values, lists.
    extras: dict[Any, dict[str, Any]] = field(default_factory=dict)

    def judge(self, rows: Sequence[FileRow]) -> list[Judged]:
        """What becomes of these rows, in order; call it with every row of the file once."""
        judged = [self._read(row) for row in rows]
        self._relate(judged)
        for entry in judged:
            self._finish(entry)
        self._recognise_all(judged)
        for entry in judged:
            if entry.reasons:
                entry.outcome = "refuse"
        return judged

    def key_of(self, row: FileRow) -> str | None:
        """What a row is recognised by."""
        entry = self._read(row)
        self._finish(entry)
        return entry.key

    def note_lines(self, rows: Sequence[FileRow]) -> None:
        """Remember the match values of rows done before an interruption, without judging them."""
        if self.rules.match is None:
            return
        for row in rows:
            if (key := self.key_of(row)) is not None:
                self.seen.setdefault(key, row.line)

    def _read(self, row: FileRow) -> Judged:
        """The row with every cell read; what names other records is only noted."""
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
                if index not in self.rules.lenient:
                    entry.reasons.append(_wrong_cell(item, cell, wrong))
                continue
            if isinstance(value, Reason):
                entry.reasons.append(value)
            elif value is not None:
                _keep(entry, item, value, self.associations)
        if not entry.texts:
            entry.reasons.append(Reason("empty_row", _EMPTY))
        return entry

    def _relate(self, judged: Sequence[Judged]) -> None:
        """Put the records that rows name in their place: existing ones by id, others as pending values."""
        for name, association in self.associations.items():
            if not association.lists_records:
                continue
            named = [(entry.labels.get(name), entry.parts.get(name, {})) for entry in judged]
            association.look_up_rows(one for one in named if one[0] or one[1])
            for entry, (label, details) in zip(judged, named, strict=True):
                value: Any = association.resolve(label, details) if label or details else None
                if isinstance(value, Reason):
                    entry.reasons.append(value)
                elif value is not None:
                    entry.values[name] = value

    def _finish(self, entry: Judged) -> None:
        """Complete the values the way a new record needs them, and say what the row is recognised by."""
        if self.target.shape.complete is not None:
            entry.values = self.target.shape.complete(entry.values, entry.texts)
        for name, given in self.target.shape.splits.items():
            if name in entry.texts:
                entry.filled.update(given)
        match = self.rules.match
        if match is None:
            return
        value: Any
        if match.name == self.target.entry.title_field and self.target.shape.named is not None:
            value = self.target.shape.named(entry.values)
        else:
            value = entry.values.get(match.name)
        if value not in (None, ""):
            entry.key = match_key(value, normalised=match_column(self.target, match)[1])

    def _recognise_all(self, judged: Sequence[Judged]) -> None:
        rules = self.rules
        existing: dict[str, list[Any]] = {}
        trashed: dict[str, list[Any]] = {}
        if rules.match is not None and rules.when_matched != "create":
            keys = {entry.key for entry in judged if entry.key is not None}
            existing = existing_by(self.actor, self.target, rules.match, keys)
            trashed = existing_by(self.actor, self.target, rules.match, keys - set(existing), trashed=True)
        found = [record for records in (*existing.values(), *trashed.values()) for record in records]
        beside = [item for item in self.target.entry.fields if item.through is not None and self._speaks_of(item)]
        self.extras = side_values(beside, [record.id for record in found])
        for entry in judged:
            self._recognise(entry, existing, trashed)
            if not entry.reasons and entry.outcome == "create":
                self._prepare_creation(entry)

    def _speaks_of(self, item: Field) -> bool:
        """True when a column fills this field, by itself or through one it is gathered from."""
        mapped = {one.name for one in self.columns.values()}
        return item.name in mapped or any(
            item.name in given and extra in mapped for extra, given in self.target.shape.splits.items()
        )

    def _recognise(self, entry: Judged, existing: Mapping[str, list[Any]], trashed: Mapping[str, list[Any]]) -> None:
        """Find the record the row means, alive or in the trash, and the row of the file it repeats."""
        rules, key = self.rules, entry.key
        if key is not None and rules.when_matched != "create":
            first = self.seen.setdefault(key, entry.row.line)
            if first != entry.row.line:
                entry.reasons.append(self._match_reason("repeated", _REPEATS, entry, line=first))
                return
            found = existing.get(key, [])
            if len(found) > 1:
                entry.reasons.append(self._match_reason("several_records", _SEVERAL, entry))
                return
            if found or key in trashed:
                self._meet(entry, found[0] if found else trashed[key][-1], alive=bool(found))
                return
        if rules.when_new == "skip":
            entry.outcome, entry.note = "skip", Reason("no_match", _UNKNOWN)

    def _meet(self, entry: Judged, record: Any, *, alive: bool) -> None:
        entry.existing = record
        if alive and self.rules.when_matched == "skip":
            entry.outcome, entry.note = "skip", Reason("exists", _EXISTS)
        elif not alive and self.rules.when_trashed == "skip":
            entry.outcome, entry.note = "skip", Reason("in_trash", _IN_TRASH)
        else:
            self._compare(entry, record)
            entry.outcome = "restore" if not alive else "update" if entry.changes else "identical"

    def _match_reason(self, code: str, text: Text, entry: Judged, **more: object) -> Reason:
        item = self.rules.match
        assert item is not None
        value = entry.texts.get(item.name) or entry.key or ""
        message = Text(
            fr=text.fr.format(label=item.label.fr, value=shortened(value, 80), **more),
            en=text.en.format(label=item.label.en, value=shortened(value, 80), **more),
        )
        return Reason(code, message, item.name, item.label, value)

    def _compare(self, entry: Judged, record: Any) -> None:
        own = {item.name: item for item in self.target.entry.fields}
        values = {name: value for name, value in entry.values.items() if name in own and name in entry.filled}
        before = current_values(record, own, values, self.extras.get(record.id, {}))
        for name, value in values.items():
            if isinstance(value, list):
                # A list only grows: what a file does not repeat is not taken away.
                held = [one for one in before[name] or [] if one not in value]
                values[name] = [*held, *value]
        entry.changes = {
            name: (before[name], value)
            for name, value in values.items()
            if not (same(before[name], value) or self._spelt_otherwise(before[name], value))
            and (name not in self.rules.fill_only or before[name] in (None, "", []))
        }

    def _spelt_otherwise(self, before: Any, after: Any) -> bool:
        """True for a name in capitals or without accents, when it is by the name that the record was recognised."""
        match = self.rules.match
        if match is None or match.name != self.target.entry.title_field:
            return False
        return isinstance(before, str) and isinstance(after, str) and normalise(before) == normalise(after)

    def _prepare_creation(self, entry: Judged) -> None:
        entry.values = {**self.fixed, **entry.values}
        for item in self.target.entry.fields:
            if item.required and item.importable and item.writable and entry.values.get(item.name) in (None, ""):
                message = Text(fr=_MISSING.fr.format(label=item.label.fr), en=_MISSING.en.format(label=item.label.en))
                entry.reasons.append(Reason("missing", message, item.name, item.label))


def _keep(entry: Judged, item: Field, value: Any, associations: Mapping[str, Association]) -> None:
    """Note a value where it belongs: the record's own, a related record's name, or part of another record."""
    prefix, dot, name = item.name.partition(".")
    if dot and item.name not in associations and prefix != "custom":
        entry.parts.setdefault(prefix, {})[name] = value
        entry.filled.add(prefix)
    elif item.name in associations and associations[item.name].lists_records:
        entry.labels[item.name] = value
        entry.filled.add(item.name)
    else:
        entry.values[item.name] = value
        entry.filled.add(item.name)


def _wrong_cell(item: Field, cell: str, wrong: WrongValue) -> Reason:
    """The sentence "E-mail « x@y » : cette adresse n’est pas complète"."""
    shown = shortened(" ".join(cell.replace("\x00", "␀").split()), 80)
    message = Text(
        fr=f"{item.label.fr} « {shown} » : {lowered(wrong.message.fr)}",
        en=f"{item.label.en} “{shown}”: {lowered(wrong.message.en)}",
    )
    return Reason(wrong.code, message, item.name, item.label, cell.replace("\x00", "␀"))


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
    mapped = {column["index"]: column for column in entry.columns if column["field"] in target.fields}
    columns = {index: target.fields[column["field"]] for index, column in mapped.items()}
    associations = {
        name: association_of(actor, target, name, entry.choices, fixed) for name in associated(target, columns.values())
    }
    parsers = {
        index: _parser(actor, target, layout, item, associations.get(item.name)) for index, item in columns.items()
    }
    rules = Rules(
        match=next((item for item in target.match_fields([*_names(columns)]) if item.name == entry.match_field), None),
        when_matched=entry.when_matched,
        when_new=entry.when_new,
        when_trashed=entry.when_trashed,
        fill_only=frozenset(columns[i].name for i, column in mapped.items() if column.get("rule") == "fill"),
        lenient=frozenset(i for i, column in mapped.items() if column.get("invalid") == "empty"),
    )
    return Judge(actor, target, len(entry.columns), columns, parsers, associations, fixed, rules)


def _names(columns: Mapping[int, Field]) -> list[str]:
    return [item.name for item in columns.values()]


def associated(target: Target, items: Iterable[Field]) -> list[str]:
    """The fields whose values must exist, also those known only by parts: an organisation by its SIREN."""
    names: dict[str, None] = {}
    for item in items:
        prefix = item.name.partition(".")[0]
        if item.kind in LISTED_KINDS:
            names[item.name] = None
        elif item.name != prefix and prefix in target.own:
            names[prefix] = None
    return list(names)


def _parser(actor: Actor, target: Target, layout: Layout, item: Field, association: Association | None) -> Cleaner:
    if association is not None:
        line = parser_of(FieldKind.TEXT, layout, "UTC", MAX_LINE)
        if item.kind is FieldKind.TAGS:
            return _several(_association_parser(association, line))
        return line if association.lists_records else _association_parser(association, line)
    if item.kind is FieldKind.MULTI_CHOICE:
        return _several(_choice_of(item))
    holder, own = target.holder_of(item)
    if own.name == "country" and own.kind is FieldKind.TEXT:
        return country_code
    return parser_of(item.kind, layout, actor.time_zone, target.max_length(item), whole=holder.holds_integers(own))


_LIST = re.compile(r"[,;|\n]")


def _several(one: Cleaner) -> Cleaner:
    """Reads a cell that holds several values, between commas, semicolons or bars."""

    def parse(cell: str) -> Any:
        found: list[Any] = []
        for part in filter(None, (text.strip() for text in _LIST.split(cell))):
            value = one(part)
            if isinstance(value, Reason):
                return value
            if value is not None and str(value) not in map(str, found):
                found.append(value if isinstance(value, PendingValue) else str(value))
        return found or None

    return parse


def _choice_of(item: Field) -> Cleaner:
    known = {normalise(word): one.value for one in item.choices for word in (one.value, one.label.fr, one.label.en)}

    def parse(cell: str) -> str:
        if (value := known.get(normalise(cell))) is None:
            raise WrongValue("literal_error", "Cette valeur n’est pas proposée", "This value is not offered")
        return value

    return parse


def _association_parser(association: Association, line: Cleaner) -> Cleaner:
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
