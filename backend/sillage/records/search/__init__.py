"""Search: one table of words for every kind of record."""
