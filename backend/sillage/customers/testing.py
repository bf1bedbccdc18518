"""Ready-made organisations and contacts for tests, made by the actions themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sillage.customers.contacts.actions import create_contact
from sillage.customers.organisations.actions import create_organisation
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor


def make_organisation(actor: Actor, name: str = "Groupe Solhène", **values: Any) -> UUID:
    """An organisation created by the actor; gives its id."""
    with workspace_transaction(actor.workspace_id, actor.user_id):
        return create_organisation(actor, {"name": name, **values})


def make_contact(actor: Actor, first_name: str = "Claire", last_name: str = "Vasseur", **values: Any) -> UUID:
    """A contact created by the actor; gives its id."""
    with workspace_transaction(actor.workspace_id, actor.user_id):
        return create_contact(actor, {"first_name": first_name, "last_name": last_name, **values})
