"""Verbs on workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from babel.numbers import list_currencies
from django.utils.text import slugify

from sillage.identity.actors import actor_of_member
from sillage.identity.members.actions import add_member
from sillage.identity.roles.models import Role
from sillage.identity.roles.queries import role_by_key
from sillage.identity.roles.rules import ADMINISTRATOR, BUILT_IN
from sillage.identity.sql import lock_first_run, lock_slugs
from sillage.identity.users.actions import LANGUAGES, choose_workspace, create_account
from sillage.identity.users.models import User
from sillage.identity.workspaces.errors import UNKNOWN_CURRENCY, AlreadySetUp
from sillage.identity.workspaces.events import WorkspaceChanged, WorkspaceCreated
from sillage.identity.workspaces.models import Workspace
from sillage.identity.workspaces.queries import needs_first_run
from sillage.kernel import clock
from sillage.kernel.db import enter_workspace
from sillage.kernel.errors import Forbidden
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.permissions.actor import system_actor
from sillage.kernel.registry import registry
from sillage.kernel.text import Language, normalise
from sillage.kernel.values import WrongValue, clean, colour, line, one_of, optional, siren

DEFAULTS = "workspace_defaults:"


def _currency(value: Any) -> str:
    if value not in list_currencies():
        raise WrongValue("unknown_currency", UNKNOWN_CURRENCY.fr, UNKNOWN_CURRENCY.en)
    return str(value)


_CLEANERS = {
    "name": line(120),
    "siren": optional(siren),
    "accent": colour,
    "currency": _currency,
    "language": one_of(LANGUAGES),
}


def complete_first_run(company: Mapping[str, Any], administrator: Mapping[str, Any]) -> tuple[User, UUID]:
    """Make the first workspace and its administrator; gives the account and the workspace.

    Enters the new workspace. Raises `AlreadySetUp` once any account exists, and `InvalidFields`.
    """
    lock_first_run()
    if not needs_first_run():
        raise AlreadySetUp
    values = clean(company, _CLEANERS, path="company.")
    account = create_account(administrator, path="administrator.")
    return account, found_workspace(account.id, values)


def create_workspace(actor: Actor, values: Mapping[str, Any]) -> UUID:
    """Make another workspace that the acting person administers. Raises `Forbidden`, `InvalidFields`."""
    require(actor, "workspace.manage")
    if actor.user_id is None or actor.key_id is not None:
        raise Forbidden
    cleaned = clean(values, _CLEANERS)
    made = found_workspace(actor.user_id, cleaned)
    # The rest of the request belongs to the workspace it came from.
    enter_workspace(actor.workspace_id)
    return made


def found_workspace(user_id: UUID, values: Mapping[str, Any]) -> UUID:
    """Make a workspace with its roles, its first administrator and what each module starts with.

    `values` are clean. Enters the new workspace, and makes it the person's last one.
    """
    lock_slugs()
    made = Workspace.objects.create(slug=_free_slug(values["name"]), created_at=clock.now(), **values)
    enter_workspace(made.id)
    Role.objects.bulk_create(
        Role(workspace_id=made.id, key=role.key, name=role.name.fr, sort_name=normalise(role.name.fr))
        for role in BUILT_IN
    )
    house = system_actor(made.id)
    member_id = add_member(house, user_id, role_by_key(ADMINISTRATOR))
    choose_workspace(user_id, made.id)
    founder = actor_of_member(member_id)
    assert founder is not None, "a member just added is active"
    record(founder, WorkspaceCreated(), object="workspace", record_id=made.id)
    # Colleagues will read these names: they speak the workspace's language, not the founder's.
    namer = replace(founder, language=cast(Language, made.language))
    for manifest in registry.manifests():
        for name, offer in manifest.offers.items():
            if name.startswith(DEFAULTS):
                offer(namer)
    return made.id


def update_workspace(actor: Actor, changes: Mapping[str, Any]) -> None:
    """Change name, SIREN, accent, currency or language. Raises `Forbidden` or `InvalidFields`."""
    require(actor, "workspace.manage")
    cleaned = clean(changes, _CLEANERS)
    if not cleaned:
        return
    Workspace.objects.filter(id=actor.workspace_id).update(**cleaned)
    told = WorkspaceChanged(tuple(sorted(cleaned)))
    record(actor, told, object="workspace", record_id=actor.workspace_id)


def _free_slug(name: str) -> str:
    """A name for addresses that no workspace has yet."""
    wanted = slugify(name)[:50].strip("-") or "espace"
    taken = set(Workspace.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
