"""Changing the kind of a field without losing what records have in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sillage.kernel.db.records import insert_many
from sillage.kernel.errors import InvalidFields
from sillage.kernel.values import WrongValue
from sillage.records.fields.errors import TOO_MANY_VALUES, WOULD_LOSE
from sillage.records.fields.extras import value_rows
from sillage.records.fields.models import FieldValue
from sillage.records.fields.queries import values_of
from sillage.records.fields.rules import cleaner_of
from sillage.records.fields.types import COMPUTED, Definition, Kind

MAX_VALUES = 20_000
_CHUNK = 2_000
_AS_THEY_ARE = frozenset({Kind.MEMBER, Kind.RELATION, Kind.BOOLEAN})


def convert_values(before: Definition, after: Definition) -> None:
    """Rewrite the values of a field for another kind. Raises `InvalidFields` saying how many would be lost."""
    ids = list(
        FieldValue.objects.filter(field_id=before.id, position=0).values_list("record_id", flat=True)[: MAX_VALUES + 1]
    )
    if len(ids) > MAX_VALUES:
        count = FieldValue.objects.filter(field_id=before.id, position=0).count()
        raise InvalidFields.one("kind", "too_many_values", TOO_MANY_VALUES.format(count=count))
    lost = 0
    converted: dict[UUID, Any] = {}
    for start in range(0, len(ids), _CHUNK):
        for record_id, values in values_of([before], ids[start : start + _CHUNK]).items():
            try:
                converted[record_id] = _converted(before, after, values[before.name])
            except WrongValue:
                lost += 1
    if lost:
        raise InvalidFields.one("kind", "would_lose_values", WOULD_LOSE.format(count=lost))
    FieldValue.objects.filter(field_id=before.id).delete()
    insert_many([row for record_id, value in converted.items() for row in value_rows(after, record_id, value)])


def _converted(before: Definition, after: Definition, value: Any) -> Any:
    """The value in the other kind. Raises `WrongValue` when it would not be the same any more."""
    if before.kind in _AS_THEY_ARE or after.kind in _AS_THEY_ARE or after.kind in COMPUTED:
        raise WrongValue("would_lose", "", "")
    labels = {choice.value: choice.label.fr for choice in before.choices}
    texts = [labels.get(each, each) for each in value] if isinstance(value, list) else [labels.get(value, value)]
    if after.kind is Kind.MULTI_CHOICE:
        return cleaner_of(after)(texts)
    if len(texts) != 1:
        raise WrongValue("would_lose", "", "")
    return cleaner_of(after)(str(texts[0]))
