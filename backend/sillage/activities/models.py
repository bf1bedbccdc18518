"""The capability's tables, gathered for Django."""

from sillage.activities.notes.models import Note, NoteLink

__all__ = ["Note", "NoteLink"]
