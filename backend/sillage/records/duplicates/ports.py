"""What a module offers so that its records are compared and merged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sillage.kernel.registry import Through
from sillage.kernel.text import Text


class KeyKind(StrEnum):
    """How values are made comparable, and what it says that two records share one."""

    SIREN = "siren"
    SIRET = "siret"
    VAT_NUMBER = "vat_number"
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    DOMAIN = "domain"
    COMPANY = "company"
    PERSON = "person"
    TITLE = "title"
    RELATED = "related"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class KeyRule:
    """One thing two records may have in common.

    `fields` of the record and the values of the side tables `through` are compared together: a telephone
    number is found whichever of the fields it stands in. `weight` (1 to 99) says how much of a proof an
    equal value is; weights of several add up as independent proofs do.
    """

    kind: KeyKind
    fields: tuple[str, ...]
    weight: int
    through: tuple[Through, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateRules:
    """How records of one kind are compared: the offer `duplicate_rules:<object>`, as a function without arguments.

    Kinds without `review` are only warned about on create. `stricter` names checkboxes that stay set when
    one of the merged records has them set: opt-outs. `asked` maps the words of the question "is there one
    like this?" (name, email, phone, siren, website, organisation_id) to fields.
    """

    keys: tuple[KeyRule, ...]
    asked: tuple[tuple[str, str], ...] = ()
    review: bool = True
    stricter: tuple[str, ...] = ()


Policy = Literal["move", "copy", "drop", "keep"]


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows that point to records: the offer `references:<module>` gives a tuple of them.

    `column` holds the record's id, of the kind `object`; or of the kind told by `object_column`; or of any
    kind when neither is given. `key` names the columns of the primary key. When a record is merged, its rows

    - `move`: point to the survivor; those that one of the `unique` column groups (beside `column`) forbids
      are put aside, after the survivor's row took over what it lacked among `fill`;
    - `copy`: are repeated for the survivor (history);
    - `drop`: are put aside (what the survivor has of its own: search, keys);
    - `keep`: stay as they are (logs).

    `of` names the kind of record the rows are themselves, and `field` their field: they then get a new
    version and an event. `label` names what follows, where a person wants to know how many there are.
    """

    table: str
    column: str
    object: str | None = None
    object_column: str | None = None
    key: tuple[str, ...] = ("id",)
    unique: tuple[tuple[str, ...], ...] = ()
    fill: tuple[str, ...] = ()
    policy: Policy = "move"
    of: str | None = None
    field: str | None = None
    label: Text | None = None

    def concerns(self, name: str) -> bool:
        """True when the rows may point to records of this kind."""
        return self.object in (None, name)


def things_on_records(table: str, key: str, label: Text) -> tuple[Reference, ...]:
    """The reference of a table that ties things (notes, calls) to records of any kind, each at most once."""
    return (
        Reference(table, "record_id", object_column="object", key=(key, "record_id"), unique=((key,),), label=label),
    )
