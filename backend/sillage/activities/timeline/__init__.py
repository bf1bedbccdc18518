"""The timeline of a record: what happened, and who did it."""
