"""Trash and undo of any kind of record."""
