"""The gatekeeper: turns session cookies and API keys into actors, in one round trip per request.

A process remembers actors by the versions of account and workspace (`access_version`). Each request
compares these with the database, so a right that ended anywhere has ended here at the next request.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from sillage.identity.actors import KnownKey, actor_of_key, actor_of_user, actor_seen_as
from sillage.identity.api_keys.models import ApiKey
from sillage.identity.api_keys.rules import SHAPE, hash_secret
from sillage.identity.sql import enter_and_check, memberships_of, touch_key, touch_session
from sillage.identity.users.models import User
from sillage.kernel import clock
from sillage.kernel.db import current_unit, workspace_transaction
from sillage.kernel.errors import Forbidden, NotFound, Unauthenticated
from sillage.kernel.http.ports import Admission, Credential
from sillage.kernel.permissions import Actor, Scope

T = TypeVar("T")
_SESSION_SHAPE = re.compile(r"[0-9a-z]{32}")
_SESSION_TOUCH_SECONDS = 300
_KEY_TOUCH_SECONDS = 60


@dataclass(frozen=True, slots=True)
class KnownSession:
    """Whose session it is; a session belongs to one person for life."""

    user_id: UUID
    user_version: int
    last_workspace_id: UUID | None


class Remembered(Generic[T]):
    """Values a process keeps by a key that names their version; the oldest half goes when full."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: dict[object, T] = {}

    def get(self, key: object) -> T | None:
        """The value kept under the key, or None."""
        return self._values.get(key)

    def put(self, key: object, value: T) -> T:
        """Keep a value and give it back."""
        if len(self._values) >= self._capacity:
            for old in list(self._values)[: self._capacity // 2]:
                self._values.pop(old, None)
        self._values[key] = value
        return value

    def forget(self, key: object) -> None:
        """Drop one value."""
        self._values.pop(key, None)

    def clear(self) -> None:
        """Drop everything."""
        self._values.clear()


class IdentityGatekeeper:
    """Implements `sillage.kernel.http.ports.Gatekeeper`."""

    def __init__(self) -> None:
        self._sessions: Remembered[KnownSession] = Remembered(20_000)
        self._keys: Remembered[KnownKey] = Remembered(5_000)
        self._actors: Remembered[Actor] = Remembered(5_000)
        self._touched: Remembered[float] = Remembered(20_000)

    def identify(self, request: HttpRequest) -> Credential | None:
        """The API key or session cookie a request shows; a key wins."""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header:
            scheme, _, secret = header.partition(" ")
            return Credential("api_key", secret.strip() if scheme.lower() == "bearer" else "")
        cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        return Credential("session", cookie) if cookie else None

    def caller(self, credential: Credential) -> str | None:
        """A stable name of the caller for rate limits, or None when the credential is worthless."""
        if credential.kind == "session":
            session = self._session(credential.secret)
            return f"user:{session.user_id}" if session else None
        key = self._key(credential.secret)
        return f"key:{key.key_id}" if key else None

    def admit(self, credential: Credential, workspace_id: UUID | None, see_as: UUID | None) -> Admission:
        """Check the credential and enter its workspace; runs inside the request's transaction.

        Raises `Unauthenticated` when session or key has ended, `NotFound` when the person does not
        belong to the workspace, `Forbidden` when he may not see as that member.
        """
        if credential.kind == "api_key":
            return self._admit_key(credential.secret, workspace_id, see_as)
        return self._admit_session(credential.secret, workspace_id, see_as)

    def forget(self) -> None:
        """Drop all that this process remembers (tests)."""
        for remembered in (self._sessions, self._keys, self._actors, self._touched):
            remembered.clear()

    # Sessions

    def _session(self, session_key: str) -> KnownSession | None:
        known = self._sessions.get(session_key)
        if known is not None:
            return known
        loaded = _load_session(session_key)
        return self._sessions.put(session_key, loaded) if loaded else None

    def _admit_session(self, session_key: str, wanted: UUID | None, see_as: UUID | None) -> Admission:
        known = self._session(session_key)
        if known is None:
            raise Unauthenticated
        workspace_id = wanted or known.last_workspace_id
        versions = enter_and_check(workspace_id, session_key, known.user_id)
        if not versions.session_lives or versions.user is None:
            self._sessions.forget(session_key)
            raise Unauthenticated
        if versions.user != known.user_version:
            # The account changed: the session must still fit its password.
            self._sessions.forget(session_key)
            return self._admit_session(session_key, wanted, see_as)
        _enter_unit(workspace_id, known.user_id, versions.schema)
        actor = self._member_actor(known, workspace_id, versions.workspace)
        if actor is None:
            return self._admit_elsewhere(session_key, known, wanted, see_as)
        self._touch(session_key, _SESSION_TOUCH_SECONDS)
        return Admission(known.user_id, self._as_seen(actor, see_as, versions.workspace))

    def _admit_elsewhere(
        self, session_key: str, known: KnownSession, wanted: UUID | None, see_as: UUID | None
    ) -> Admission:
        """Who belongs to no workspace any more is signed out; else the first membership may serve."""
        open_to = memberships_of(known.user_id)
        if not open_to:
            raise Unauthenticated
        if wanted is not None:
            raise NotFound
        return self._admit_session(session_key, open_to[0].workspace_id, see_as)

    def _member_actor(self, known: KnownSession, workspace_id: UUID | None, version: int | None) -> Actor | None:
        if workspace_id is None or version is None:
            return None
        key = (known.user_id, workspace_id, known.user_version, version)
        actor = self._actors.get(key) or actor_of_user(known.user_id)
        return self._actors.put(key, actor) if actor else None

    def _as_seen(self, actor: Actor, see_as: UUID | None, version: int | None) -> Actor:
        if see_as is None or see_as == actor.member_id:
            return actor
        if not actor.can("role.manage"):
            raise Forbidden
        key = (actor.user_id, see_as, actor.workspace_id, version)
        seen = self._actors.get(key) or actor_seen_as(see_as, actor)
        if seen is None:
            raise NotFound
        # Looking through another's eyes must not show more than one's own.
        if not all(actor.scope(permission) is Scope.ALL for permission in seen.grants):
            raise Forbidden
        return self._actors.put(key, seen)

    # API keys

    def _key(self, secret: str) -> KnownKey | None:
        shape = SHAPE.fullmatch(secret)
        if shape is None:
            return None
        digest = hash_secret(secret)
        known = self._keys.get(digest)
        if known is not None:
            return known
        with workspace_transaction(UUID(shape[1])):
            row = (
                ApiKey.objects.filter(secret_hash=digest, revoked_at__isnull=True)
                .values_list("id", "workspace_id", "member_id", "member__user_id", "expires_at")
                .first()
            )
        return self._keys.put(digest, KnownKey(*row)) if row else None

    def _admit_key(self, secret: str, wanted: UUID | None, see_as: UUID | None) -> Admission:
        known = self._key(secret)
        if known is None or (known.expires_at is not None and known.expires_at <= clock.now()):
            raise Unauthenticated
        if wanted not in (None, known.workspace_id):
            raise NotFound
        if see_as is not None:
            raise Forbidden
        versions = enter_and_check(known.workspace_id, "", known.user_id)
        _enter_unit(known.workspace_id, known.user_id, versions.schema)
        key = (known.key_id, versions.user, versions.workspace)
        actor = self._actors.get(key) or actor_of_key(known)
        if actor is None:
            self._keys.forget(hash_secret(secret))
            raise Unauthenticated
        self._touch(known.key_id, _KEY_TOUCH_SECONDS)
        return Admission(known.user_id, self._actors.put(key, actor))

    def _touch(self, used: str | UUID, every: int) -> None:
        now = time.monotonic()
        if now - (self._touched.get(used) or -every) < every:
            return
        self._touched.put(used, now)
        if isinstance(used, UUID):
            touch_key(used)
        else:
            touch_session(used)


def _enter_unit(workspace_id: UUID | None, user_id: UUID, schema_stamp: UUID | None) -> None:
    unit = current_unit()
    unit.workspace_id, unit.user_id, unit.schema_stamp = workspace_id, user_id, schema_stamp


def _load_session(session_key: str) -> KnownSession | None:
    """Whose session this is, or None when it has ended or no longer fits the account."""
    if not _SESSION_SHAPE.fullmatch(session_key):
        return None
    data = SessionStore(session_key).load()
    user_id, shown = data.get(SESSION_KEY), data.get(HASH_SESSION_KEY, "")
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None or not constant_time_compare(shown, user.get_session_auth_hash()):
        return None
    return KnownSession(user.pk, user.access_version, user.last_workspace_id)


gatekeeper = IdentityGatekeeper()
