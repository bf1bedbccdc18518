"""Moving what points to a merged record, and moving it back. Rows never leave the database on the way.

Names of tables and columns come from the modules' offers, never from a caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import IntegrityError, connection, transaction

from sillage.kernel import clock
from sillage.kernel.db import current_workspace_id, new_id
from sillage.records.duplicates.catalogue import references
from sillage.records.duplicates.ports import Reference

_KEEP = (
    'INSERT INTO records_merged_row (id, workspace_id, merge_id, loser_id, position, "table", "column", action, rows)'
    " SELECT %s, %s, %s, %s, %s, %s, %s, %s, jsonb_agg(to_jsonb(kept)) FROM kept HAVING count(*) > 0 RETURNING rows"
)


@dataclass(slots=True)
class Move:
    """One record going into another: where its rows go and where they are remembered."""

    merge_id: UUID
    object: str
    loser_id: UUID
    survivor_id: UUID
    position: int = 0

    def kept(self, reference: Reference, action: str, statement: str, values: list[Any]) -> list[dict[str, Any]]:
        """Run a statement that changes rows and remember what it returns; gives these rows."""
        self.position += 1
        place: list[Any] = [new_id(), current_workspace_id(), self.merge_id, self.loser_id, self.position]
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH kept AS ({statement}) {_KEEP}",
                [*values, *place, reference.table, reference.column, action],
            )
            row = cursor.fetchone()
        return [] if row is None else orjson.loads(row[0]) if isinstance(row[0], str) else row[0]


def references_to(name: str) -> list[Reference]:
    """What may point to records of this kind."""
    return [reference for reference in references() if reference.concerns(name)]


def move_references(move: Move) -> Iterator[tuple[Reference, list[UUID]]]:
    """Let every row that points to the loser follow, by the policy of its reference.

    Gives the references whose rows are records themselves with the ids of those that moved.
    """
    for reference in references_to(move.object):
        if reference.policy == "drop":
            _put_aside(move, reference, "")
        elif reference.policy == "copy":
            _copy(move, reference)
        elif reference.policy == "move":
            moved = _move(move, reference)
            if reference.of and moved:
                yield reference, [UUID(row["id"]) for row in moved]


def _pointing(reference: Reference, move: Move, record_id: UUID, alias: str = "t") -> tuple[str, list[Any]]:
    condition = f"{alias}.{reference.column} = %s"
    values: list[Any] = [record_id]
    if reference.object_column:
        condition, values = f"{condition} AND {alias}.{reference.object_column} = %s", [*values, move.object]
    return condition, values


def _put_aside(move: Move, reference: Reference, extra: str, values: tuple[Any, ...] = ()) -> None:
    condition, own = _pointing(reference, move, move.loser_id)
    statement = f"DELETE FROM {reference.table} t WHERE {condition} {extra} RETURNING t.*"  # noqa: S608
    move.kept(reference, "dropped", statement, [*own, *values])


def _copy(move: Move, reference: Reference) -> None:
    columns = [name for name in _columns(reference.table) if name != reference.column]
    shown = ", ".join(columns)
    condition, values = _pointing(reference, move, move.loser_id)
    statement = (
        f"INSERT INTO {reference.table} ({shown}, {reference.column})"  # noqa: S608
        f" SELECT {', '.join(f't.{name}' for name in columns)}, %s FROM {reference.table} t WHERE {condition}"
        f" ON CONFLICT DO NOTHING RETURNING {', '.join(reference.key)}"
    )
    move.kept(reference, "copied", statement, [move.survivor_id, *values])


def _move(move: Move, reference: Reference) -> list[dict[str, Any]]:
    for group in reference.unique:
        _settle_clashes(move, reference, group)
    if reference.of == move.object:
        # The survivor may point to the loser: a parent must not become its own parent.
        statement = (
            f"UPDATE {reference.table} t SET {reference.column} = NULL"  # noqa: S608
            f" WHERE t.id = %s AND t.{reference.column} = %s RETURNING t.id"
        )
        move.kept(reference, "cleared", statement, [move.survivor_id, move.loser_id])
    condition, values = _pointing(reference, move, move.loser_id)
    written, now = (", version = version + 1, updated_at = %s", [clock.now()]) if reference.of else ("", [])
    statement = (
        f"UPDATE {reference.table} t SET {reference.column} = %s{written} WHERE {condition}"  # noqa: S608
        f" RETURNING {', '.join(f't.{name}' for name in reference.key)}"
    )
    return move.kept(reference, "moved", statement, [move.survivor_id, *now, *values])


def _settle_clashes(move: Move, reference: Reference, group: tuple[str, ...]) -> None:
    """Put aside the loser's rows that the survivor has already; what its rows lack is taken over first."""
    same = " AND ".join(f"k.{name} IS NOT DISTINCT FROM t.{name}" for name in group) or "true"
    condition, values = _pointing(reference, move, move.survivor_id, "k")
    if reference.fill:
        # What is taken over is kept too, so that the undo leaves alone what somebody changed since.
        pointing, own = _pointing(reference, move, move.loser_id, "t")
        lacking = " OR ".join(f"(k.{name} IS NULL AND t.{name} IS NOT NULL)" for name in reference.fill)
        statement = (
            f"UPDATE {reference.table} k SET {', '.join(f'{n} = coalesce(k.{n}, t.{n})' for n in reference.fill)}"  # noqa: S608
            f" FROM {reference.table} t, {reference.table} b"
            f" WHERE {condition} AND {pointing} AND {same} AND ({lacking})"
            f" AND {' AND '.join(f'b.{name} = k.{name}' for name in reference.key)} RETURNING b.*"
            + "".join(f", k.{name} AS filled_{name}" for name in reference.fill)
        )
        move.kept(reference, "filled", statement, [*values, *own])
    extra = f"AND EXISTS (SELECT FROM {reference.table} k WHERE {condition} AND {same})"
    _put_aside(move, reference, extra, tuple(values))


