"""What roles refuse."""

from __future__ import annotations

from sillage.kernel.errors import Conflict, FieldProblem, InvalidFields
from sillage.kernel.text import Text


class BuiltInRoleIsFixed(Conflict):
    """Built-in roles follow the product; a copy can be changed."""

    code = "built_in_role"
    title = Text(
        fr="Les rôles fournis ne se modifient pas, créez-en une copie",
        en="Built-in roles cannot be changed, create a copy",
    )


class RoleInUse(Conflict):
    """Members or open invitations still have the role."""

    code = "role_in_use"
    title = Text(
        fr="Des membres ou des invitations ont encore ce rôle",
        en="Members or invitations still have this role",
    )


class LastAdministrator(Conflict):
    """A workspace always keeps one administrator."""

    code = "last_administrator"
    title = Text(
        fr="Un espace garde toujours au moins un administrateur",
        en="A workspace always keeps at least one administrator",
    )


NAME_TAKEN = Text(fr="Un rôle porte déjà ce nom", en="A role already has this name")
UNKNOWN_PERMISSION = Text(fr="Cette permission n’existe pas", en="This permission does not exist")
NOT_SCOPED = Text(
    fr="Cette permission vaut pour tout ou rien", en="This permission is granted as a whole or not at all"
)
BEYOND_YOURS = Text(
    fr="Vous ne pouvez pas donner plus de droits que vous n’en avez",
    en="You cannot grant more than you hold yourself",
)
UNKNOWN_ROLE = Text(fr="Ce rôle n’existe pas", en="This role does not exist")


def unknown_role(path: str = "role_id") -> InvalidFields:
    """The problem for a role that is not one of the workspace's."""
    return InvalidFields.one(path, "unknown_role", UNKNOWN_ROLE)


def beyond(names: list[str], path: str) -> InvalidFields:
    """The problem for rights that reach further than the actor's own."""
    return InvalidFields(
        BEYOND_YOURS, fields=[FieldProblem(f"{path}.{name}", "beyond_yours", BEYOND_YOURS) for name in names]
    )
