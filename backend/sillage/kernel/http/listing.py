"""Lists of records as one statement: in reach, filtered, sorted and paged by keyset.

Under row-level security only leakproof operators may use an index, and `owner = me OR team IN (…)`
would use none in sorted order. So each reason for which an actor reaches a record is a branch of its
own that reads its index in order and stops after one page; the branches never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from sillage.kernel.errors import InvalidFields
from sillage.kernel.http.cursor import COUNT_CAP, decode_cursor, encode_cursor
from sillage.kernel.http.ordering import Condition as Condition
from sillage.kernel.http.ordering import Joined as Joined
from sillage.kernel.http.ordering import OrderKey, Segment, ordered_by, ordered_keys, segments_after
from sillage.kernel.http.ordering import Sort as Sort
from sillage.kernel.permissions import Actor, Scope, require
from sillage.kernel.text import Text, normalise

_UNKNOWN_OWNER = Text(
    fr="Un responsable est « me », « none » ou un identifiant",
    en="An owner is “me”, “none” or an identifier",
)
_OTHER_SORT = Text(fr="Ce repère de page vient d’un autre tri", en="This page cursor comes from another sort")
# The highest code point: in C collation every text with a prefix sorts before prefix + this.
_LAST = "\U0010ffff"


Owner = UUID | Literal["none"] | None


def owner_filter(actor: Actor, value: str | None) -> Owner:
    """The owner meant by `me`, `none` or an id. Raises `InvalidFields` naming `owner`."""
    if value in (None, "none"):
        return value  # type: ignore[return-value]
    if value == "me":
        # An API key without a member owns nothing, so no row has this owner.
        return actor.member_id or UUID(int=0)
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidFields.one("owner", "unknown_owner", _UNKNOWN_OWNER) from error


def prefix(column: str, value: str | None) -> list[Condition]:
    """Rows whose normalised `column` starts with the text; no condition for an empty text."""
    start = normalise(value or "")
    return [Condition(f"r.{column} >= %s AND r.{column} < %s", (start, start + _LAST))] if start else []


def equals(**values: Any) -> list[Condition]:
    """Rows whose columns equal the values given; None means no condition."""
    return [Condition(f"r.{column} = %s", (value,)) for column, value in values.items() if value is not None]


def branches(
    actor: Actor,
    permission: str,
    *,
    owner: Owner = None,
    team: UUID | None = None,
    at_most: Scope = Scope.ALL,
) -> list[Condition]:
    """Disjoint conditions whose union is what the actor reaches, within the owner and team asked for.

    `at_most` narrows the reach, to the actor's own records or those of his teams. Raises `Forbidden`
    when the permission is not granted. No branch means no row.
    """
    scope = min(require(actor, permission), at_most, key=[Scope.OWN, Scope.TEAM, Scope.ALL].index)
    me = actor.member_id
    asked = [Condition("r.owner_id IS NULL")] if owner == "none" else equals(owner_id=owner)
    asked += equals(team_id=team)
    if scope is Scope.ALL or (owner is not None and owner == me):
        return [_all_of(asked)]
    own = Condition("r.owner_id = %s", (me,))
    teams = sorted(actor.team_ids) if scope is Scope.TEAM else []
    if owner is not None:
        within_teams = [Condition("r.team_id = ANY(%s)", (teams,))]
        return [_all_of(asked + within_teams)] if teams else []
    if team is not None:
        return [_all_of(asked if team in teams else [own, *asked])]
    others = [Condition("r.team_id = %s AND r.owner_id IS DISTINCT FROM %s", (each, me)) for each in teams]
    return [own, *others]


def _all_of(conditions: Iterable[Condition]) -> Condition:
    parts = list(conditions)
    if not parts:
        return Condition("true")
    return Condition(" AND ".join(part.sql for part in parts), tuple(value for part in parts for value in part.values))


def fetch(sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of record is listed.

    `columns` are read from the table as `r`; `select` is the list of expressions over `r` and the
    `joins`, which run for the rows of the page only.
    """

    table: str
    permission: str
    columns: tuple[str, ...]
    select: str
    joins: str
    sorts: Mapping[str, Sort]

    def page(
        self,
        reach: Sequence[Condition],
        conditions: Sequence[Condition] = (),
        *,
        sort: str,
        cursor: str | None,
        limit: int,
    ) -> tuple[list[tuple[Any, ...]], str | None]:
        """One page of rows (the values of `select`) and the cursor of the next one.

        `sort` names up to three keys, with `-` downwards: "-amount,name". Raises `InvalidFields` naming
        `sort` or `cursor`.
        """
        if not reach:
            return [], None
        keys = ordered_keys(self.sorts, sort)
        seen = decode_cursor(cursor, str, *(key.sort.kind for key in keys), UUID) if cursor else None
        if seen and seen[0] != sort:
            raise InvalidFields.one("cursor", "invalid_cursor", _OTHER_SORT)
        rows: list[tuple[Any, ...]] = []
        for segment in segments_after(keys, seen[1:] if seen else None):
            # Segments follow one another, so most pages are read from the first.
            rows += fetch(*self._statement(reach, conditions, keys, segment, limit + 1 - len(rows)))
            if len(rows) > limit:
                break
        count = len(keys) + 1
        token = encode_cursor(sort, *rows[limit - 1][:count]) if len(rows) > limit else None
        return [row[count:] for row in rows[:limit]], token

    def count(self, reach: Sequence[Condition], conditions: Sequence[Condition] = ()) -> dict[str, Any]:
        """How many rows, counted to 10,000 at most."""
        if not reach:
            return {"count": 0, "capped": False}
        wholes = [_all_of([Condition("r.deleted_at IS NULL"), branch, *conditions]) for branch in reach]
        union = " UNION ALL ".join(f"SELECT 1 FROM {self.table} r WHERE {whole.sql}" for whole in wholes)  # noqa: S608
        values = [value for whole in wholes for value in whole.values]
        statement = f"SELECT count(*) FROM ({union} LIMIT {COUNT_CAP + 1}) counted"  # noqa: S608
        counted = fetch(statement, values)[0][0]
        return {"count": min(counted, COUNT_CAP), "capped": counted > COUNT_CAP}

    def _statement(
        self,
        reach: Sequence[Condition],
        conditions: Sequence[Condition],
        keys: Sequence[OrderKey],
        segment: Segment,
        limit: int,
    ) -> tuple[str, list[Any]]:
        columns = ", ".join([*(f"r.{name}" for name in self.columns), *(key.selected for key in keys)])
        parts: list[str] = []
        values: list[Any] = []
        for branch in reach:
            whole = _all_of([Condition("r.deleted_at IS NULL"), branch, *conditions, *segment.conditions])
            order = f"{ordered_by(keys, segment)} LIMIT {limit}"
            parts.append(f"(SELECT {columns} FROM {self.table} r{segment.joins} WHERE {whole.sql} {order})")  # noqa: S608
            values += [*segment.values, *whole.values]
        answered = ", ".join([*(f"r.{key.alias}" for key in keys), "r.id", self.select])
        order = ", ".join([*(f"r.{key.alias} {key.way} NULLS LAST" for key in keys), f"r.id {keys[0].way}"])
        statement = (
            f"SELECT {answered} FROM ({' UNION ALL '.join(parts)}) r {self.joins}"  # noqa: S608
            f" ORDER BY {order} LIMIT {limit}"
        )
        return statement, values
