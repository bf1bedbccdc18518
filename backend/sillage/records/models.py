"""The capability's tables, gathered for Django."""

from sillage.records.bulk.models import BulkRun, BulkTarget
from sillage.records.custom_objects.models import CustomRecord, ObjectDefinition
from sillage.records.duplicates.models import (
    DuplicateKey,
    DuplicatePair,
    DuplicateRun,
    DuplicateSetting,
    Merge,
    MergedRecord,
    MergedRow,
)
from sillage.records.exports.models import Export
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.files.models import File
from sillage.records.imports.models import Import, ImportMapping, ImportRefusal, ImportRow
from sillage.records.search.models import Entry, KnownWord
from sillage.records.tags.models import RecordTag, Tag
from sillage.records.views.models import View, ViewDefault

__all__ = [
    "BulkRun",
    "BulkTarget",
    "CustomRecord",
    "DuplicateKey",
    "DuplicatePair",
    "DuplicateRun",
    "DuplicateSetting",
    "Entry",
    "Export",
    "FieldDefinition",
    "FieldValue",
    "File",
    "Import",
    "ImportMapping",
    "ImportRefusal",
    "ImportRow",
    "KnownWord",
    "Merge",
    "MergedRecord",
    "MergedRow",
    "ObjectDefinition",
    "RecordTag",
    "Tag",
    "View",
    "ViewDefault",
]
