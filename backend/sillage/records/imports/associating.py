"""Values of the file that stand for something that exists: stages, members, choices, organisations."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz, process

from sillage.identity.users.queries import member_names, members_by_address, members_by_name
from sillage.kernel.errors import Forbidden
from sillage.kernel.permissions import Actor
from sillage.kernel.registry import Field, FieldKind, registry
from sillage.kernel.text import Text, normalise, words
from sillage.records.imports.targets import Target, finder_of, records_visible_to, related_object
from sillage.records.imports.types import FileRow, NewValue, PendingValue, Reason, ValueOption, shortened

SHOWN = 200
_LIST = re.compile(r"[,;|\n]")
ALIKE = 88.0
_WON = frozenset({"won", "gagne", "gagnee", "signe", "signee", "conclu", "conclue", "gagnes"})
_LOST = frozenset({"lost", "perdu", "perdue", "abandon", "abandonne", "abandonnee", "perdus", "refuse", "refusee"})


def guess_kind(label: str) -> str:
    """Whether a stage of that name means open, won or lost."""
    found = set(words(label))
    if found & _LOST:
        return "lost"
    return "won" if found & _WON else "open"


@dataclass
class Association:
    """One field whose values must exist. Remembers what it looked up and created.

    A relation to records is known by the keys of its finder (`ids` by key); other values by their
    normalised label.
    """

    actor: Actor
    field: Field
    options: Sequence[ValueOption]
    choices: Mapping[str, Mapping[str, Any]]
    fixed: Mapping[str, Any]
    can_create: bool
    ids: dict[str, Any] = dataclasses.field(default_factory=dict)
    kinds: dict[str, str | None] = dataclasses.field(default_factory=dict)
    # What will be created, by each of its keys; forgotten once it is, or once the rows at hand are done.
    waiting: dict[str, PendingValue] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        for option in self.options:
            self.ids.setdefault(normalise(option.label), self._typed(option.id))
            self.kinds[option.id] = option.kind
        self.entry = related_object(self.field)
        self.finder = finder_of(self.entry) if self.entry is not None else None

    @property
    def lists_records(self) -> bool:
        """True when the values are records looked up by what a row tells of them rather than a short list."""
        return self.entry is not None

    def _typed(self, value: str) -> Any:
        return value if self.field.kind is FieldKind.CHOICE else UUID(value)

    def _values(self, label: str | None, details: Mapping[str, Any]) -> dict[str, Any]:
        assert self.entry is not None, "only records have details"
        return {**details, self.entry.title_field: label} if label else dict(details)

    def keys_of(self, label: str | None, details: Mapping[str, Any]) -> Sequence[str]:
        """The keys of what a row names, the strongest first."""
        if self.finder is None:
            return [normalise(label)] if label else []
        return self.finder.identity(self._values(label, details))

    def look_up(self, labels: Iterable[str]) -> None:
        """Read the records that these titles name, those not looked up before."""
        self.look_up_rows([(label, {}) for label in labels])

    def look_up_rows(self, rows: Iterable[tuple[str | None, Mapping[str, Any]]]) -> None:
        """Read the records that these rows mean, by name and details, those not looked up before."""
        self.waiting.clear()
        if self.finder is None:
            return
        fresh: dict[str, dict[str, Any]] = {}
        for label, details in rows:
            keys = self.keys_of(label, details)
            if keys and keys[0] not in self.ids:
                fresh.setdefault(keys[0], self._values(label, details))
        names = list(fresh)
        for start in range(0, len(names), 1000):
            part = names[start : start + 1000]
            found = self.finder.find(self.actor, [fresh[name] for name in part])
            self.ids.update({name: one for name, one in zip(part, found, strict=True) if one is not None})

    def choice_for(self, label: str) -> Mapping[str, Any]:
        """What becomes of an unknown value: as a person chose, else the proposal."""
        return self.choices.get(normalise(label)) or self._proposal(label)

    def _proposal(self, label: str) -> dict[str, Any]:
        if self.lists_records:
            return {"action": "create" if self.can_create else "refuse", "target": None, "kind": None}
        if self.field.kind in (FieldKind.MEMBER, FieldKind.TEAM):
            return {"action": "empty", "target": None, "kind": None}
        kind = guess_kind(label) if any(self.kinds.values()) else None
        if target := self._alike(label, kind):
            return {"action": "match", "target": target, "kind": None}
        return {"action": "create" if self.can_create else "refuse", "target": None, "kind": kind}

    def _alike(self, label: str, kind: str | None) -> str | None:
        """The option that means the same: the only one of its kind, or one of nearly that name."""
        if kind in ("won", "lost"):
            same = [option.id for option in self.options if option.kind == kind]
            if len(same) == 1:
                return same[0]
        labels = {option.id: normalise(option.label) for option in self.options}
        found = process.extractOne(normalise(label), labels, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return str(found[2]) if found else None

    def resolve(self, label: str | None, details: Mapping[str, Any] | None = None) -> Any:
        """The id a value stands for, None to leave the field empty, a `PendingValue`, or a `Reason`."""
        keys = self.keys_of(label, details or {})
        if not keys:
            return None
        if keys[0] in self.ids:
            return self.ids[keys[0]]
        if not label:
            # A web page or number alone names nothing that could be created.
            return None
        shown = " ".join(label.split())
        choice = self.choice_for(shown)
        action = choice["action"]
        if action == "match" and choice["target"]:
            return self._typed(choice["target"])
        if action == "create" and self.can_create:
            return self._wait(keys, shown, choice.get("kind"), details or {})
        return None if action == "empty" else self._unknown(shown)

    def _wait(self, keys: Sequence[str], label: str, kind: str | None, details: Mapping[str, Any]) -> PendingValue:
        """The value to create: the one another row already asked for under one of these keys, or a new one."""
        for key in keys:
            known = self.waiting.get(key)
            # A name alone does not join two rows that say their records differ.
            if known is not None and (key == keys[0] or keys[0].split(":")[0] != known.key.split(":")[0]):
                merged = {**details, **known.details}
                value = dataclasses.replace(known, details=merged)
                break
        else:
            value = PendingValue(self.field.name, keys[0], label, kind, details)
        for key in {*keys, value.key}:
            self.waiting[key] = value
        return value

    def _unknown(self, label: str) -> Reason:
        message = Text(fr="{label} : « {value} » n’existe pas ici", en="{label}: “{value}” does not exist here")
        shown = shortened(label, 80)
        return Reason(
            "unknown_value",
            Text(
                fr=message.fr.format(label=self.field.label.fr, value=shown),
                en=message.en.format(label=self.field.label.en, value=shown),
            ),
            self.field.name,
            self.field.label,
            label,
        )

    def title_of(self, record_id: Any) -> str | None:
        """The display name of a related record."""
        return self.entry.titles(self.actor, [record_id]).get(record_id) if self.entry is not None else None

    def existing(self, targets: Iterable[str | None]) -> set[str | None]:
        """Those of the ids given that a value of this field may take."""
        entry = self.entry
        if entry is None:
            return set(targets) & {option.id for option in self.options}
        ids = [found for target in targets if (found := _as_id(target)) is not None]
        return {
            str(record_id)
            for record_id in records_visible_to(self.actor, entry).filter(id__in=ids).values_list("id", flat=True)
        }

    def create(self, pending: Sequence[PendingValue]) -> dict[str, Any]:
        """Make the missing values in the running transaction; gives the id of each key.

        `remember` them only once the transaction has committed.
        """
        wanted: dict[str, PendingValue] = {}
        for value in pending:
            if value.key not in self.ids:
                # The fullest of the rows that ask for it: details were gathered on the way.
                wanted[value.key] = self.waiting.get(value.key, value)
        if not wanted:
            return {}
        if not self.can_create:
            raise Forbidden
        entry = self.entry
        if entry is not None and entry.create_many is not None:
            rows = [{**value.details, entry.title_field: value.label} for value in wanted.values()]
            made = entry.create_many(self.actor, rows)
            ids = dict(zip(wanted, made, strict=True))
            return ids | {key: ids[value.key] for key, value in self.waiting.items() if value.key in ids}
        create = registry.offer(f"create_import_values:{self.field.target}")
        assert create is not None, "can_create was true"
        labels = [NewValue(value.label, value.kind) for value in wanted.values()]
        made_ids = create(self.actor, self.fixed, labels)
        return {value.key: self._typed(str(made_ids[value.label])) for value in wanted.values()}

    def remember(self, created: Mapping[str, Any]) -> None:
        """Keep the ids of values created in a transaction that has committed."""
        self.ids.update(created)


def _as_id(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def association_of(
    actor: Actor, target: Target, name: str, choices: Mapping[str, Any], fixed: Mapping[str, Any]
) -> Association:
    """The association of one mapped field."""
    item = target.fields[name]
    entry = related_object(item)
    if entry is not None:
        can_create = entry.create_many is not None and actor.can(f"{entry.name}.create")
    else:
        permission = target.shape.create_permissions.get(name)
        offered = registry.offer(f"create_import_values:{item.target}") is not None
        can_create = offered and (permission is None or actor.can(permission))
    words = [ValueOption(value, word) for word, value in target.shape.words.get(name, {}).items()]
    options = [*options_of(actor, item, fixed), *words]
    return Association(actor, item, options, choices.get(name, {}), fixed, can_create)


def options_of(actor: Actor, item: Field, fixed: Mapping[str, Any]) -> list[ValueOption]:
    """The short list of values a field may take; empty for records, which are looked up by title."""
    if item.kind is FieldKind.CHOICE:
        both = [(choice.value, choice.label) for choice in item.choices]
        labels = [ValueOption(value, label.in_language(actor.language)) for value, label in both]
        return labels + [ValueOption(value, name) for value, label in both for name in (value, label.fr, label.en)]
    if item.kind is FieldKind.MEMBER:
        names = member_names(members_by_name(actor).values())
        named = [ValueOption(str(member_id), name) for member_id, name in sorted(names.items(), key=_by_label)]
        # An address counts as a name too; the list a person chooses from shows the first label of each.
        return named + [ValueOption(str(member_id), address) for address, member_id in members_by_address().items()]
    offer = registry.offer(f"import_values:{item.target or item.kind.value}")
    return list(offer(actor, fixed)) if offer else []


def _by_label(entry: tuple[UUID, str]) -> str:
    return normalise(entry[1])


def count_values(
    rows: Iterable[FileRow], columns: Mapping[int, str], several: Container[str] = ()
) -> dict[str, Counter[str]]:
    """How many rows hold each value of the columns given, by field; cells of `several` hold more than one."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in columns.values()}
    for row in rows:
        for index, name in columns.items():
            cell = row.cells[index].strip()
            for value in _LIST.split(cell) if name in several else [cell]:
                if value := value.strip():
                    counts[name][value] += 1
    return counts


def describe(association: Association, counts: Counter[str]) -> dict[str, Any]:
    """The unknown values of a field with what will become of each, as stored with the import."""
    association.look_up(counts)
    unknown: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    keys = {value: next(iter(association.keys_of(value, {})), normalise(value)) for value in counts}
    for value, count in counts.items():
        key = keys[value]
        if key not in association.ids:
            unknown[key] += count
            spelling.setdefault(key, value)
    shown: dict[str, ValueOption] = {}
    for option in association.options:
        shown.setdefault(option.id, option)
    return {
        "field": association.field.name,
        "known": len(set(keys.values())) - len(unknown),
        "unknown": len(unknown),
        "can_create": association.can_create,
        "options": [{"id": item.id, "label": item.label, "kind": item.kind} for item in shown.values()],
        "values": [
            {"value": shortened(spelling[key]), "count": count, **association.choice_for(spelling[key])}
            for key, count in unknown.most_common(SHOWN)
        ],
    }
