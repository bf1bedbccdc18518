"""Custom fields as other modules know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from sillage.kernel.registry import Choice, Field, FieldKind, Through
from sillage.kernel.text import Text

TAGS = "tags"
PREFIX = "custom."


class Kind(StrEnum):
    """What an administrator may choose as kind of a field."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    MEMBER = "member"
    RELATION = "relation"
    BOOLEAN = "boolean"
    URL = "url"
    PHONE = "phone"
    EMAIL = "email"
    FORMULA = "formula"
    ROLLUP = "rollup"


COMPUTED = frozenset({Kind.FORMULA, Kind.ROLLUP})
# The column of `records_field_value` that filters, sorts and the values themselves use, by kind of value.
COLUMNS: Mapping[Kind, str] = {
    Kind.TEXT: "text_key",
    Kind.LONG_TEXT: "text_key",
    Kind.URL: "text_key",
    Kind.PHONE: "text_key",
    Kind.EMAIL: "text_key",
    Kind.CHOICE: "text_key",
    Kind.MULTI_CHOICE: "text_key",
    Kind.NUMBER: "number",
    Kind.MONEY: "whole",
    Kind.BOOLEAN: "whole",
    Kind.DATE: "day",
    Kind.MEMBER: "reference",
    Kind.RELATION: "reference",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A living custom field. `value_kind` is the kind of its values: what a formula gives, else the kind."""

    id: UUID
    object: str
    key: str
    label: Text
    kind: Kind
    value_kind: Kind
    help: str | None = None
    required: bool = False
    personal: bool = False
    default: Any = None
    choices: tuple[Choice, ...] = ()
    target: str | None = None
    currency: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name its values travel under."""
        return PREFIX + self.key

    @property
    def computed(self) -> bool:
        """True when nobody types its values."""
        return self.kind in COMPUTED

    def as_field(self) -> Field:
        """The field as registry, grid, imports and history know it."""
        return Field(
            self.name,
            FieldKind(self.value_kind.value),
            self.label,
            column=self.name,
            target=self.target,
            choices=self.choices,
            required=self.required and not self.computed,
            writable=not self.computed,
            sortable=self.value_kind is not Kind.MULTI_CHOICE,
            importable=not self.computed,
            personal=self.personal,
            logged=not self.personal,
            through=Through(
                "records_field_value",
                "record_id",
                COLUMNS[self.value_kind],
                fixed=(("field_id", self.id),),
                multiple=self.value_kind is Kind.MULTI_CHOICE,
            ),
            custom=True,
            currency=self.currency,
            help=Text(fr=self.help, en=self.help) if self.help else None,
            computed=self.kind.value if self.computed else None,
        )


TAGS_FIELD = Field(
    TAGS,
    FieldKind.TAGS,
    Text(fr="Étiquettes", en="Tags"),
    column=TAGS,
    target="tag",
    aliases=("tags", "tag", "étiquette", "libellés", "labels", "mots-clés", "keywords", "segments"),
    through=Through("records_record_tag", "record_id", "tag_id"),
    custom=True,
)
