"""Permission as a filter: objects reach an action only through `get_for`."""

from __future__ import annotations

from typing import Protocol, TypeVar, cast
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from sillage.kernel.errors import Forbidden, NotFound
from sillage.kernel.permissions.actor import Actor, Scope

M = TypeVar("M", bound=Model)


class _Owned(Protocol):
    owner_id: UUID | None
    team_id: UUID | None


def require(actor: Actor, permission: str) -> Scope:
    """The scope of a permission. Raises `Forbidden` when it is not granted."""
    scope = actor.scope(permission)
    if scope is None:
        raise Forbidden
    return scope


def reach(actor: Actor, scope: Scope) -> Q:
    """The condition on `owner_id` and `team_id` that a scope means for this actor."""
    if scope is Scope.ALL:
        return Q()
    own = Q(owner_id=actor.member_id)
    if scope is Scope.TEAM and actor.team_ids:
        return own | Q(team_id__in=sorted(actor.team_ids))
    return own


def within(actor: Actor, permission: str, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows the permission reaches; none when it is not granted."""
    scope = actor.scope(permission)
    if scope is None:
        return rows.none()
    return rows.filter(reach(actor, scope))


def covers(actor: Actor, permission: str, record: object) -> bool:
    """True when the permission reaches this loaded record (by its owner and team)."""
    scope = actor.scope(permission)
    if scope is None or scope is Scope.ALL:
        return scope is not None
    owned = cast(_Owned, record)
    if owned.owner_id is not None and owned.owner_id == actor.member_id:
        return True
    return scope is Scope.TEAM and owned.team_id in actor.team_ids


def get_for(actor: Actor, rows: QuerySet[M], record_id: UUID, permission: str, *, lock: bool = False) -> M:
    """One record, for what `permission` allows.

    Raises `NotFound` when the actor may not even see it, so that its existence is not told, and
    `Forbidden` when he may see it but not do this. `lock` takes the row lock of a write.
    """
    rows = rows.select_for_update(of=("self",)) if lock else rows
    record = rows.filter(pk=record_id).first()
    object_name = permission.split(".")[0]
    if record is None or not (covers(actor, f"{object_name}.see", record) or covers(actor, permission, record)):
        raise NotFound
    if actor.read_only and not permission.endswith(".see"):
        raise Forbidden
    if not covers(actor, permission, record):
        raise Forbidden
    return record
