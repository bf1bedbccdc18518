"""The shapes of a manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from sillage.kernel.permissions.actor import Actor
from sillage.kernel.text import Text


class FieldKind(StrEnum):
    """What a field holds; decides its input, its column, its filters and its import parser."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    DATETIME = "datetime"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    TAGS = "tags"
    BOOLEAN = "boolean"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    SIREN = "siren"
    SIRET = "siret"
    VAT_NUMBER = "vat_number"
    MEMBER = "member"
    TEAM = "team"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice field."""

    value: str
    label: Text
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Through:
    """A side table that holds the values of a field, one row per value: the contacts of a deal, say.

    Rows belong to the record named by `record_column`; `value_column` is compared by filters. `fixed`
    names columns that tell apart the values of one field from those of others in the same table, and
    `multiple` says that a record may have several rows.
    """

    table: str
    record_column: str
    value_column: str
    fixed: tuple[tuple[str, Any], ...] = ()
    multiple: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record object, with the marks that erasure, export and logs obey.

    `column` is the table's column when it differs from the name. `key_column` is a normalised twin (lower
    case, no accents, C collation) that filters and sorts use instead. `through` is set when the values live
    in a side table. A field that is not `filterable` is shown but never compared.
    `aliases` are normalised header names an import recognises; `match` marks a field an import may match
    existing records by.
    `personal` marks personal data (GDPR art. 4); `retention` says how long it is kept.
    `custom` is set on tags and on the fields administrators defined: their values live in side tables and
    travel under their name (`tags`, `custom.<key>`). `currency` is that of a custom amount; `help` is what a
    form says about the field; `computed` is `formula` or `rollup` when the value follows from others.
    """

    name: str
    kind: FieldKind
    label: Text
    column: str | None = None
    target: str | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    writable: bool = True
    sortable: bool = False
    match: bool = False
    importable: bool = True
    aliases: tuple[str, ...] = ()
    personal: bool = False
    retention: str = "record"
    exported: bool = True
    logged: bool = True
    offline: bool = False
    key_column: str | None = None
    through: Through | None = None
    filterable: bool = True
    custom: bool = False
    currency: str | None = None
    help: Text | None = None
    computed: str | None = None

    @property
    def column_name(self) -> str:
        """The database column."""
        return self.column or self.name


class CreateMany(Protocol):
    """Create records in bulk: `values` are validated field values, one mapping per record."""

    def __call__(self, actor: Actor, values: Sequence[Mapping[str, Any]]) -> list[UUID]: ...


class DeleteMany(Protocol):
    """Put many records in the trash at once: `wanted` maps each to the version expected of it.

    Returns the ids it deleted; the others are out of reach, gone or changed since, and stay.
    """

    def __call__(self, actor: Actor, wanted: Mapping[UUID, int | None]) -> set[UUID]: ...


@dataclass(frozen=True, slots=True)
class RecordObject:
    """A kind of record that grid, search, import, trash and undo serve.

    `create`, `update`, `delete` and `restore` are the module's own actions, so that no invariant is
    bypassed. `update(actor, id, values, expected_version)` raises `StaleVersion`; `titles` gives the
    display name of each id the actor may see.
    """

    name: str
    model: str
    label: Text
    plural: Text
    fields: tuple[Field, ...]
    title_field: str
    create: Callable[[Actor, Mapping[str, Any]], UUID]
    update: Callable[[Actor, UUID, Mapping[str, Any], int | None], None]
    delete: Callable[[Actor, UUID, int | None], None]
    restore: Callable[[Actor, UUID, int | None], None]
    titles: Callable[[Actor, Iterable[UUID]], dict[UUID, str]]
    create_many: CreateMany | None = None
    delete_many: DeleteMany | None = None
    hidden_columns: tuple[str, ...] = ()
    # False for what hangs on another record and follows its permissions, such as files.
    own_permissions: bool = True
    # False for what is read through the records it is about (notes, calls): its owner says nothing about who
    # may see it, so no list by owner may show it.
    listed: bool = True
    # True for what belongs to the whole workspace rather than to an owner, such as products.
    shared: bool = False
    # Columns that tell the rows of this kind apart in a table it shares with others: custom objects.
    only: tuple[tuple[str, Any], ...] = ()
    # Its actions take tags and custom fields (records/fields): then `fields` includes them in a workspace.
    extras: bool = False
    # Defined by administrators of the entered workspace rather than by a module.
    custom: bool = False
    icon: str | None = None

    def field(self, name: str) -> Field:
        """The field of that name. Raises `KeyError`."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission a role can hold. Scoped ones reach own, team or all records.

    Those over `shared` records, which have no owner, are of use over all of them only.
    """

    name: str
    label: Text
    scoped: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A listener. `kinds` are exact event kinds or prefixes ending in `*`.

    Handlers inside the database run in batches in the relay; `outside` ones (mail, webhooks) get a
    job each and run outside transactions. Both are idempotent: delivery is at least once.
    """

    name: str
    kinds: tuple[str, ...]
    handle: Callable[[Sequence[Any]], None]
    outside: bool = False

    def wants(self, kind: str) -> bool:
        """True when the subscriber listens to this kind."""
        return any(kind.startswith(wanted[:-1]) if wanted.endswith("*") else kind == wanted for wanted in self.kinds)


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """Adds what a timeline shows for events whose kind starts with `prefix`.

    `load(actor, events)` returns, per event id, the members to add to the timeline item; an event
    it leaves out is shown without them.
    """

    prefix: str
    load: Callable[[Actor, Sequence[Any]], dict[UUID, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything one module offers the house."""

    module: str
    objects: tuple[RecordObject, ...] = ()
    permissions: tuple[Permission, ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
    timeline_sources: tuple[TimelineSource, ...] = ()
    # Functions other capabilities may call by name without importing this one, e.g. "timeline".
    offers: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    # Event kinds that are recorded on purpose without a record of their own action.
    silent_actions: frozenset[str] = frozenset()
