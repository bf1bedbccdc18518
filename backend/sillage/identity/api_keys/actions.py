"""Verbs on API keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sillage.identity.api_keys.errors import BEYOND_YOURS, WRONG_EXPIRY
from sillage.identity.api_keys.events import ApiKeyCreated, ApiKeyRevoked
from sillage.identity.api_keys.models import ApiKey
from sillage.identity.api_keys.rules import LONGEST_LIFE, USUAL_LIFE, NewSecret, hash_secret, new_secret
from sillage.kernel import clock
from sillage.kernel.errors import FieldProblem, Forbidden, InvalidFields, NotFound
from sillage.kernel.events import record
from sillage.kernel.permissions import Actor, require
from sillage.kernel.values import clean, line


def create_api_key(
    actor: Actor, name: str, permissions: Sequence[str], expires_at: datetime | None
) -> tuple[UUID, NewSecret]:
    """Make a key of the acting member; the secret is never shown again.

    Without `expires_at` it lasts a year. Raises `Forbidden`, or `InvalidFields` for a permission the
    actor lacks or an expiry that is past or more than two years away.
    """
    require(actor, "api_key.manage")
    if actor.member_id is None:
        raise Forbidden
    name = clean({"name": name}, {"name": line(120)})["name"]
    problems = [
        FieldProblem(f"permissions.{index}", "beyond_yours", BEYOND_YOURS)
        for index, permission in enumerate(permissions)
        if not actor.can(permission)
    ]
    now = clock.now()
    expires_at = expires_at or now + USUAL_LIFE
    if not now < expires_at <= now + LONGEST_LIFE:
        problems.append(FieldProblem("expires_at", "out_of_range", WRONG_EXPIRY))
    if problems:
        raise InvalidFields(fields=problems)
    secret = new_secret(actor.workspace_id)
    key = ApiKey.objects.create(
        member_id=actor.member_id,
        name=name,
        prefix=secret.prefix,
        secret_hash=hash_secret(secret.value),
        permissions=sorted(set(permissions)),
        expires_at=expires_at,
    )
    record(actor, ApiKeyCreated(expires_at), object="api_key", record_id=key.id)
    return key.id, secret


def revoke_api_key(actor: Actor, key_id: UUID) -> None:
    """End a key at once. Raises `NotFound` or `Forbidden`; a key that has ended stays so."""
    require(actor, "api_key.manage")
    key = ApiKey.objects.select_for_update().filter(id=key_id).first()
    if key is None:
        raise NotFound
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
        record(actor, ApiKeyRevoked(), object="api_key", record_id=key.id)


def revoke_keys_of(actor: Actor, member_id: UUID) -> int:
    """End every key of a member who leaves; gives how many."""
    keys = list(ApiKey.objects.filter(member_id=member_id, revoked_at__isnull=True).values_list("id", flat=True))
    ApiKey.objects.filter(id__in=keys).update(revoked_at=clock.now())
    for key_id in keys:
        record(actor, ApiKeyRevoked(), object="api_key", record_id=key_id)
    return len(keys)
