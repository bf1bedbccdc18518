"""Meetings with customers: planned, held or called off, with who takes part, where, and what came of it.

A planned meeting is the next activity of the records it is about until somebody says what became of it.
"""
