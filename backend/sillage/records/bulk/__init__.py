"""Changing many records at once: edit, tag, untag, delete, with preview, progress and undo."""