def reference_of(table: str, column: str) -> Reference:
    """What is offered for a column, or a plain reference when nothing is."""
    known = {(each.table, each.column): each for each in references()}
    return known.get((table, column)) or Reference(table, column)


def move_back(move: Move, table: str, column: str, action: str, rows: str) -> int:
    """Take back one thing a merge did; gives how many rows stay as they are because they changed since."""
    reference = reference_of(table, column)
    total = len(orjson.loads(rows))
    try:
        with transaction.atomic():
            return total - _back(move, reference, action, rows)
    except IntegrityError:
        # What the rows point to is gone meanwhile.
        return total


def _back(move: Move, reference: Reference, action: str, rows: str) -> int:
    table, column = reference.table, reference.column
    # The moved column itself may be part of the key: it holds the survivor now.
    keys = [name for name in reference.key if name != column]
    same = " AND ".join(f"t.{name} = w.{name}" for name in keys)
    wanted = f"jsonb_populate_recordset(NULL::{table}, %s::jsonb) w"
    values: list[Any] = [rows]
    if action == "dropped":
        return insert_rows(table, rows)
    if action == "filled":
        sets = ", ".join(
            f"{name} = CASE WHEN t.{name}::text = e.v ->> 'filled_{name}' THEN w.{name} ELSE t.{name} END"
            for name in reference.fill
        )
        both = f"jsonb_array_elements(%s::jsonb) e(v), jsonb_populate_record(NULL::{table}, e.v) w"
        statement = f"UPDATE {table} t SET {sets} FROM {both} WHERE {same}"  # noqa: S608
    elif action == "added":
        statement = f"DELETE FROM {table} t USING {wanted} WHERE {same}"  # noqa: S608
    elif action == "copied":
        statement = f"DELETE FROM {table} t USING {wanted} WHERE {same} AND t.{column} = %s"  # noqa: S608
        values = [rows, move.survivor_id]
    else:
        present = f"t.{column} IS NULL" if action == "cleared" else f"t.{column} = %s"
        written = ", version = t.version + 1, updated_at = %s" if reference.of and action == "moved" else ""
        statement = f"UPDATE {table} t SET {column} = %s{written} FROM {wanted} WHERE {same} AND {present}"  # noqa: S608
        values = [move.loser_id, *([clock.now()] if written else []), rows]
        values += [] if action == "cleared" else [move.survivor_id]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def insert_rows(table: str, rows: str, defaults: str = "{}") -> int:
    """Put whole rows back, given as JSON; `defaults` fill columns that are newer than the rows."""
    columns = ", ".join(_columns(table))
    statement = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_array_elements(%s::jsonb) AS kept(value),"  # noqa: S608
        f" jsonb_populate_record(NULL::{table}, %s::jsonb || kept.value) ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [rows, defaults])
        return int(cursor.rowcount)


def _columns(table: str) -> list[str]:
    """The columns of a table that are written, not computed by the database."""
    statement = (
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [table])
        return [row[0] for row in cursor.fetchall()]
