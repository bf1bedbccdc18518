"""One grid for every kind of record: pages, counts, groups, and one record by its fields."""
