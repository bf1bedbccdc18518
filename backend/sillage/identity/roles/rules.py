"""What the built-in roles may do, from the permissions the modules declare."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sillage.kernel.permissions import Scope
from sillage.kernel.registry import Permission
from sillage.kernel.text import Text

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class BuiltInRole:
    """A role every workspace has: its names, what it is for, and its scope per permission."""

    key: str
    name: Text
    purpose: Text
    scope_of: Callable[[Permission], Scope | None]


def _everything(permission: Permission) -> Scope | None:
    return Scope.ALL


# What a manager runs beside the records of his teams.
_MANAGED = frozenset({"pipeline.manage", "import.run", "view.share"})


def _manager(permission: Permission) -> Scope | None:
    if not permission.scoped:
        return Scope.ALL if permission.name in _MANAGED else None
    verb = permission.name.rsplit(".", 1)[1]
    if permission.shared:
        return Scope.ALL
    return {"see": Scope.ALL, "create": Scope.ALL}.get(verb, Scope.TEAM)


def _sales(permission: Permission) -> Scope | None:
    if not permission.scoped:
        return Scope.ALL if permission.name == "import.run" else None
    verb = permission.name.rsplit(".", 1)[1]
    if permission.shared:
        return Scope.ALL if verb == "see" else None
    return {"see": Scope.TEAM, "create": Scope.OWN, "edit": Scope.TEAM}.get(verb, Scope.OWN)


def _finance(permission: Permission) -> Scope | None:
    if not permission.scoped:
        return None
    verb = permission.name.rsplit(".", 1)[1]
    if permission.shared:
        return Scope.ALL if verb in ("see", "export") else None
    return {"see": Scope.ALL, "export": Scope.ALL, "edit": Scope.OWN, "create": Scope.OWN}.get(verb)


def _read_only(permission: Permission) -> Scope | None:
    return Scope.ALL if permission.scoped and permission.name.endswith(".see") else None


BUILT_IN: tuple[BuiltInRole, ...] = (
    BuiltInRole(
        ADMINISTRATOR,
        Text(fr="Administrateur", en="Administrator"),
        Text(
            fr="Voit et règle tout, y compris les membres, les rôles et les clés",
            en="Sees and sets everything, members, roles and keys included",
        ),
        _everything,
    ),
    BuiltInRole(
        "manager",
        Text(fr="Manager", en="Manager"),
        Text(
            fr="Voit toutes les fiches, modifie celles de ses équipes, règle les pipelines",
            en="Sees all records, edits those of their teams, sets up pipelines",
        ),
        _manager,
    ),
    BuiltInRole(
        "sales",
        Text(fr="Commercial", en="Sales"),
        Text(
            fr="Travaille sur ses fiches et celles de son équipe",
            en="Works on their own records and those of their team",
        ),
        _sales,
    ),
    BuiltInRole(
        "finance",
        Text(fr="Finance", en="Finance"),
        Text(
            fr="Voit et exporte toutes les fiches, modifie les siennes",
            en="Sees and exports all records, edits their own",
        ),
        _finance,
    ),
    BuiltInRole(
        "read_only",
        Text(fr="Lecture seule", en="Read only"),
        Text(fr="Voit toutes les fiches sans rien modifier", en="Sees all records, changes nothing"),
        _read_only,
    ),
)
_BY_KEY = {role.key: role for role in BUILT_IN}


def built_in(key: str) -> BuiltInRole:
    """The built-in role of that key. Raises `KeyError`."""
    return _BY_KEY[key]


def built_in_grants(key: str, permissions: Iterable[Permission]) -> dict[str, Scope]:
    """The grants of a built-in role over the permissions that exist."""
    scope_of = _BY_KEY[key].scope_of
    scopes = {permission.name: scope_of(permission) for permission in permissions}
    return {name: scope for name, scope in scopes.items() if scope is not None}


def custom_grants(stored: Mapping[str, str], permissions: Iterable[Permission]) -> dict[str, Scope]:
    """The grants a custom role keeps; permissions of modules that have gone are left out."""
    known = {permission.name for permission in permissions}
    return {name: Scope(scope) for name, scope in stored.items() if name in known}


_REACH = {Scope.OWN: 1, Scope.TEAM: 2, Scope.ALL: 3}


def exceeds(wanted: Mapping[str, Scope], held: Mapping[str, Scope]) -> list[str]:
    """The permissions in `wanted` that reach further than those in `held`."""
    return sorted(name for name, scope in wanted.items() if name not in held or _REACH[scope] > _REACH[held[name]])
