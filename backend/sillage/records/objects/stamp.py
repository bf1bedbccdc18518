"""What a workspace added to the kinds of record, kept by each process under the stamp it was read with.

The stamp comes along when a workspace is entered, so a request asks nothing; definitions are read again only
when it changed. Stamps are random, so what a transaction read of its own uncommitted changes is never
mistaken for somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from django.db import connection

from sillage.kernel.db import current_unit, current_workspace_id, new_id

T = TypeVar("T")
_CAPACITY = 500
_RENEW = "UPDATE identity_workspace SET schema_stamp = %s, access_version = access_version + %s WHERE id = %s"


class KeptByStamp(Generic[T]):
    """A value made from the definitions of the entered workspace, made again when these change.

    `empty` serves where no workspace is entered, and workspaces that never defined anything.
    """

    def __init__(self, make: Callable[[], T], empty: Callable[[], T]) -> None:
        self._make = make
        self._empty = empty
        self._kept: dict[tuple[UUID, UUID], T] = {}

    def get(self) -> T:
        """The value for the entered workspace."""
        try:
            unit = current_unit()
        except LookupError:
            return self._empty()
        if unit.workspace_id is None or unit.schema_stamp is None:
            return self._empty()
        key = (unit.workspace_id, unit.schema_stamp)
        found = self._kept.get(key)
        if found is None:
            found = self._make()
            if len(self._kept) >= _CAPACITY:
                for old in list(self._kept)[: _CAPACITY // 2]:
                    self._kept.pop(old, None)
            self._kept[key] = found
        return found


def renew_stamp(*, rights: bool = False) -> None:
    """Wait for whoever is changing definitions, then make every process read them anew.

    Call it before reading what a change depends on, and again once the change is written. `rights` says that
    what roles can hold changed too.
    """
    workspace_id, stamp = current_workspace_id(), new_id()
    with connection.cursor() as cursor:
        cursor.execute(_RENEW, [stamp, int(rights), workspace_id])
    current_unit().schema_stamp = stamp
