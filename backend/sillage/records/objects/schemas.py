"""Kinds of record as the API shows them."""

from __future__ import annotations

from sillage.kernel.http.schemas import Schema


class ChoiceOut(Schema):
    """One allowed value of a choice field."""

    value: str
    label: str
    colour: str | None


class FieldOut(Schema):
    """One field. `target` names the kind of record a relation points to, `operators` how filters compare it.

    `custom` is true of tags and of fields administrators added; `computed` says `formula` or `rollup`.
    """

    name: str
    kind: str
    label: str
    target: str | None
    choices: list[ChoiceOut]
    custom: bool
    currency: str | None
    help: str | None
    computed: str | None
    required: bool
    writable: bool
    sortable: bool
    filterable: bool
    groupable: bool
    operators: list[str]
    importable: bool
    match: bool


class ObjectOut(Schema):
    """One kind of record with its fields, labelled in the caller's language."""

    name: str
    label: str
    plural: str
    title_field: str
    importable: bool
    custom: bool
    icon: str | None
    extras: bool
    fields: list[FieldOut]


class ObjectsOut(Schema):
    """The kinds of record the caller may see."""

    items: list[ObjectOut]
