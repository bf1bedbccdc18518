"""Sorting by several keys, and where a page goes on: as ranges that read an index in order.

Rows without a value come last both ways, which no index gives downwards; and "after the last row" over
several keys is a chain of ORs, which no index serves. So both become segments, each of which reads its
index in order and stops after one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sillage.kernel.errors import InvalidFields
from sillage.kernel.text import Text

MAX_KEYS = 3
_UNKNOWN_SORT = Text(fr="Ce tri n’est pas proposé : {sorts}", en="This sort is not offered: {sorts}")
_TOO_MANY = Text(fr="Un tri a de 1 à 3 critères, chacun une fois", en="A sort has 1 to 3 keys, each once")


@dataclass(frozen=True, slots=True)
class Condition:
    """A piece of SQL over the row `r`, with its values. The SQL is always written in code."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A side table that holds a sort key: what follows JOIN, over the row `r`, with `{k}` for its alias.

    It gives at most one row for a record; a record without one has no value.
    """

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sort:
    """A column a list may be sorted by, and what its cursor holds.

    The column is the record's own, or that of the `joined` side table.
    """

    column: str
    kind: type
    nullable: bool = False
    joined: Joined | None = None


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of an order: a sort, its direction and its place."""

    sort: Sort
    descending: bool
    number: int

    @property
    def alias(self) -> str:
        """What the value is called once read."""
        return f"sort_{self.number}"

    @property
    def expression(self) -> str:
        """The value, over `r` and what is joined."""
        return f"{self.joined_as}.{self.sort.column}" if self.sort.joined else f"r.{self.sort.column}"

    @property
    def joined_as(self) -> str:
        """The alias of the side table."""
        return f"k{self.number}"

    @property
    def selected(self) -> str:
        """The value as a column of the page."""
        return f"{self.expression} AS {self.alias}"

    @property
    def way(self) -> str:
        """The direction in SQL."""
        return "DESC" if self.descending else "ASC"

    @property
    def step(self) -> str:
        """The operator that means "after"."""
        return "<" if self.descending else ">"

    @property
    def nullable(self) -> bool:
        """True when a record may have no value."""
        return self.sort.nullable or self.sort.joined is not None


@dataclass(frozen=True, slots=True)
class Segment:
    """A range of rows in order: joins with their values, conditions, and the keys that have no value in it."""

    joins: str
    values: tuple[Any, ...]
    conditions: tuple[Condition, ...]
    valued: frozenset[int]


def ordered_keys(sorts: Mapping[str, Sort], text: str) -> list[OrderKey]:
    """The keys of a sort such as "-amount,name". Raises `InvalidFields` naming `sort`."""
    names = [part.strip() for part in text.split(",")]
    bare = [name.removeprefix("-") for name in names]
    if len(names) > MAX_KEYS or len(set(bare)) < len(bare):
        raise InvalidFields.one("sort", "too_many_sorts", _TOO_MANY)
    if any(name not in sorts for name in bare):
        raise InvalidFields.one("sort", "unknown_sort", _UNKNOWN_SORT.format(sorts=", ".join(sorts)))
    return [
        OrderKey(sorts[name], given.startswith("-"), number)
        for number, (name, given) in enumerate(zip(bare, names, strict=True), 1)
    ]


def ordered_by(keys: Sequence[OrderKey], segment: Segment) -> str:
    """ORDER BY of a segment; `NULLS LAST` only where values may be missing, for it hides the index downwards."""
    parts = [
        f"{key.expression} {key.way}" + ("" if key.number in segment.valued or not key.nullable else " NULLS LAST")
        for key in keys
    ]
    return "ORDER BY " + ", ".join([*parts, f"r.id {keys[0].way}"])


def segments_after(keys: Sequence[OrderKey], seen: Sequence[Any] | None) -> Iterator[Segment]:
    """The rows after the last one seen (its keys, then its id), or all of them, as ranges."""
    if seen is None:
        yield from _ranges(keys, {}, 0, None)
        return
    *values, last_id = seen
    if len(keys) == 1 and values[0] is not None:
        # One key and the id are compared as a pair, which an index answers in one range.
        key = keys[0]
        pair = Condition(f"({key.expression}, r.id) {key.step} (%s, %s)", (values[0], last_id))
        yield _segment(keys, {1: True}, [pair])
        if key.nullable:
            yield _segment(keys, {1: False}, [])
        return
    yield _segment(keys, *_equal(keys, values), last_id=last_id)
    for index in range(len(keys) - 1, -1, -1):
        present, conditions = _equal(keys[:index], values)
        yield from _ranges(keys, present, index, values[index], conditions, after=True)


def _ranges(
    keys: Sequence[OrderKey],
    present: Mapping[int, bool],
    index: int,
    value: Any,
    conditions: Sequence[Condition] = (),
    *,
    after: bool = False,
) -> Iterator[Segment]:
    """The rows whose key at `index` has a value (past `value` when `after`), then those without."""
    key = keys[index]
    if after and value is None:
        return
    later = [Condition(f"{key.expression} {key.step} %s", (value,))] if after else []
    yield _segment(keys, {**present, key.number: True}, [*conditions, *later])
    if key.nullable:
        yield _segment(keys, {**present, key.number: False}, conditions)


def _equal(keys: Sequence[OrderKey], values: Sequence[Any]) -> tuple[dict[int, bool], list[Condition]]:
    present = {key.number: value is not None for key, value in zip(keys, values, strict=False)}
    same = [
        Condition(f"{key.expression} = %s", (value,))
        for key, value in zip(keys, values, strict=False)
        if value is not None
    ]
    return present, same


def _segment(
    keys: Sequence[OrderKey],
    present: Mapping[int, bool],
    conditions: Sequence[Condition],
    last_id: UUID | None = None,
) -> Segment:
    """Rows that have (True) or lack (False) a value for the keys named; other keys may be either."""
    joins = ""
    values: list[Any] = []
    whole = list(conditions)
    for key in keys:
        has = present.get(key.number)
        joined = key.sort.joined
        if joined is not None:
            joins += f" {'JOIN' if has else 'LEFT JOIN'} {joined.sql.format(k=key.joined_as)}"
            values += joined.values
        if has is False or (has and key.nullable):
            whole.append(Condition(f"{key.expression} IS {'NOT ' if has else ''}NULL"))
    if last_id is not None:
        whole.append(Condition(f"r.id {keys[0].step} %s", (last_id,)))
    return Segment(joins, tuple(values), tuple(whole), frozenset(number for number, has in present.items() if has))
