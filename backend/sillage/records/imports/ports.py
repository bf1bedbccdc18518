"""What an import asks of the module whose records it makes.

A module takes part through offers of its manifest, by name:

- `import_values:<target>` lists the values a relation to `<target>` may take (stages of the chosen
  pipeline), and `create_import_values:<target>` makes missing ones. Relations to registered record
  objects need neither: they are found and created by their title.
- `import_shape:<object>` completes rows before they are checked: composes a missing name, splits a
  full name.
- `import_finder:<object>` tells which record a row means by more than its title: an organisation by SIREN,
  else by domain, else by its name without legal form.
- `import_children:<object>` makes records of another kind from the same line, once the record exists: the
  deal beside a contact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from sillage.kernel.permissions.actor import Actor
from sillage.kernel.registry import Field
from sillage.records.imports.types import NewValue, ValueOption


class ListValues(Protocol):
    """Lists the values a relation may take; `fixed` are the values chosen for all rows."""

    def __call__(self, actor: Actor, fixed: Mapping[str, Any]) -> Sequence[ValueOption]: ...


class CreateValues(Protocol):
    """Makes values that are missing; gives the id of each label."""

    def __call__(self, actor: Actor, fixed: Mapping[str, Any], wanted: Sequence[NewValue]) -> Mapping[str, str]: ...


class CompleteRow(Protocol):
    """Turns what one row holds into what the object's actions take.

    `values` are the values read so far, by field (a relation is an id, or a `PendingValue` still to be
    created); `texts` are the cells as written, by field. Fields of `extra` must not be left in.
    """

    def __call__(self, values: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class ImportShape:
    """How rows of one object differ from its fields; offered as `import_shape:<object>`.

    `extra` are columns that are no field of the record (a full name). `fixed` names the relations
    that get one value for all rows; those in `fixed_required` must be chosen before an import starts,
    and the first option is chosen when the file is taken. `create_permissions` names, by relation
    field, the permission that creating its values needs. `title` names a row in the preview from its cells,
    by field, where the title is no column of its own, and `named` gives the title the finished values will
    have, made of the columns `named_by`, so that records can be recognised by it. `words` gives, by field,
    further words that files use for its choices. `splits` names the fields that `complete` fills from an extra
    column, also when a record is updated.
    """

    extra: tuple[Field, ...] = ()
    complete: CompleteRow | None = None
    fixed: tuple[str, ...] = ()
    fixed_required: tuple[str, ...] = ()
    create_permissions: Mapping[str, str] = field(default_factory=dict)
    title: Callable[[Mapping[str, str]], str] | None = None
    named: Callable[[Mapping[str, Any]], str] | None = None
    named_by: tuple[str, ...] = ()
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordFinder:
    """How rows that name a related record are told apart and found; offered as `import_finder:<object>`.

    `identity` gives what a row knows of the record as comparable keys, the strongest first, none when it
    knows nothing; two rows that share the strongest mean one record. `find` gives the record of each
    candidate that the actor may see, or None.
    """

    identity: Callable[[Mapping[str, Any]], Sequence[str]]
    find: Callable[[Actor, Sequence[Mapping[str, Any]]], Sequence[UUID | None]]


@dataclass(frozen=True, slots=True)
class ChildRow:
    """What a line holds for a child record: its values, and the record it belongs to with its own values."""

    values: Mapping[str, Any]
    parent_id: UUID
    parent: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ImportChild:
    """A kind of record made from the same line as another; offered as `import_children:<object>`.

    `fields` are the columns it takes, by the names its create action knows. `prepare` gives the values to
    create, or None for a row that needs nothing: no name, or a record that exists already.
    """

    object: str
    fields: tuple[str, ...]
    prepare: Callable[[Actor, Sequence[ChildRow]], Sequence[Mapping[str, Any] | None]]
