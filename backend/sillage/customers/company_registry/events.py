"""What happens around the company registry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class RegistrySwitched(Event):
    """A workspace began or stopped to ask the registry."""

    kind: ClassVar[str] = "company_registry.switched"
    enabled: bool


@dataclass(frozen=True, slots=True)
class RegistryCompared(Event):
    """The organisations of a workspace were compared with the registry."""

    kind: ClassVar[str] = "company_registry.compared"
    run_id: UUID


@dataclass(frozen=True, slots=True)
class ChangesProposed(Event):
    """The register says something else about an organisation than its record."""

    kind: ClassVar[str] = "company_registry.proposed"
    count: int


@dataclass(frozen=True, slots=True)
class ProposalDecided(Event):
    """A person accepted or ignored a change the registry proposed."""

    kind: ClassVar[str] = "company_registry.decided"
    proposal_id: UUID
    accepted: bool
