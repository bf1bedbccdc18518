"""What the API takes and gives for the definitions of custom fields."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from sillage.kernel.http.schemas import Plain, Schema, Version

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80), Plain]
OptionalLabel = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80), Plain]
Help = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Name = Annotated[str, StringConstraints(max_length=32)]
Key = Annotated[str, StringConstraints(max_length=60)]
FieldKindName = Literal[
    "text", "long_text", "number", "money", "date", "choice", "multi_choice", "member", "relation", "boolean",
    "url", "phone", "email", "formula", "rollup",
]  # fmt: skip
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class ChoiceIn(Schema):
    """One choice. Give back its `value` when it exists already: then it is renamed, not replaced."""

    value: Key | None = None
    label: Label
    label_en: OptionalLabel | None = None
    colour: Colour | None = None


class FieldSettings(Schema):
    """What a computed field is made of: a `formula`, or what records of `object` that point here add up to."""

    formula: Annotated[str, StringConstraints(max_length=1_000)] | None = None
    object: Name | None = None
    relation: Key | None = None
    function: Literal["count", "sum", "min", "max"] | None = None
    field: Key | None = None


class _Definition(Schema):
    label_en: OptionalLabel | None = None
    help: Help | None = None
    required: bool | None = None
    personal: bool | None = None
    default: Any = None
    choices: Annotated[list[ChoiceIn], Field(max_length=200)] | None = None
    target: Name | None = None
    currency: Currency | None = None
    settings: FieldSettings | None = None


class FieldIn(_Definition):
    """A new field. Without a key it gets one made from its label; the key never changes."""

    object: Name
    label: Label
    kind: FieldKindName
    key: Key | None = None


class FieldPatch(_Definition):
    """What changes of a field: only the members present. `version` is the one last seen."""

    version: Version | None = None
    label: Label | None = None
    kind: FieldKindName | None = None


class FieldOrder(Schema):
    """The fields of a kind of record in their new order."""

    object: Name
    ids: Annotated[list[UUID], Field(max_length=500)]


class FormulaIn(Schema):
    """A formula to try out."""

    object: Name
    formula: Annotated[str, StringConstraints(max_length=1_000)]


class FormulaOut(Schema):
    """Whether a formula can be read, what it gives, and what it gives for the latest records."""

    valid: bool
    message: str | None
    kind: str | None
    samples: list[dict[str, Any]]


class InputOut(Schema):
    """A field formulas may use, under the name they know it by."""

    name: str
    label: str
    type: str


class SourceFieldOut(Schema):
    """A field a roll-up may add up."""

    name: str
    label: str
    kind: str


class SourceOut(Schema):
    """Records a roll-up may add up: those of `object` that point here by `relation`."""

    object: str
    label: str
    relation: str
    relation_label: str
    fields: list[SourceFieldOut]


class IngredientsOut(Schema):
    """What formulas and roll-ups of a kind of record may be made from."""

    inputs: list[InputOut]
    sources: list[SourceOut]


class FieldDefinitionOut(Schema):
    """A custom field. While it is being computed, `computing_total` and `computing_done` count records."""

    id: UUID
    object: str
    key: str
    label: str
    label_en: str | None
    kind: FieldKindName
    result_kind: str | None
    help: str | None
    required: bool
    personal: bool
    default: Any
    choices: list[dict[str, Any]]
    target: str | None
    currency: str | None
    settings: dict[str, Any]
    position: int
    computing_total: int | None
    computing_done: int
    values_count: int
    version: int
    deleted_at: datetime | None


class FieldsOut(Schema):
    """Definitions in order."""

    items: list[FieldDefinitionOut]
