"""What happens to pipelines. They are settings: their changes are audited, not replayed by undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from sillage.kernel.events import Event


@dataclass(frozen=True, slots=True)
class PipelineCreated(Event):
    """A pipeline was added with these stages."""

    kind: ClassVar[str] = "pipeline.created"
    stage_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PipelineUpdated(Event):
    """A pipeline was renamed or moved among the others."""

    kind: ClassVar[str] = "pipeline.updated"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StagesReplaced(Event):
    """The stages of a pipeline were edited."""

    kind: ClassVar[str] = "pipeline.stages_replaced"
    added: tuple[UUID, ...]
    changed: tuple[UUID, ...]
    removed: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LossReasonsReplaced(Event):
    """The list of reasons for which deals are lost was edited."""

    kind: ClassVar[str] = "pipeline.loss_reasons_replaced"
    added: tuple[UUID, ...]
    removed: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PipelineDeleted(Event):
    """A pipeline was removed."""

    kind: ClassVar[str] = "pipeline.deleted"


@dataclass(frozen=True, slots=True)
class PipelineRestored(Event):
    """A removed pipeline came back."""

    kind: ClassVar[str] = "pipeline.restored"
