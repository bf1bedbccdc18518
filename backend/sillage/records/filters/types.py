"""A filter once read: groups of leaves whose values have their types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from sillage.kernel.registry import Field, FieldKind


class Family(StrEnum):
    """Kinds of field that are compared alike."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ONE = "one"
    SET = "set"
    FLAG = "flag"


FAMILIES: dict[FieldKind, Family] = {
    FieldKind.TEXT: Family.TEXT,
    FieldKind.LONG_TEXT: Family.TEXT,
    FieldKind.EMAIL: Family.TEXT,
    FieldKind.PHONE: Family.TEXT,
    FieldKind.URL: Family.TEXT,
    FieldKind.SIREN: Family.TEXT,
    FieldKind.SIRET: Family.TEXT,
    FieldKind.VAT_NUMBER: Family.TEXT,
    FieldKind.NUMBER: Family.NUMBER,
    FieldKind.MONEY: Family.NUMBER,
    FieldKind.PERCENT: Family.NUMBER,
    FieldKind.DATE: Family.DATE,
    FieldKind.DATETIME: Family.DATE,
    FieldKind.CHOICE: Family.ONE,
    FieldKind.MEMBER: Family.ONE,
    FieldKind.TEAM: Family.ONE,
    FieldKind.RELATION: Family.ONE,
    FieldKind.BOOLEAN: Family.FLAG,
    FieldKind.TAGS: Family.SET,
    FieldKind.MULTI_CHOICE: Family.SET,
}
OPERATORS: dict[Family, tuple[str, ...]] = {
    Family.TEXT: ("contains", "not_contains", "starts_with", "is", "is_not", "any_of", "empty", "not_empty"),
    Family.NUMBER: ("is", "is_not", "greater", "at_least", "less", "at_most", "between", "empty", "not_empty"),
    Family.DATE: (
        "on", "before", "after", "between", "within_last", "within_next", "older_than", "this", "previous", "next",
        "empty", "not_empty",
    ),
    Family.ONE: ("is", "is_not", "any_of", "none_of", "empty", "not_empty"),
    Family.SET: ("has_any", "has_all", "has_none", "empty", "not_empty"),
    Family.FLAG: ("is",),
}  # fmt: skip
# Each of these is true exactly when its opposite is not: records without a value are among them.
OPPOSITES = {
    "is_not": "is",
    "not_contains": "contains",
    "none_of": "any_of",
    "has_none": "has_any",
    "empty": "not_empty",
}
# Kinds of text that are kept in one notation: compared as they are.
CANONICAL = frozenset({FieldKind.EMAIL, FieldKind.PHONE, FieldKind.SIREN, FieldKind.SIRET, FieldKind.VAT_NUMBER})
# A member value that means whoever asks.
ME = "me"
Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days, weeks, months, quarters or years."""

    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison. `fields` is the path: the relation walked, if any, then the field compared.

    `objects` names the kind of record that each of them belongs to.
    """

    name: str
    fields: tuple[Field, ...]
    objects: tuple[str, ...]
    operator: str
    value: Any = None

    @property
    def field(self) -> Field:
        """The field compared."""
        return self.fields[-1]

    @property
    def family(self) -> Family:
        """How it is compared."""
        return FAMILIES[self.field.kind]


@dataclass(frozen=True, slots=True)
class Group:
    """Comparisons and groups of which all ("and") or one ("or") must hold; an empty group always holds."""

    joiner: Literal["and", "or"]
    nodes: tuple[Leaf | Group, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        """Every comparison of the filter."""
        for node in self.nodes:
            if isinstance(node, Leaf):
                yield node
            else:
                yield from node.leaves()


EVERYTHING = Group("and")
