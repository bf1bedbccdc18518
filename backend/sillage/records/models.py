"""The capability's tables, gathered for Django."""

from sillage.records.files.models import File
from sillage.records.imports.models import Import, ImportRefusal
from sillage.records.search.models import Entry, KnownWord

__all__ = ["Entry", "File", "Import", "ImportRefusal", "KnownWord"]
