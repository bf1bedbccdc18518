"""The kinds of record of the entered workspace."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from sillage.kernel.registry import RecordObject, registry
from sillage.records.fields.queries import added_fields
from sillage.records.fields.types import TAGS_FIELD
from sillage.records.objects.stamp import KeptByStamp


@lru_cache(maxsize=4)
def _built_in(_known: int) -> dict[str, RecordObject]:
    return {
        name: dataclasses.replace(entry, fields=(*entry.fields, TAGS_FIELD)) if entry.extras else entry
        for name, entry in registry.built_in_objects().items()
    }


def _without_additions() -> dict[str, RecordObject]:
    return _built_in(len(registry.manifests()))


def _read() -> dict[str, RecordObject]:
    return {
        name: dataclasses.replace(entry, fields=(*entry.fields, *added_fields(name))) if entry.extras else entry
        for name, entry in registry.built_in_objects().items()
    }


_present: KeptByStamp[dict[str, RecordObject]] = KeptByStamp(_read, _without_additions)


def objects_of_workspace() -> dict[str, RecordObject]:
    """Every kind of record with what the entered workspace added to it. Shared: do not change the answer."""
    return _present.get()
