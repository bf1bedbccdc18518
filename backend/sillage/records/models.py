"""The capability's tables, gathered for Django."""

from sillage.records.custom_objects.models import CustomRecord, ObjectDefinition
from sillage.records.fields.models import FieldDefinition, FieldValue
from sillage.records.files.models import File
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.search.models import Entry, KnownWord
from sillage.records.tags.models import RecordTag, Tag

__all__ = [
    "CustomRecord",
    "Entry",
    "FieldDefinition",
    "FieldValue",
    "File",
    "Import",
    "ImportRefusal",
    "KnownWord",
    "ObjectDefinition",
    "RecordTag",
    "Tag",
]
