"""The actor: first argument of every action and query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sillage.kernel.text import Language


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class ActorKind(StrEnum):
    """What kind of caller acts."""

    MEMBER = "member"
    API_KEY = "api_key"
    WORKFLOW = "workflow"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something acting inside one workspace.

    `grants` maps a permission ("deal.edit") to its scope; absent means not granted. A `SYSTEM`
    actor holds every permission. `team_ids` are the teams the member belongs to or manages.
    `read_only` is set while an administrator looks at the product as another member.
    """

    kind: ActorKind
    workspace_id: UUID
    member_id: UUID | None = None
    user_id: UUID | None = None
    key_id: UUID | None = None
    name: str = ""
    main_team_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    grants: Mapping[str, Scope] = field(default_factory=lambda: MappingProxyType({}))
    language: Language = "fr"
    time_zone: str = "Europe/Paris"
    read_only: bool = False

    @property
    def id(self) -> UUID | None:
        """What the audit log keeps: the key for API keys, else the member."""
        return self.key_id or self.member_id

    def scope(self, permission: str) -> Scope | None:
        """The scope in which the permission is granted, or None."""
        if self.kind is ActorKind.SYSTEM:
            return Scope.ALL
        return self.grants.get(permission)

    def can(self, permission: str) -> bool:
        """True when the permission is granted in any scope."""
        return self.scope(permission) is not None


def system_actor(workspace_id: UUID) -> Actor:
    """The actor of scheduled work inside a workspace."""
    return Actor(kind=ActorKind.SYSTEM, workspace_id=workspace_id, name="Sillage")
