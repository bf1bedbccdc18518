"""Verbs on roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sillage.identity.roles.errors import (
    NAME_TAKEN,
    NOT_SCOPED,
    UNKNOWN_PERMISSION,
    BuiltInRoleIsFixed,
    RoleInUse,
    beyond,
)
from sillage.identity.roles.events import RoleChanged, RoleCreated, RoleDeleted
from sillage.identity.roles.models import Role
from sillage.identity.roles.queries import beyond_actor
from sillage.identity.users.models import Invitation, Member
from sillage.kernel.errors import FieldProblem, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, Scope, require
from sillage.kernel.registry import registry
from sillage.kernel.registry.catalogue import VERBS
from sillage.kernel.text import normalise
from sillage.kernel.values import clean, line

_NAME = {"name": line(120)}


def create_role(actor: Actor, name: str, permissions: Mapping[str, str]) -> UUID:
    """Make a custom role. Raises `Forbidden`, or `InvalidFields` for rights the actor lacks."""
    require(actor, "role.manage")
    name = clean({"name": name}, _NAME)["name"]
    _refuse_taken_name(name, None)
    role = Role.objects.create(name=name, sort_name=normalise(name), permissions=_checked(actor, permissions))
    record(actor, RoleCreated(), object="role", record_id=role.id)
    return role.id


def update_role(
    actor: Actor, role_id: UUID, *, name: str | None = None, permissions: Mapping[str, str] | None = None
) -> None:
    """Rename a custom role or change what it grants. Raises `BuiltInRoleIsFixed`, `NotFound`."""
    role = _custom_role(actor, role_id)
    if name is not None:
        role.name = clean({"name": name}, _NAME)["name"]
        role.sort_name = normalise(role.name)
        _refuse_taken_name(role.name, role.id)
    if permissions is not None:
        role.permissions = _checked(actor, permissions)
    role.save(update_fields=["name", "sort_name", "permissions"])
    record(actor, RoleChanged(), object="role", record_id=role.id)


def delete_role(actor: Actor, role_id: UUID) -> None:
    """Delete a custom role nobody holds. Raises `RoleInUse`, `BuiltInRoleIsFixed`, `NotFound`."""
    role = _custom_role(actor, role_id)
    if Member.objects.filter(role_id=role.id, workspace_id=actor.workspace_id).exists():
        raise RoleInUse
    if Invitation.objects.filter(role_id=role.id, accepted_at=None, revoked_at=None).exists():
        raise RoleInUse
    Invitation.objects.filter(role_id=role.id).delete()
    role.delete()
    record(actor, RoleDeleted(), object="role", record_id=role_id)


def grant_new_object(actor: Actor, name: str, *, like: Sequence[str]) -> None:
    """Let custom roles do with a new kind of record what they may do with the narrowest of those it is `like`.

    Built-in roles follow by themselves. Whoever makes the kind of record answers for it: the rights he hands
    out reach no further than his own.
    """
    changed = []
    for role in Role.objects.select_for_update().filter(key=None):
        granted = {}
        for verb in VERBS:
            held = [role.permissions.get(f"{each}.{verb}") for each in like]
            scopes = [Scope(scope) for scope in held if scope is not None]
            if len(scopes) == len(held):
                granted[f"{name}.{verb}"] = min(scopes, key=[Scope.OWN, Scope.TEAM, Scope.ALL].index)
        if granted:
            role.permissions = dict(sorted({**role.permissions, **granted}.items()))
            role.save(update_fields=["permissions"])
            changed.append(role.id)
    for role_id in changed:
        record(actor, RoleChanged(), object="role", record_id=role_id)


def _custom_role(actor: Actor, role_id: UUID) -> Role:
    require(actor, "role.manage")
    role = Role.objects.select_for_update().filter(id=role_id).first()
    if role is None:
        raise NotFound
    if role.key is not None:
        raise BuiltInRoleIsFixed
    return role


def _refuse_taken_name(name: str, own_id: UUID | None) -> None:
    bearer = Role.objects.filter(sort_name=normalise(name)).values_list("id", flat=True).first()
    if bearer not in (None, own_id):
        raise InvalidFields.one("name", "name_taken", NAME_TAKEN)


def _checked(actor: Actor, permissions: Mapping[str, str]) -> dict[str, str]:
    """The permissions as stored. Raises `InvalidFields` naming each unknown or too far-reaching one."""
    known = {permission.name: permission for permission in registry.permissions()}
    problems = []
    for name, scope in permissions.items():
        if name not in known:
            problems.append(FieldProblem(f"permissions.{name}", "unknown_permission", UNKNOWN_PERMISSION))
        elif not known[name].scoped and scope != Scope.ALL:
            problems.append(FieldProblem(f"permissions.{name}", "not_scoped", NOT_SCOPED))
    if problems:
        raise InvalidFields(fields=problems)
    wanted = {name: Scope(scope) for name, scope in permissions.items()}
    if excess := beyond_actor(actor, wanted):
        raise beyond(excess, "permissions")
    return {name: scope.value for name, scope in sorted(wanted.items())}
