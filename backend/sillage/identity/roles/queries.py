"""Reads of roles: what a role grants, the roles of a workspace, the catalogue of permissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from sillage.identity.roles.errors import BEYOND_YOURS, unknown_role
from sillage.identity.roles.models import Role
from sillage.identity.roles.rules import BUILT_IN, built_in, built_in_grants, custom_grants, exceeds
from sillage.identity.users.models import Member
from sillage.kernel.errors import InvalidFields
from sillage.kernel.permissions import Actor, ActorKind, Scope
from sillage.kernel.registry import Permission, registry
from sillage.kernel.registry.catalogue import VERBS
from sillage.kernel.text import Text

_ORDER = {role.key: position for position, role in enumerate(BUILT_IN)}
_SCOPES = {
    Scope.OWN: Text(fr="Les siennes", en="Their own"),
    Scope.TEAM: Text(fr="Celles de l’équipe", en="The team's"),
    Scope.ALL: Text(fr="Toutes", en="All"),
}


@lru_cache(maxsize=256)
def _built_in(key: str, permissions: tuple[Permission, ...]) -> dict[str, Scope]:
    return built_in_grants(key, permissions)


def grants_of(key: str | None, stored: Mapping[str, str]) -> dict[str, Scope]:
    """What a role grants, from its key (built in) or its stored permissions (custom)."""
    if key is not None:
        return dict(_built_in(key, registry.permissions()))
    return custom_grants(stored, registry.permissions())


def beyond_actor(actor: Actor, wanted: Mapping[str, Scope]) -> list[str]:
    """The permissions that reach further than the actor's own; nobody may grant these."""
    return [] if actor.kind is ActorKind.SYSTEM else exceeds(wanted, actor.grants)


def role_within_reach(actor: Actor, role_id: UUID, path: str = "role_id") -> Role:
    """A role the actor may give. Raises `InvalidFields` when it is unknown or grants more than his own."""
    role = Role.objects.filter(id=role_id).first()
    if role is None:
        raise unknown_role(path)
    if beyond_actor(actor, grants_of(role.key, role.permissions)):
        raise InvalidFields.one(path, "beyond_yours", BEYOND_YOURS)
    return role


def role_name(key: str | None, name: str, language: str) -> str:
    """The name people read: built-in roles are called in the reader's language."""
    return built_in(key).name.in_language(language) if key else name


def role_by_key(key: str) -> UUID:
    """The id of a built-in role in the entered workspace. Raises `KeyError`."""
    found = Role.objects.filter(key=key).values_list("id", flat=True).first()
    if found is None:
        raise KeyError(key)
    return found


def roles_of_workspace(actor: Actor) -> list[dict[str, Any]]:
    """Every role, built-in ones first, with how many active members hold it."""
    holders = (
        Member.objects.filter(role_id=OuterRef("id"), active=True)
        .order_by()
        .values("role_id")
        .annotate(count=Count("id"))
        .values("count")
    )
    rows = Role.objects.annotate(members=Coalesce(Subquery(holders), 0)).values(
        "id", "key", "name", "sort_name", "permissions", "members"
    )
    ordered = sorted(rows, key=lambda row: (_ORDER.get(row["key"] or "", len(_ORDER)), row["sort_name"]))
    return [_role(row, actor.language) for row in ordered]


def role(actor: Actor, role_id: UUID) -> dict[str, Any]:
    """One role as `roles_of_workspace` gives it. Raises `KeyError`."""
    return {row["id"]: row for row in roles_of_workspace(actor)}[role_id]


def _role(row: Mapping[str, Any], language: str) -> dict[str, Any]:
    key = row["key"]
    return {
        "id": row["id"],
        "key": key,
        "name": role_name(key, row["name"], language),
        "purpose": built_in(key).purpose.in_language(language) if key else None,
        "built_in": key is not None,
        "permissions": grants_of(key, row["permissions"]),
        "members": row["members"],
    }


def permission_catalogue(language: str) -> dict[str, Any]:
    """Everything a role can hold, in the shape of the matrix: objects × verbs, then the rest."""
    return {
        "objects": [
            {
                "name": name,
                "label": entry.plural.in_language(language),
                "verbs": [
                    {"permission": f"{name}.{verb}", "verb": verb, "label": label.in_language(language)}
                    for verb, label in VERBS.items()
                ],
            }
            for name, entry in registry.objects().items()
            if entry.own_permissions
        ],
        "others": [
            {"permission": permission.name, "label": permission.label.in_language(language)}
            for permission in registry.permissions()
            if not permission.scoped
        ],
        "scopes": [{"value": scope.value, "label": label.in_language(language)} for scope, label in _SCOPES.items()],
    }


def known_roles(ids: Iterable[UUID]) -> set[UUID]:
    """Those of these roles that exist in the entered workspace."""
    wanted = set(ids)
    return set(Role.objects.filter(id__in=wanted).values_list("id", flat=True)) if wanted else set()
