"""Telling the person who runs an import how far it has come."""

from __future__ import annotations

from sillage.kernel.events.signals import tell_member
from sillage.records.imports.models import Import


def tell_progress(entry: Import) -> None:
    """Tell the streams of the import's author, once the transaction commits, to read it again."""
    tell_member(entry.member_id, "import.progress", "import", entry.id)
