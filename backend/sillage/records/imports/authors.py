"""Whose rights an import has while it works in the background."""

from __future__ import annotations

from sillage.identity.actors import KnownKey, actor_of_key, actor_of_member
from sillage.kernel.permissions import Actor
from sillage.records.imports.models import Import


def author_of(entry: Import) -> Actor | None:
    """The actor an import works for, with the rights held now; None when these have ended."""
    if entry.member_id is None:
        return None
    member = actor_of_member(entry.member_id)
    if member is None or entry.key_id is None:
        return member
    user_id = member.user_id
    assert user_id is not None, "every member is a user"
    return actor_of_key(KnownKey(entry.key_id, entry.workspace_id, entry.member_id, user_id, None))
