"""What calls, meetings and messages do alike: tie themselves to records, go to the trash and come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model

from sillage.activities.about.queries import Links, links_of
from sillage.kernel import clock, events
from sillage.kernel.db.models import RecordModel
from sillage.kernel.db.records import advance, check_version, locked_for
from sillage.kernel.events import Operation
from sillage.kernel.permissions import Actor
from sillage.records.interactions.actions import refresh_dates

A = TypeVar("A", bound=RecordModel)


@dataclass(frozen=True, slots=True)
class Activity(Generic[A]):
    """A kind of activity: its name, its tables, and what a stale editor is shown."""

    name: str
    model: type[A]
    links: type[Model]
    current: Callable[[Actor, UUID], Mapping[str, Any]]

    def locked(self, actor: Actor, activity_id: UUID, verb: str, expected: int | None, *, deleted: bool = False) -> A:
        """The row under its lock: one's own for whoever may write such activities, others' by permission.

        Raises `NotFound`, `Forbidden` or `StaleVersion`.
        """
        rows = self.model._default_manager.filter(deleted_at__isnull=not deleted)
        own = rows.select_for_update().filter(id=activity_id, owner_id=actor.member_id) if actor.member_id else None
        row = own.first() if own is not None else None
        if row is None or actor.read_only or not actor.can(f"{self.name}.create"):
            return locked_for(actor, rows, activity_id, f"{self.name}.{verb}", expected, self.current)
        check_version(actor, row, expected, self.current)
        return row

    def tie(self, actor: Actor, activity_id: UUID, links: Links) -> None:
        """Make the records the activity is about what `links` says."""
        self.links._default_manager.filter(activity_id=activity_id).delete()
        self.links._default_manager.bulk_create(
            self.links(
                workspace_id=actor.workspace_id, activity_id=activity_id, object=kind, record_id=record_id,
                direct=direct,
            )
            for record_id, (kind, direct) in links.items()
        )  # fmt: skip

    def told(
        self,
        actor: Actor,
        row: A,
        event: events.Event,
        operation: Operation,
        links: Links,
        changes: Mapping[str, tuple[Any, Any]] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Record what happened, and bring the dates of the records concerned up to date."""
        events.record(
            actor, event, object=self.name, record_id=row.id, operation=operation, version=row.version,
            changes=changes, about=list(links), at=at,
        )  # fmt: skip
        refresh_links(links)

    def trash(self, actor: Actor, row: A, event: events.Event) -> None:
        """Put the activity in the trash."""
        advance(row, {"deleted_at": clock.now()})
        self.told(actor, row, event, Operation.DELETED, links_of(self.links, row.id))

    def bring_back(self, actor: Actor, row: A, event: events.Event) -> None:
        """Take the activity out of the trash."""
        advance(row, {"deleted_at": None})
        self.told(actor, row, event, Operation.RESTORED, links_of(self.links, row.id))


def refresh_links(*several: Links) -> None:
    """Bring the dates of all records in these links up to date."""
    by_object: dict[str, set[UUID]] = {}
    for links in several:
        for record_id, (kind, _) in links.items():
            by_object.setdefault(kind, set()).add(record_id)
    refresh_dates(by_object)
