"""The living custom fields of the entered workspace, kept by each process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sillage.kernel.registry import Choice
from sillage.kernel.text import Text
from sillage.kernel.values import Cleaner
from sillage.records.fields.models import FieldDefinition
from sillage.records.fields.rules import cleaner_of
from sillage.records.fields.types import Definition, Kind
from sillage.records.objects.stamp import KeptByStamp


@dataclass(frozen=True)
class ObjectFields:
    """The custom fields of one kind of record, in order."""

    definitions: tuple[Definition, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Definition]:
        """Each field by the name its values travel under."""
        return {definition.name: definition for definition in self.definitions}

    @cached_property
    def cleaners(self) -> Mapping[str, Cleaner]:
        """What makes the values of each field fit to keep; computed fields take none."""
        return {each.name: cleaner_of(each) for each in self.definitions if not each.computed}

    @cached_property
    def computed(self) -> tuple[Definition, ...]:
        """The formulas and roll-ups."""
        return tuple(each for each in self.definitions if each.computed)


_NONE = ObjectFields()


@dataclass(frozen=True)
class Schema:
    """All custom fields of a workspace by kind of record."""

    objects: Mapping[str, ObjectFields] = field(default_factory=dict)

    def of(self, name: str) -> ObjectFields:
        """The fields of one kind of record."""
        return self.objects.get(name, _NONE)

    @cached_property
    def computes(self) -> bool:
        """True when any kind of record has a formula or a roll-up."""
        return any(fields.computed for fields in self.objects.values())


_EMPTY = Schema()


def definition_of(row: FieldDefinition) -> Definition:
    """A stored definition as the rest of the house knows it."""
    kind = Kind(row.kind)
    return Definition(
        id=row.id,
        object=row.object,
        key=row.key,
        label=Text(fr=row.label, en=row.label_en or row.label),
        kind=kind,
        value_kind=Kind(row.result_kind) if row.result_kind else kind,
        help=row.help,
        required=row.required,
        personal=row.personal,
        default=row.default,
        choices=tuple(
            Choice(each["value"], Text(fr=each["label"], en=each.get("label_en") or each["label"]), each.get("colour"))
            for each in row.choices
        ),
        target=row.target,
        currency=row.currency,
        settings=row.settings,
    )


def _read() -> Schema:
    found: dict[str, list[Definition]] = {}
    for row in FieldDefinition.objects.filter(deleted_at__isnull=True).order_by("object", "position", "id"):
        found.setdefault(row.object, []).append(definition_of(row))
    return Schema({name: ObjectFields(tuple(each)) for name, each in found.items()})


_present: KeptByStamp[Schema] = KeptByStamp(_read, lambda: _EMPTY)


def present_schema() -> Schema:
    """The custom fields of the entered workspace. Shared: do not change the answer."""
    return _present.get()
