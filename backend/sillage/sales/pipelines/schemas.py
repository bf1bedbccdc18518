"""What the API takes and gives for pipelines, stages and stages."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Plain, Schema, Version

StageKind = Literal["open", "won", "lost"]
StageName = Annotated[str, Plain, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
PipelineName = Annotated[str, Plain, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Percent = Annotated[int, Field(ge=0, le=100)]
RottingDays = Annotated[int, Field(ge=1, le=3650)]
FieldName = Annotated[str, Plain, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
ReasonName = Annotated[str, Plain, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Position = Annotated[int, Field(ge=0, le=10_000)]


class StageIn(Schema):
    """A stage as it shall be; with `id` an existing one is kept. The list's order is the stages' order.

    Deals without interaction for more than `rotting_days` are marked; `required_fields` are to be filled
    before a deal enters. Both stay as they are when they are not given.
    """

    id: UUID | None = None
    name: StageName
    colour: Colour = "#868e96"
    probability: Percent = 0
    kind: StageKind = "open"
    rotting_days: RottingDays | None = None
    required_fields: Annotated[list[FieldName], Field(max_length=30)] | None = None


class StageOut(Schema):
    """A stage. `probability` is a percentage: 100 when won, 0 when lost."""

    id: UUID
    name: str
    colour: str
    position: int
    probability: int
    kind: StageKind
    rotting_days: int | None
    required_fields: list[str]


class LossReasonIn(Schema):
    """A reason as it shall be; with `id` an existing one is kept."""

    id: UUID | None = None
    name: ReasonName


class LossReasonsIn(Schema):
    """The reasons for which deals are lost, in order."""

    reasons: Annotated[list[LossReasonIn], Field(max_length=50)]


class LossReasonOut(Schema):
    """One reason of the list."""

    id: UUID
    name: str
    position: int


class RequirableField(Schema):
    """A field of deals that a stage may require."""

    name: str
    label: str


class PipelineIn(Schema):
    """A new pipeline. Without stages it gets a usual set of six."""

    name: PipelineName
    stages: Annotated[list[StageIn], Field(max_length=30)] | None = None


class PipelinePatch(Schema):
    """What changes of a pipeline: its name, or its place among the others."""

    version: Version | None = None
    name: PipelineName | None = None
    position: Position | None = None


class StagesIn(Schema):
    """The stages a pipeline shall have. `moves` says, for each removed stage that holds deals, the stage they go to."""

    version: Version | None = None
    stages: Annotated[list[StageIn], Field(min_length=1, max_length=30)]
    moves: Annotated[dict[UUID, UUID], Field(max_length=30)] = Field(default_factory=dict)


class PipelineOut(Schema):
    """A pipeline with its stages in order."""

    id: UUID
    version: int
    name: str
    position: int
    stages: list[StageOut]
