"""The one transaction wrapper: no query of a workspace runs outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

# `app.user` stays empty inside a workspace: it would let the person's memberships elsewhere show among
# the members of this one. Only the query for a person's own memberships sets it, for itself.
# The stamp of what administrators defined in the workspace comes along, so that nobody has to ask for it.
ENTER_SQL = (
    "SELECT set_config('app.workspace', %s, true), set_config('app.user', '', true), w.schema_stamp"
    " FROM (VALUES (1)) AS always LEFT JOIN identity_workspace w ON w.id = %s"
)


@dataclass(slots=True)
class Unit:
    """One unit of work: a request or a chunk of a job, inside one database transaction.

    `closing` holds what must be written last, just before the commit, so that rows
    many transactions compete for are locked as briefly as possible; `pending` is what they are about.
    `schema_stamp` names the state of what
    administrators of the workspace defined, None when they never defined anything.
    """

    workspace_id: UUID | None = None
    user_id: UUID | None = None
    schema_stamp: UUID | None = None
    request_id: str | None = None
    change_set_id: UUID | None = None
    caused_by: UUID | None = None
    depth: int = 0
    closing: dict[str, Callable[[], None]] = field(default_factory=dict)
    pending: dict[str, Any] = field(default_factory=dict)

    def close(self) -> None:
        """Write what was kept for the end of the transaction, once per name."""
        for write in self.closing.values():
            write()
        self.closing.clear()


_unit: ContextVar[Unit | None] = ContextVar("sillage_unit", default=None)
# The event whose handler runs, with the depth of what it causes.
_cause: ContextVar[tuple[UUID | None, int]] = ContextVar("sillage_cause", default=(None, 0))


def current_unit() -> Unit:
    """The running unit of work. Raises `LookupError` outside of one."""
    unit = _unit.get()
    if unit is None:
        raise LookupError("no unit of work: open one with workspace_transaction()")
    return unit


def current_workspace_id() -> UUID:
    """The workspace of the running unit of work. Raises `LookupError` when there is none."""
    workspace_id = current_unit().workspace_id
    if workspace_id is None:
        raise LookupError("the running unit of work has entered no workspace")
    return workspace_id


def enter_workspace(workspace_id: UUID, user_id: UUID | None = None) -> None:
    """Point the running transaction, and so row-level security, at one workspace.

    `user_id` is remembered by the unit of work only.
    """
    unit = current_unit()
    unit.workspace_id, unit.user_id = workspace_id, user_id
    with connection.cursor() as cursor:
        cursor.execute(ENTER_SQL, [str(workspace_id), workspace_id])
        unit.schema_stamp = cursor.fetchone()[2]


def leave_workspace() -> None:
    """Point the running transaction at no workspace: it then sees no row of any."""
    unit = current_unit()
    unit.workspace_id, unit.user_id, unit.schema_stamp = None, None, None
    with connection.cursor() as cursor:
        cursor.execute(ENTER_SQL, ["", None])


@contextmanager
def unit_of_work(unit: Unit | None = None) -> Iterator[Unit]:
    """One transaction without a workspace yet; its closing writes run before the commit.

    A unit opened inside another of the same workspace joins it (a savepoint, no second commit).
    """
    outer = _unit.get()
    if unit is None:
        caused_by, depth = _cause.get()
        unit = Unit(caused_by=caused_by, depth=depth)
    if outer is not None:
        unit.closing, unit.pending = outer.closing, outer.pending
    token = _unit.set(unit)
    try:
        with transaction.atomic():
            yield unit
            if outer is None:
                unit.close()
    finally:
        _unit.reset(token)


@contextmanager
def caused_by(event_id: UUID, depth: int) -> Iterator[None]:
    """What is recorded inside is caused by an event of that depth, in this unit of work or in new ones.

    The writes are a change set of their own: undoing what a person did does not undo its echo.
    """
    token = _cause.set((event_id, depth + 1))
    unit = _unit.get()
    before = (unit.caused_by, unit.depth, unit.change_set_id) if unit else None
    if unit is not None:
        unit.caused_by, unit.depth, unit.change_set_id = event_id, depth + 1, None
    try:
        yield
    finally:
        if unit is not None and before is not None:
            unit.caused_by, unit.depth, unit.change_set_id = before
        _cause.reset(token)


@contextmanager
def workspace_transaction(workspace_id: UUID, user_id: UUID | None = None) -> Iterator[Unit]:
    """A transaction that sees and writes the rows of one workspace only.

    Raises `RuntimeError` when called inside a transaction of another workspace: the inner
    setting would outlive its savepoint.
    """
    outer = _unit.get()
    if outer is not None and outer.workspace_id not in (None, workspace_id):
        raise RuntimeError("a transaction belongs to one workspace")
    if outer is not None and outer.workspace_id == workspace_id:
        with transaction.atomic():
            yield outer
        return
    with unit_of_work() as unit:
        enter_workspace(workspace_id, user_id)
        yield unit
