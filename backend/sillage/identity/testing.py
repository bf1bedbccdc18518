"""Ready-made people for tests: workspaces, members, actors and signed-in clients."""

from __future__ import annotations

import itertools
import json as jsonlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from sillage.identity.actors import actor_of_member
from sillage.identity.roles.models import Role
from sillage.identity.roles.rules import BUILT_IN
from sillage.identity.teams.models import Team, TeamMember
from sillage.identity.users.models import Member, User
from sillage.identity.workspaces.models import Workspace
from sillage.kernel.db import workspace_transaction
from sillage.kernel.permissions import Actor
from sillage.kernel.text import normalise

_numbers = itertools.count(1)
_CSRF = "a" * 32


def make_workspace(name: str = "Cabinet Durand", **values: Any) -> Workspace:
    """A workspace with its built-in roles, and nothing else in it."""
    number = next(_numbers)
    workspace = Workspace.objects.create(name=name, slug=f"workspace-{number}", created_at=datetime.now(UTC), **values)
    with workspace_transaction(workspace.id):
        Role.objects.bulk_create(
            Role(
                workspace_id=workspace.id,
                key=role.key,
                name=role.name.fr,
                sort_name=normalise(role.name.fr),
            )
            for role in BUILT_IN
        )
    return workspace


def make_role(workspace: Workspace, permissions: dict[str, str], name: str = "Rôle à façon") -> Role:
    """A custom role with exactly these permissions."""
    with workspace_transaction(workspace.id):
        return Role.objects.create(name=name, sort_name=normalise(name), permissions=permissions)


def make_team(workspace: Workspace, name: str = "Équipe Nord", manager: Member | None = None) -> Team:
    """A team, with a manager or without."""
    with workspace_transaction(workspace.id):
        return Team.objects.create(name=name, sort_name=normalise(name), manager=manager)


def make_member(
    workspace: Workspace,
    role: str | Role = "sales",
    *,
    team: Team | None = None,
    email: str | None = None,
    name: str | None = None,
    password: str | None = None,
    user: User | None = None,
) -> Member:
    """A member with a built-in role (by key) or a custom one; `user` makes an existing person join."""
    number = next(_numbers)
    name = name or (user.name if user else f"Camille Petit {number}")
    if user is None:
        email = email or f"camille.petit.{number}@example.test"
        user = User.objects.create_user(email, password, name=name, last_workspace_id=workspace.id)
    with workspace_transaction(workspace.id):
        held = role if isinstance(role, Role) else Role.objects.get(key=role)
        member = Member.objects.create(
            user=user, name=name, sort_name=normalise(name), email=user.email, role=held, main_team=team
        )
        if team is not None:
            TeamMember.objects.create(team=team, member=member)
    return member


def actor_of(member: Member) -> Actor:
    """The actor a member is, read from the database now."""
    with workspace_transaction(member.workspace_id):
        actor = actor_of_member(member.id)
    assert actor is not None, "the member is not active"
    return actor


def start_session(user: User) -> str:
    """A signed-in session of a person, as the sign-in would leave it; gives its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


class ApiClient:
    """Speaks to the API as a browser or a program would; paths start below `/api/v1`."""

    def __init__(self, headers: dict[str, str] | None = None, session_key: str | None = None) -> None:
        self.http = Client(enforce_csrf_checks=True)
        self.headers = dict(headers or {})
        if session_key:
            self.http.cookies[settings.SESSION_COOKIE_NAME] = session_key
            self.http.cookies[settings.CSRF_COOKIE_NAME] = _CSRF
            self.headers.setdefault("X-CSRFToken", _CSRF)

    def request(
        self, method: str, path: str, json: Any = None, *, headers: dict[str, str] | None = None, data: Any = None
    ) -> Any:
        """One request; `json` is sent as a JSON body, `data` as a form with files."""
        address = path if path.startswith(("/api/", "/_allauth/")) else f"/api/v1{path}"
        body: dict[str, Any] = {"data": data} if data is not None else {}
        if json is not None:
            body = {"data": jsonlib.dumps(json, default=str), "content_type": "application/json"}
        before = _entered()
        try:
            send = getattr(self.http, method.lower())
            return send(address, headers=self.headers | (headers or {}), **body)
        finally:
            _enter(before)

    def get(self, path: str, **options: Any) -> Any:
        """GET a path."""
        return self.request("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> Any:
        """POST JSON to a path."""
        return self.request("POST", path, json, **options)

    def put(self, path: str, json: Any = None, **options: Any) -> Any:
        """PUT JSON to a path."""
        return self.request("PUT", path, json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> Any:
        """PATCH a path with JSON."""
        return self.request("PATCH", path, json, **options)

    def delete(self, path: str, json: Any = None, **options: Any) -> Any:
        """DELETE a path."""
        return self.request("DELETE", path, json, **options)


def client_of(member: Member, *, workspace_id: UUID | None = None) -> ApiClient:
    """A client signed in as a member, in the member's workspace unless told otherwise."""
    key = start_session(User.objects.get(pk=member.user_id))
    return ApiClient({"X-Workspace": str(workspace_id or member.workspace_id)}, key)


def anonymous_client() -> ApiClient:
    """A client that is not signed in."""
    return ApiClient()


def _entered() -> tuple[str, str] | None:
    """The workspace and user of the surrounding test transaction, None outside of one."""
    if not connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.workspace', true), current_setting('app.user', true)")
        workspace, user = cursor.fetchone()
    return workspace or "", user or ""


def _enter(before: tuple[str, str] | None) -> None:
    """Restore what a request left behind: `set_config(…, true)` outlives a savepoint."""
    if before is not None and connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.workspace', %s, true), set_config('app.user', %s, true)", before)
