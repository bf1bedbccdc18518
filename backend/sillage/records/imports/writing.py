"""Writing judged rows through the object's own actions; what these refuse becomes a reason of its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import structlog
from django.db import DatabaseError, transaction

from sillage.kernel.db import current_unit
from sillage.kernel.errors import FieldProblem, InvalidFields, Problem
from sillage.kernel.permissions import Actor
from sillage.kernel.text import Text
from sillage.records.imports.judging import Judge
from sillage.records.imports.ports import ChildRow, ImportChild
from sillage.records.imports.types import Judged, PendingValue, Reason, lowered

log = structlog.get_logger(__name__)


class _TakenBack(Exception):
    """Ends a rehearsal: nothing of it is kept."""


def rehearse(actor: Actor, judge: Judge, judged: Sequence[Judged]) -> None:
    """Write the rows and take everything back, so that the reasons of refusals are known beforehand."""
    unit = current_unit()
    change_set_id = unit.change_set_id
    try:
        with transaction.atomic():
            write_rows(actor, judge, judged)
            raise _TakenBack
    except _TakenBack:
        unit.change_set_id = change_set_id


def write_rows(actor: Actor, judge: Judge, judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Create and update records in the running transaction; refused rows get their outcome and reasons.

    Gives the ids of values created on the way, by field; remember them once the transaction has
    committed.
    """
    created = _create_values(judge, judged)
    child = judge.target.child
    lines = [row for row in judged if child is not None and row.parts.get(child.object)]
    alone = [row for row in judged if child is None or not row.parts.get(child.object)]
    _create(actor, judge, [row for row in alone if row.outcome == "create"])
    for row in alone:
        if row.outcome in ("update", "restore"):
            _attempt(judge, row, partial(_update, actor, judge, row))
    for row in lines:
        if child is not None and row.outcome not in ("refuse", "skip"):
            _attempt(judge, row, partial(_write_line, actor, judge, row, child))
    return created


def pending_values(judged: Judged) -> list[PendingValue]:
    """The values this row needs that do not exist yet."""
    if judged.outcome in ("update", "restore"):
        values = [after for _, after in judged.changes.values()]
    else:
        values = list(judged.values.values()) if judged.outcome == "create" else []
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [value for value in flat if isinstance(value, PendingValue)]


def _create_values(judge: Judge, judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Create what the rows refer to and put the new ids in their place; gives the ids by field."""
    wanted: dict[str, list[PendingValue]] = {}
    for row in judged:
        for value in pending_values(row):
            wanted.setdefault(value.field, []).append(value)
    created = {name: judge.associations[name].create(values) for name, values in wanted.items()}
    for row in judged if wanted else ():
        row.values = {name: _settled(value, created, judge) for name, value in row.values.items()}
        row.changes = {name: (before, _settled(after, created, judge)) for name, (before, after) in row.changes.items()}
    return created


def _settled(value: Any, created: dict[str, dict[str, Any]], judge: Judge) -> Any:
    if isinstance(value, list):
        return [str(_settled(one, created, judge)) for one in value]
    if not isinstance(value, PendingValue):
        return value
    return created.get(value.field, {}).get(value.key) or judge.associations[value.field].ids.get(value.key)


def _create(actor: Actor, judge: Judge, rows: Sequence[Judged]) -> None:
    """Create records in one go; leave out the rows the action names, else halve until they are found."""
    if not rows:
        return
    create_many = judge.target.entry.create_many
    assert create_many is not None, "target_of lets no other object in"
    try:
        with transaction.atomic():
            made = create_many(actor, [row.values for row in rows])
        for row, record_id in zip(rows, made, strict=True):
            row.record_id = record_id
    except (Problem, DatabaseError) as error:
        if len(rows) == 1:
            _refuse(rows[0], judge, error)
            return
        named = _problems_by_row(error, len(rows))
        if named:
            for index, fields in named.items():
                _refuse(rows[index], judge, InvalidFields(fields=fields))
            _create(actor, judge, [row for index, row in enumerate(rows) if index not in named])
            return
        middle = len(rows) // 2
        _create(actor, judge, rows[:middle])
        _create(actor, judge, rows[middle:])


def _problems_by_row(error: Exception, count: int) -> dict[int, list[FieldProblem]]:
    """The problems of each row, when every one says which row it belongs to (`3.email`)."""
    named: dict[int, list[FieldProblem]] = {}
    for problem in error.fields if isinstance(error, InvalidFields) else ():
        index, _, _ = problem.path.partition(".")
        if not index.isdigit() or int(index) >= count:
            return {}
        named.setdefault(int(index), []).append(problem)
    return named


def _attempt(judge: Judge, row: Judged, write: Callable[[], None]) -> None:
    """Write one row, all of it or nothing; what its action refuses becomes the reason of the row."""
    try:
        with transaction.atomic():
            write()
    except (Problem, DatabaseError) as error:
        _refuse(row, judge, error)


def _update(actor: Actor, judge: Judge, row: Judged) -> None:
    values = {name: after for name, (_, after) in row.changes.items()}
    version = row.existing.version
    if row.outcome == "restore":
        judge.target.entry.restore(actor, row.existing.id, version)
        version += 1
    if values:
        judge.target.entry.update(actor, row.existing.id, values, version)


def _write_line(actor: Actor, judge: Judge, row: Judged, child: ImportChild) -> None:
    """Write a record and the one of another kind its line holds besides."""
    if row.outcome == "create":
        row.record_id = judge.target.entry.create(actor, row.values)
    elif row.outcome != "identical":
        _update(actor, judge, row)
    parent_id = row.record_id or row.existing.id
    (values,) = child.prepare(actor, [ChildRow(row.parts[child.object], parent_id, _known(row))])
    if values is not None:
        judge.target.parts[child.object].entry.create(actor, values)


def _known(row: Judged) -> dict[str, Any]:
    """What is known of the record of a row once it is written."""
    if row.existing is None:
        return dict(row.values)
    return {name: getattr(row.existing, name, None) for name in row.values} | dict(row.values)


def _refuse(row: Judged, judge: Judge, error: Exception) -> None:
    """Turn what the object's action said into reasons that name field and value."""
    row.outcome = "refuse"
    if not isinstance(error, Problem):
        log.warning("import_row_refused_by_database", error=str(error))
        message = Text(fr="La base de données refuse cette ligne", en="The database refuses this row")
        row.reasons.append(Reason("refused", message))
        return
    labels = {item.name: item.label for item in judge.target.entry.fields}
    for problem in error.fields:
        name = next((part for part in reversed(problem.path.split(".")) if part in labels), None)
        label = labels.get(name) if name else None
        message = problem.message
        if label is not None:
            message = Text(
                fr=f"{label.fr} : {lowered(problem.message.fr)}", en=f"{label.en}: {lowered(problem.message.en)}"
            )
        row.reasons.append(Reason(problem.code, message, name, label, row.texts.get(name or "")))
    if not row.reasons:
        row.reasons.append(Reason(error.code, error.detail or error.title))
